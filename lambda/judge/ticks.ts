import type { Period } from '../../agent/monitoring-spec.ts';

/** How long after a tick its data may arrive; the schedule runs three minutes behind the ticks. */
export const deadlineMs = 180_000;

/** After a start, data is not expected yet. */
export const graceMs = 10 * 60_000;

/** After this long, a set-up that has not ended was killed, and one without data will have none. */
export const unfinishedMs = 3 * 60 * 60_000;

/** `unknown`: it could not be looked at, which is neither. */
export type Tick = 'ok' | 'missing' | 'unknown';

export type Channel = 'metrics' | 'logs';

/** Ticks that have to be missing, all of them, before it is said. Log shippers batch. */
export function ticksToMiss(period: Period, channel: Channel): number {
  return channel === 'metrics' && period === 300 ? 2 : 3;
}

/**
 * The newest ticks that are due at a time, oldest first, in epoch milliseconds. They are counted
 * anew in every run: nothing follows from time that has passed without a look.
 */
export function ticksDue(at: number, period: Period, channel: Channel): number[] {
  const step = period * 1000;
  const newest = Math.floor((at - deadlineMs) / step) * step;
  const count = ticksToMiss(period, channel);
  return Array.from({ length: count }, (_, index) => newest - (count - 1 - index) * step);
}

/** Which ticks something was stamped for: tick T is answered from T up to the next one. */
export function answered(
  ticks: readonly number[],
  period: Period,
  stamps: readonly number[],
): Tick[] {
  return ticks.map((tick) =>
    stamps.some((stamp) => stamp >= tick && stamp < tick + period * 1000) ? 'ok' : 'missing',
  );
}

/** Whether something came behind the newest tick that is due: after a reboot, for one. */
export function isAnsweredSince(
  ticks: readonly number[],
  period: Period,
  stamps: readonly number[],
): boolean {
  const end = (ticks.at(-1) ?? 0) + period * 1000;
  return stamps.some((stamp) => stamp >= end);
}

/**
 * Of what was read from the newest on, and not to the end: the ticks from the oldest found one on.
 * A line that was found proves the way; what lies before it is not asked for. `unknown`, all of
 * them, where none was found.
 */
export function asFarAsRead(found: readonly Tick[]): Tick[] {
  const first = found.indexOf('ok');
  return first === -1 ? found.map(() => 'unknown') : found.slice(first);
}
