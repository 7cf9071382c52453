import { flag, type Input, structures, text } from '../../input.ts';

import type { MetricReference } from './datapoints.ts';
import {
  invalidValue,
  missing,
  notModelled,
  readDimensions,
  readName,
  readNamespace,
  readPeriod,
  readUnit,
} from './parameters.ts';
import { isPlainStatistic, parsePercentile } from './statistics.ts';

/** A MetricDataQuery that asks for a metric; those with an expression are refused. */
export interface DataQuery {
  readonly id: string;
  readonly label: string;
  readonly returnData: boolean;
  readonly metric: MetricReference;
  readonly periodMs: number;
  /** One that `statisticOf` knows. */
  readonly stat: string;
}

const maxQueries = 500;

export function readQueries(input: Input): DataQuery[] {
  const sent = structures(input, 'MetricDataQueries');
  if (sent.length === 0) throw missing('MetricDataQueries');
  if (sent.length > maxQueries)
    throw invalidValue(
      `The collection MetricDataQueries must not have a size greater than ${maxQueries}.`,
    );
  const queries = sent.map((query, index) =>
    readQuery(query, `MetricDataQueries.member.${index + 1}.`),
  );
  if (new Set(queries.map(({ id }) => id)).size < queries.length)
    throw invalidValue('The values for parameter id in MetricDataQueries are not unique.');
  return queries;
}

function readQuery(query: Input, path: string): DataQuery {
  const id = text(query, 'Id') ?? '';
  if (!/^[a-z]\w{0,254}$/.test(id))
    throw invalidValue(`The value ${id} for parameter ${path}Id is invalid.`);
  if (text(query, 'Expression') !== undefined)
    throw notModelled(`metric math and Metrics Insights (${path}Expression)`);
  if (text(query, 'AccountId') !== undefined)
    throw notModelled(`other accounts (${path}AccountId)`);
  const metricStat = member(query, 'MetricStat');
  if (!metricStat) throw missing(`${path}MetricStat`);
  if (text(query, 'Period') !== undefined)
    throw invalidValue(
      `The parameters ${path}Period and ${path}MetricStat are mutually exclusive and you have specified both.`,
    );
  return {
    id,
    returnData: flag(query, 'ReturnData') ?? true,
    ...readMetricStat(metricStat, `${path}MetricStat.`, text(query, 'Label')),
  };
}

function readMetricStat(metricStat: Input, path: string, label: string | undefined) {
  const metric = member(metricStat, 'Metric') ?? {};
  const inMetric = `${path}Metric.`;
  const metricName = readName(metric, 'MetricName', 255, inMetric);
  return {
    // AWS tells several queries of one call apart by more than the name; the sandbox does not.
    label: label ?? metricName,
    metric: {
      namespace: readNamespace(metric, inMetric),
      metricName,
      dimensions: readDimensions(metric, inMetric),
      unit: readUnit(metricStat, path),
    },
    periodMs: readPeriod(metricStat, path) * 1_000,
    stat: readStat(metricStat, path),
  };
}

function readStat(metricStat: Input, path: string): string {
  const stat = readName(metricStat, 'Stat', 255, path);
  if (isPlainStatistic(stat) || parsePercentile(stat) !== undefined) return stat;
  if (/^(tm|wm|tc|ts|pr|iqm)/i.test(stat)) throw notModelled(`the statistic ${stat}`);
  throw invalidValue(`The value ${stat} for parameter ${path}Stat is not supported.`);
}

function member(input: Input, name: string): Input | undefined {
  return structures({ only: [input[name]] }, 'only')[0];
}
