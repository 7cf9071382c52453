import type { EpochMs } from '../../clock.ts';
import type { Summary } from './statistics.ts';

/** What was put for one metric and unit at one time stamp. */
export interface Point {
  /** Rounded down to the resolution. */
  readonly at: EpochMs;
  readonly resolutionMs: number;
  readonly receivedAt: EpochMs;
  readonly summary: Summary;
}

/** How much memory a point takes, in values. */
export function pointWeight(point: Point): number {
  return 1 + (point.summary.values?.length ?? 0);
}
