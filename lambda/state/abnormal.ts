import type { Alert, keys } from '../contract.ts';
import type { Memory } from '../judge/transition.ts';

/** A message that has been decided on, and is not yet known to have been sent. */
export interface Waiting {
  readonly alert: Alert;
  /** What each channel answered: a message id, a status, or that it was given up. */
  readonly done: Readonly<Record<string, string>>;
}

/**
 * The item of an instance that is not normal: what is remembered and what is to be told, in one
 * item, so that one write changes both or neither.
 */
export interface AbnormalItem {
  readonly pk: typeof keys.abnormal;
  /** Instance id. */
  readonly sk: string;
  readonly schemaVersion: 1;
  /** Counts the writes. */
  readonly v: number;
  /** Token of the last write. */
  readonly w: string;
  readonly memory: Memory;
  readonly outbox: readonly Waiting[];
  /** Who is sending, and until when nobody else does. */
  readonly claim?: { readonly by: string; readonly until: number };
}

/** Items that are normal again are kept for a week: a late run must not take them for new. */
export const keepMs = 7 * 24 * 60 * 60_000;

export function isOver({ memory, outbox }: AbnormalItem, at: number): boolean {
  return !memory.episode && outbox.length === 0 && memory.at + keepMs < at;
}
