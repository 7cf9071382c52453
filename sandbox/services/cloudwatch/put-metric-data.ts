import { type Input, structures, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { readSummary } from './datum-values.ts';
import {
  invalidValue,
  missing,
  notModelled,
  readDimensions,
  readName,
  readNamespace,
  readTime,
  readUnit,
} from './parameters.ts';
import { type Datum, putDatum } from './state.ts';

const maxDatums = 1_000;
const hourMs = 3_600_000;
const oldestMs = 14 * 24 * hourMs;
const newestMs = 2 * hourMs;

/** All or nothing: one bad datum refuses the request. */
export function putMetricData(input: Input, { region, now }: Call): object {
  const namespace = readNamespace(input);
  if (namespace.startsWith('AWS/'))
    throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  if (input.EntityMetricData !== undefined) throw notModelled('EntityMetricData');
  const sent = structures(input, 'MetricData');
  if (sent.length === 0) throw missing('MetricData');
  if (sent.length > maxDatums)
    throw invalidValue(`The collection MetricData must not have a size greater than ${maxDatums}.`);
  const datums = sent.map((datum, index) =>
    readDatum(datum, `MetricData.member.${index + 1}.`, namespace, now),
  );
  for (const datum of datums) putDatum(region.cloudwatch, datum);
  return {};
}

function readDatum(input: Input, path: string, namespace: string, now: number): Datum {
  const metricName = readName(input, 'MetricName', 255, path);
  const dimensions = readDimensions(input, path);
  const at = readTime(input, 'Timestamp') ?? now;
  if (at > now + newestMs)
    throw invalidValue(
      `The parameter ${path}Timestamp must specify a time no more than two hours in the future.`,
    );
  if (at < now - oldestMs)
    throw invalidValue(
      `The parameter ${path}Timestamp must specify a time within the past two weeks.`,
    );
  const unit = readUnit(input, path) ?? 'None';
  const summary = readSummary(input, path);
  const storageResolution = readResolution(input, path);
  return {
    namespace,
    metricName,
    dimensions,
    unit,
    at,
    summary,
    storageResolution,
    receivedAt: now,
  };
}

function readResolution(input: Input, path: string): number {
  const sent = text(input, 'StorageResolution') ?? '60';
  if (sent !== '1' && sent !== '60')
    throw invalidValue(
      `The parameter ${path}StorageResolution must be a value in the set [ 1, 60 ].`,
    );
  return Number(sent);
}
