import type { EpochMs } from '../../clock.ts';
import { type Point, pointWeight } from './point.ts';
import type { CloudWatchState } from './state.ts';
import { mergeSummaries } from './statistics.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long each resolution is kept; AWS's hourly tier (455 days) is left out. */
const tiers = [
  { resolutionMs: 1_000, keepMs: 3 * hourMs },
  { resolutionMs: 60_000, keepMs: 15 * dayMs },
  { resolutionMs: 300_000, keepMs: 63 * dayMs },
];

/** The finest resolution that still exists at this age; `undefined` when nothing does. */
export function finestResolutionMs(ageMs: number): number | undefined {
  return tiers.find(({ keepMs }) => ageMs <= keepMs)?.resolutionMs;
}

/** Rolls up and drops what is past its retention, once an hour, and keeps memory bounded. */
export function boundPoints(state: CloudWatchState, now: EpochMs): void {
  if (now - state.sweptAt >= hourMs) {
    state.sweptAt = now;
    replacePoints(state, (points) => rollUp(points, now));
  }
  if (state.pointWeight > state.maxPointWeight) replacePoints(state, withoutOldestTenth);
}

function replacePoints(state: CloudWatchState, change: (points: Point[]) => Point[]): void {
  let weight = 0;
  for (const [key, metric] of state.metrics) {
    for (const [unit, points] of metric.pointsByUnit) {
      const kept = change(points);
      for (const point of kept) weight += pointWeight(point);
      if (kept.length > 0) metric.pointsByUnit.set(unit, kept);
      else metric.pointsByUnit.delete(unit);
    }
    if (metric.pointsByUnit.size === 0) state.metrics.delete(key);
  }
  state.pointWeight = weight;
}

function rollUp(points: readonly Point[], now: EpochMs): Point[] {
  const kept: Point[] = [];
  const rolled = new Map<string, Point>();
  for (const point of points) {
    const resolutionMs = finestResolutionMs(now - point.at);
    if (resolutionMs === undefined) continue;
    if (resolutionMs <= point.resolutionMs) {
      kept.push(point);
      continue;
    }
    const at = Math.floor(point.at / resolutionMs) * resolutionMs;
    const key = `${resolutionMs}/${at}`;
    const other = rolled.get(key);
    rolled.set(key, {
      at,
      resolutionMs,
      receivedAt: Math.max(point.receivedAt, other?.receivedAt ?? 0),
      summary: other ? mergeSummaries(other.summary, point.summary) : point.summary,
    });
  }
  return [...rolled.values(), ...kept];
}

function withoutOldestTenth(points: readonly Point[]): Point[] {
  const byAge = [...points].sort((one, other) => one.at - other.at);
  return byAge.slice(Math.ceil(byAge.length / 10));
}
