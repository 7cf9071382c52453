import type { EpochMs } from '../../clock.ts';
import type { Alarm } from './alarms/state.ts';
import { type Point, pointWeight } from './point.ts';
import { boundPoints } from './retention.ts';
import { type Summary, summaryOf } from './statistics.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** One namespace, name and exact set of dimensions: to CloudWatch, a metric. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  /** In the order in which they were first sent. */
  readonly dimensions: readonly Dimension[];
  /** ListMetrics shows it from some time after this. */
  firstReceivedAt: EpochMs;
  lastReceivedAt: EpochMs;
  /** By unit: CloudWatch never converts one into another. */
  readonly pointsByUnit: Map<string, Point[]>;
}

export interface CloudWatchState {
  /** By `metricKey`. */
  readonly metrics: Map<string, Metric>;
  readonly alarms: Map<string, Alarm>;
  /** Points and their single values; keeps memory bounded. */
  pointWeight: number;
  /** Above this the oldest points of every metric go, whatever their age. */
  readonly maxPointWeight: number;
  /** When points past their retention were last rolled up and dropped. */
  sweptAt: EpochMs;
}

/** One datum as PutMetricData takes it, already checked. */
export type Datum = DatumPlace &
  (
    | { readonly value: number; readonly summary?: undefined }
    | { readonly summary: Summary; readonly value?: undefined }
  );

interface DatumPlace {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  /** `None` when left out. */
  readonly unit?: string;
  readonly at: EpochMs;
  /** Seconds: 1 or 60 (the default). */
  readonly storageResolution?: number;
  readonly receivedAt: EpochMs;
}

/** A metric that got no data for this long is no longer listed, and is new when it comes back. */
export const forgottenAfterMs = 14 * 24 * 3_600_000;

/** @param maxPointWeight values kept in memory; half a million take about 75 MB. */
export function createCloudWatchState(maxPointWeight = 500_000): CloudWatchState {
  return { metrics: new Map(), alarms: new Map(), pointWeight: 0, maxPointWeight, sweptAt: 0 };
}

/** The same whatever the order of the dimensions. */
export function metricKey(
  namespace: string,
  metricName: string,
  dimensions: readonly Dimension[],
): string {
  const pairs = dimensions.map(({ Name, Value }) => [Name, Value]);
  pairs.sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, metricName, pairs]);
}

/** Stores a datum. It checks nothing: AWS's own metrics come this way too. */
export function putDatum(state: CloudWatchState, datum: Datum): void {
  const metric = metricOf(state, datum);
  const resolutionMs = (datum.storageResolution ?? 60) * 1_000;
  const point: Point = {
    at: Math.floor(datum.at / resolutionMs) * resolutionMs,
    resolutionMs,
    receivedAt: datum.receivedAt,
    summary: datum.summary ?? summaryOf([datum.value]),
  };
  const unit = datum.unit ?? 'None';
  const points = metric.pointsByUnit.get(unit);
  if (points) points.push(point);
  else metric.pointsByUnit.set(unit, [point]);
  state.pointWeight += pointWeight(point);
  boundPoints(state, datum.receivedAt);
}

function metricOf(state: CloudWatchState, datum: Datum): Metric {
  const { namespace, metricName, dimensions, receivedAt } = datum;
  const key = metricKey(namespace, metricName, dimensions);
  const known = state.metrics.get(key);
  if (known) {
    if (receivedAt - known.lastReceivedAt > forgottenAfterMs) known.firstReceivedAt = receivedAt;
    known.lastReceivedAt = receivedAt;
    return known;
  }
  const metric: Metric = {
    namespace,
    metricName,
    dimensions: [...dimensions],
    firstReceivedAt: receivedAt,
    lastReceivedAt: receivedAt,
    pointsByUnit: new Map(),
  };
  state.metrics.set(key, metric);
  return metric;
}
