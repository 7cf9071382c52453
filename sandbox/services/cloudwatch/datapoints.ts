import type { EpochMs } from '../../clock.ts';
import type { Call } from '../../service.ts';
import type { Point } from './point.ts';
import { finestResolutionMs } from './retention.ts';
import { type Dimension, metricKey } from './state.ts';
import { mergeSummaries, type Summary } from './statistics.ts';

export interface Window {
  /** Inclusive; periods are counted from here. */
  readonly start: EpochMs;
  /** Exclusive. */
  readonly end: EpochMs;
  readonly periodMs: number;
}

export interface MetricReference {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  /** Left out: every unit. */
  readonly unit: string | undefined;
}

/** Data points that can be seen now, by unit; none is an empty list, not an error. */
export function visiblePoints(
  { namespace, metricName, dimensions, unit }: MetricReference,
  { region, world, now }: Pick<Call, 'region' | 'world' | 'now'>,
): { unit: string; points: Point[] }[] {
  const metric = region.cloudwatch.metrics.get(metricKey(namespace, metricName, dimensions));
  const visibleUntil = now - world.delays.datapointVisibleMs;
  return [...(metric?.pointsByUnit ?? [])]
    .filter(([known]) => unit === undefined || known === unit)
    .map(([known, points]) => ({
      unit: known,
      points: points.filter(({ receivedAt }) => receivedAt <= visibleUntil),
    }));
}

/** One summary per period that has data, by the start of the period, oldest first. */
export function byPeriod(
  points: readonly Point[],
  window: Window,
  now: EpochMs,
): [start: EpochMs, summary: Summary][] {
  const { start, end, periodMs } = window;
  const periods = new Map<EpochMs, Summary>();
  for (const point of points) {
    if (point.at < start || point.at >= end || !isKept(point, periodMs, now)) continue;
    const at = start + Math.floor((point.at - start) / periodMs) * periodMs;
    const other = periods.get(at);
    periods.set(at, other ? mergeSummaries(other, point.summary) : point.summary);
  }
  return [...periods].sort(([one], [other]) => one - other);
}

/** AWS returns nothing for a period finer than what is stored at that age. */
function isKept(point: Point, periodMs: number, now: EpochMs): boolean {
  const finestMs = finestResolutionMs(now - point.at);
  if (finestMs === undefined) return false;
  return periodMs % Math.max(finestMs, point.resolutionMs) === 0;
}

/** AWS rounds a start down: to the minute, or to what is still stored at that age. */
export function roundedStart(start: EpochMs, periodMs: number, now: EpochMs): EpochMs {
  const minuteMs = 60_000;
  if (periodMs < minuteMs) return Math.floor(start / periodMs) * periodMs;
  const stepMs = Math.max(minuteMs, finestResolutionMs(now - start) ?? 3_600_000);
  return Math.floor(start / stepMs) * stepMs;
}
