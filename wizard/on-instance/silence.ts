/** Times in epoch milliseconds. */
export interface SilenceFacts {
  readonly now: number;
  /** `undefined`: nothing in the window. `unknown`: we could not look, which proves nothing. */
  readonly newest: number | undefined | 'unknown';
  /** When we last changed something or sent by hand: before that nothing can be expected. */
  readonly lastChange: number | undefined;
  /** Something seen from outside, such as a detached policy, accounts for silence. */
  readonly explained: boolean;
  readonly periodSeconds: number;
  /** Ticks that may be missed: 2 at 300 s, 3 at 60 s, 3 for logs. */
  readonly missedTicks: number;
}

/** cron's jitter, the send, and CloudWatch's own delay: a tick is late after this. */
const deadlineMs = 180_000;

/** How old the newest data may be before it counts as having stopped. */
export function freshForMs({
  periodSeconds,
  missedTicks,
}: Pick<SilenceFacts, 'periodSeconds' | 'missedTicks'>): number {
  return periodSeconds * missedTicks * 1000 + deadlineMs;
}

/** Data has stopped, and neither we nor anything seen from outside is the reason. */
export function isSilent(facts: SilenceFacts): boolean {
  const { now, newest, lastChange, explained } = facts;
  if (explained || newest === 'unknown') return false;
  return now - Math.max(newest ?? 0, lastChange ?? 0) > freshForMs(facts);
}

export function missedTicks(periodSeconds: number): number {
  return periodSeconds === 60 ? 3 : 2;
}

export const missedLogTicks = 3;
