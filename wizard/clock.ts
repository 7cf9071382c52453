import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds since 1970. Pure code takes this as an argument and never reads a clock. */
export type EpochMs = number;

export interface Clock {
  now(): EpochMs;
  /** Rejects with the signal's reason when that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      // Node wraps the reason in an AbortError of its own.
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
