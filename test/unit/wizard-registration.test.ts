import { expect, it } from 'vitest';
import { planRecord } from '../../wizard/steps/record/plan.ts';
import { planRegistration } from '../../wizard/steps/registration/plan.ts';
import { isWrong, type Verified } from '../../wizard/verbs/verify.ts';
import { instanceId, spec } from './sample-instance.ts';

const kinds = (plan: ReturnType<typeof planRegistration>) =>
  plan.outcome === 'change' ? plan.actions.map(({ kind }) => kind) : [];

it.each([
  ['there is a table', { hasTable: true }, ['register-instance']],
  ['there is none', {}, []],
  ['it is registered', { hasTable: true, isRegistered: true }, []],
  ['nobody is to be told', { hasTable: true, isDeclined: true }, []],
  [
    'nobody is to be told any more',
    { hasTable: true, isRegistered: true, isDeclined: true },
    ['deregister-instance'],
  ],
])('registration where %s', (_, actual, expected) => {
  const nothing = { instanceId, isDeclined: false, hasTable: false, isRegistered: false };
  expect(kinds(planRegistration({ ...nothing, ...actual }))).toEqual(expected);
});

it('the tag says where nobody is to be told, and follows when that changes', () => {
  const plan = planRecord({ instanceId, tag: undefined, isDeclined: true }, spec);
  const tag = plan.outcome === 'change' ? String(plan.actions[0].values.value) : '';
  expect(tag).toMatch(/ al=0$/);
  expect(kinds(planRecord({ instanceId, tag, isDeclined: true }, spec))).toEqual([]);
  expect(kinds(planRecord({ instanceId, tag, isDeclined: false }, spec))).toEqual(['tag-instance']);
});

const verified: Verified = {
  summary: {
    at: 0,
    counts: { NEW: 0, UP: 1, LATE: 0, DOWN: 0, OFF: 0, UNKNOWN: 0 },
    uncovered: 0,
    blind: [],
  },
  verdicts: [{ instanceId, state: 'UP', evidence: [] }],
  unrecorded: [],
  errors: [],
};

it.each<[string, Partial<Verified>, boolean]>([
  ['data arrives', {}, false],
  ['one is down', { verdicts: [{ instanceId, state: 'DOWN', evidence: [] }] }, true],
  [
    'one could not be looked at',
    { verdicts: [{ instanceId, state: 'UNKNOWN', evidence: [] }] },
    true,
  ],
  ['one is stopped', { verdicts: [{ instanceId, state: 'OFF', evidence: [] }] }, false],
  ['one that was asked for is not known', { verdicts: [], unrecorded: [instanceId] }, true],
  ['something could not be looked at', { summary: { ...verified.summary, blind: ['logs'] } }, true],
])('verify where %s: wrong is %s', (_, found, wrong) => {
  expect(isWrong({ ...verified, ...found })).toBe(wrong);
});
