import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { type DataQuery, readQueries } from './data-query.ts';
import { byPeriod, visiblePoints } from './datapoints.ts';
import { invalidValue, missing, readTime } from './parameters.ts';
import { statisticOf } from './statistics.ts';
import { offsetOf, tokenOf } from './token.ts';

/** Also the page size when MaxDatapoints is not sent. */
const maxDatapoints = 100_800;

type Value = readonly [at: number, value: number];

/** Each page names every query; one whose values go on is `PartialData`. */
export function getMetricData(input: Input, call: Call): object {
  const { range, queries, pageSize } = asValidationErrors(() => ({
    range: readRange(input),
    queries: readQueries(input),
    pageSize: readPageSize(input),
  }));
  const series = queries.map((query) => valuesOf(query, range, call));
  const offset = offsetOf(text(input, 'NextToken'), (message) => {
    return new AwsError('InvalidNextToken', message);
  });
  const end = offset + pageSize;

  let before = 0;
  const results = queries.map((query, index) => {
    const values = series[index] ?? [];
    const page = values.slice(Math.max(0, offset - before), Math.max(0, end - before));
    before += values.length;
    return {
      Id: query.id,
      Label: query.label,
      Timestamps: page.map(([at]) => new Date(at)),
      Values: page.map(([, value]) => value),
      StatusCode: before > end ? 'PartialData' : 'Complete',
    };
  });
  return {
    MetricDataResults: results.filter((_, index) => queries[index]?.returnData),
    NextToken: before > end ? tokenOf(end) : undefined,
    Messages: [],
  };
}

/** GetMetricData alone names every bad parameter a ValidationError. */
function asValidationErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError('ValidationError', error.message);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly isNewestFirst: boolean;
}

function readRange(input: Input): Range {
  const start = readTime(input, 'StartTime');
  const end = readTime(input, 'EndTime');
  if (start === undefined) throw missing('StartTime');
  if (end === undefined) throw missing('EndTime');
  if (start >= end)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const order = text(input, 'ScanBy') ?? 'TimestampDescending';
  if (order !== 'TimestampDescending' && order !== 'TimestampAscending')
    throw invalidValue(`The value ${order} for parameter ScanBy is invalid.`);
  return { start, end, isNewestFirst: order === 'TimestampDescending' };
}

function readPageSize(input: Input): number {
  const asked = number(input, 'MaxDatapoints') ?? maxDatapoints;
  if (!(asked >= 1 && asked <= maxDatapoints))
    throw invalidValue(`The parameter MaxDatapoints must be between 1 and ${maxDatapoints}.`);
  return asked;
}

/** Periods are whole multiples of their length since 1970. Without a unit, all units are one. */
function valuesOf(query: DataQuery, range: Range, call: Call): Value[] {
  // A query that returns nothing is there for an expression, and costs no data points.
  if (!query.returnData) return [];
  const { periodMs, stat } = query;
  const start = Math.floor(range.start / periodMs) * periodMs;
  const points = visiblePoints(query.metric, call).flatMap((unit) => unit.points);
  const values = byPeriod(points, { start, end: range.end, periodMs }, call.now).flatMap(
    ([at, summary]): Value[] => {
      const value = statisticOf(summary, stat);
      return value === undefined ? [] : [[at, value]];
    },
  );
  return range.isNewestFirst ? values.reverse() : values;
}
