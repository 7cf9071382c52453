import type { Clock } from '../clock.ts';
import type { Note } from './action.ts';

/** Evidence that something works, beyond AWS saying that it is configured. */
export type Evidence =
  | { readonly outcome: 'verified'; readonly notes: readonly Note[] }
  | {
      readonly outcome: 'waiting';
      readonly awaited: readonly string[];
      readonly notes: readonly Note[];
    };

export interface Patience {
  readonly timeoutMs: number;
  readonly intervalMs: number;
  /** Told before each pause: what is awaited and how long there is still patience for. */
  readonly onWait?: (awaited: readonly string[], leftMs: number) => void;
}

/** Looks until the evidence is there, it can no longer come, or `timeoutMs` has passed. */
export async function waitForEvidence(
  look: () => Promise<Evidence>,
  { timeoutMs, intervalMs, onWait }: Patience,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Evidence> {
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    const left = deadline - clock.now();
    if (seen.outcome !== 'waiting' || left < intervalMs) return seen;
    onWait?.(seen.awaited, left);
    await clock.sleep(intervalMs, signal);
  }
}

/** Tries again while `retryable` says so, with a pause, for at most `timeoutMs`. */
export async function retryWhile<T>(
  attempt: () => Promise<T>,
  retryable: (error: unknown) => boolean | Promise<boolean>,
  { timeoutMs, intervalMs, onWait }: Patience,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const left = deadline - clock.now();
      if (left < intervalMs || !(await retryable(error))) throw error;
      onWait?.([], left);
      await clock.sleep(intervalMs, signal);
    }
  }
}
