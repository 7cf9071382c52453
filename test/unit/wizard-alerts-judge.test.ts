import { expect, it } from 'vitest';
import type { RunSummary } from '../../lambda/contract.ts';
import { type AlertFacts, judgeAlerts } from '../../wizard/steps/alerts/judge.ts';

const minute = 60_000;
const now = 1_800_000_000_000;
const counts = { NEW: 0, UP: 2, LATE: 0, DOWN: 0, OFF: 1, UNKNOWN: 0 };
const looked = (agoMinutes: number): RunSummary => ({
  at: now - agoMinutes * minute,
  counts,
  uncovered: 0,
  blind: [],
});
const facts: AlertFacts = {
  now,
  emails: [],
  isAnybodyTold: true,
  last: looked(2),
  registeredAt: undefined,
  runEverySeconds: 300,
  openCause: undefined,
};
const email = (isConfirmed: boolean) => [{ email: 'ops@example.com', isConfirmed }];

it.each<[string, Partial<AlertFacts>, readonly string[]]>([
  ['it looked lately', {}, []],
  ['it has never looked', { last: undefined }, ['verifier']],
  ['it looked a run and some minutes ago', { last: looked(9) }, []],
  ['it has stopped looking', { last: looked(10) }, ['verifier']],
  ['it looked before this instance was there', { registeredAt: now - minute }, ['verifier']],
  ['it looked after that', { registeredAt: now - 3 * minute }, []],
  ['it could not look at everything', { last: { ...looked(2), blind: ['logs'] } }, ['sight logs']],
  ['an address has confirmed', { emails: email(true) }, []],
  ['an address has not', { emails: email(false) }, ['email ops@example.com']],
  ['nobody is told: that is said, and is no reason to wait', { isAnybodyTold: false }, []],
  ['an alert is open: that is no reason to wait', { openCause: 'role-detached' }, []],
])('%s', (_, differs, awaited) => {
  const seen = judgeAlerts({ ...facts, ...differs });
  expect(seen.outcome === 'waiting' ? seen.awaited : []).toEqual(awaited);
});

it('says what was seen', () => {
  const seen = judgeAlerts({ ...facts, emails: email(true), openCause: 'role-detached' });
  expect(seen.notes).toEqual([
    { id: 'email-confirmed', values: { email: 'ops@example.com' } },
    { id: 'verifier-looked', values: { ageSeconds: 120, instances: 3, down: 0 } },
    { id: 'alert-still-open', values: { cause: 'role-detached' } },
  ]);
});
