import { describe, expect, it } from 'vitest';
import {
  freshForMs,
  isSilent,
  missedLogTicks,
  missedTicks,
  type SilenceFacts,
} from '../../wizard/on-instance/silence.ts';

const minute = 60_000;
const now = 1_700_000_000_000;

describe('data is fresh, counting the ticks that may be missed and three minutes of delay', () => {
  it.each([
    ['metrics every 5 minutes', 300, missedTicks(300), 13],
    ['metrics every minute', 60, missedTicks(60), 6],
    ['logs every 5 minutes', 300, missedLogTicks, 18],
    ['logs every minute', 60, missedLogTicks, 6],
  ])('%s', (_, periodSeconds, ticks, minutes) => {
    expect(freshForMs({ periodSeconds, missedTicks: ticks })).toBe(minutes * minute);
  });
});

describe('an instance is silent', () => {
  const facts: SilenceFacts = {
    now,
    newest: now - 60 * minute,
    lastChange: now - 600 * minute,
    explained: false,
    periodSeconds: 300,
    missedTicks: 2,
  };

  it.each<[string, Partial<SilenceFacts>, boolean]>([
    ['data is an hour old', {}, true],
    ['data is fresh', { newest: now - minute }, false],
    ['data is just as old as it may be', { newest: now - 13 * minute }, false],
    ['data is a moment older', { newest: now - 13 * minute - 1 }, true],
    ['data has a time in the future', { newest: now + minute }, false],
    ['there is no data at all', { newest: undefined }, true],
    [
      'no data, and nothing is known to have been done',
      { newest: undefined, lastChange: undefined },
      true,
    ],
    ['we could not look', { newest: 'unknown' }, false],
    ['a detached policy explains it', { explained: true }, false],
    ['no data, but explained', { newest: undefined, explained: true }, false],
    ['we changed something just now', { lastChange: now - minute }, false],
    [
      'no data since we changed something just now',
      { newest: undefined, lastChange: now - minute },
      false,
    ],
    ['we changed something too long ago', { lastChange: now - 14 * minute }, true],
    [
      'one-minute data is 7 minutes old',
      { newest: now - 7 * minute, periodSeconds: 60, missedTicks: 3 },
      true,
    ],
  ])('%s: %s', (_, change, silent) => {
    expect(isSilent({ ...facts, ...change })).toBe(silent);
  });
});
