import { describe, expect, it } from 'vitest';
import type { MonitoringSpec, Retention } from '../../agent/monitoring-spec.ts';
import type { JournalLine } from '../../wizard/engine/history.ts';
import {
  groupsInDoubt,
  type LogGroupsActual,
  lowers,
  planLogGroups,
  planUndoLogGroups,
} from '../../wizard/steps/log-group/plan.ts';
import { actionsOf, callsOf, line, notesOf, outcomeOf, spec } from './sample-instance.ts';

const day = 24 * 3_600_000;
const name = '/var/log/messages';
const group = (retention: Retention, createdAt = 0) =>
  new Map([[name, { name, arn: `arn:${name}:*`, createdAt, retention }]]);
const nothing: LogGroupsActual = {
  spec,
  groups: new Map(),
  actions: [],
  ours: new Set(),
  said: { groups: [name], typed: [] },
  now: day,
};
const asked = (days: Retention): MonitoringSpec => ({ ...spec, retention: { [name]: days } });
const did = (kind: string, more: Partial<JournalLine> = {}) =>
  line(kind, { action: { kind, values: { group: name } }, ...more });

const typed = (...names: string[]) => ({ groups: [name], typed: names });
const earlier = { groups: [], typed: [] };

const created = did('create-log-group', { t: 10 });
const begun = did('create-log-group', { t: 10, state: 'planned' });
const retained = did('set-log-retention', { t: 20 });
const installed = line('install-awslogs');
const setTo30 = ['set-log-retention'];

describe('log groups', () => {
  it.each<[string, Partial<LogGroupsActual>, string | string[]]>([
    ['are created with a retention', {}, ['create-log-group', 'set-log-retention']],
    [
      'are created without one where that is asked for',
      { spec: asked('never') },
      ['create-log-group'],
    ],
    ['that are there keep their own', { groups: group('never') }, []],
    [
      'of ours get the retention that a killed run did not set',
      { groups: group('never'), actions: [created] },
      setTo30,
    ],
    [
      'that a killed run created, by their tag, get it too',
      { groups: group('never'), actions: [begun], ours: new Set([name]) },
      setTo30,
    ],
    [
      'that somebody created after we were refused keep what they have',
      { groups: group(365), actions: [begun] },
      [],
    ],
    [
      'that somebody created after we were refused are kept for ever, if they were',
      { groups: group('never'), actions: [begun] },
      [],
    ],
    [
      'that somebody created in place of ours, which we could not, do too',
      { groups: group('never'), actions: [created, retained, begun] },
      [],
    ],
    [
      'of ours that somebody gave a retention keep that',
      { groups: group(365), actions: [created], ours: new Set([name]) },
      [],
    ],
    [
      'of ours that were left unfinished until events would be lost do not get it',
      { groups: group('never'), actions: [created], now: 31 * day },
      [],
    ],
    [
      'of ours need nothing where it was set in spite of the kill',
      { groups: group(30), actions: [created] },
      [],
    ],
    [
      'of ours that are done are left alone',
      { groups: group(30), actions: [created, retained] },
      [],
    ],
    [
      'of ours whose retention somebody took away are theirs',
      { groups: group('never'), actions: [created, retained] },
      [],
    ],
    [
      'that the log agent created anew in place of ours get one again',
      { groups: group('never', 30), actions: [created, retained] },
      setTo30,
    ],
    [
      'created anew so long ago that events would be lost do not',
      { groups: group('never', 30), actions: [created, retained], now: 31 * day },
      [],
    ],
    [
      'of ours that were deleted are created again',
      { actions: [created, retained] },
      ['create-log-group', 'set-log-retention'],
    ],
    [
      'that are there get what is asked for, where nothing is lost',
      { groups: group(7), spec: asked(30) },
      setTo30,
    ],
    [
      'are kept for ever where that is asked for',
      { groups: group(7), spec: asked('never') },
      setTo30,
    ],
    ['that have what is asked for stay', { groups: group(7), spec: asked(7) }, []],
    [
      'are not lowered without their name',
      { groups: group('never'), spec: asked(7) },
      'blocked: retention-lowers',
    ],
    [
      'are not lowered for the name of another',
      { groups: group(30), spec: asked(7), said: typed('x') },
      'blocked: retention-lowers',
    ],
    [
      'are lowered once their name was typed',
      { groups: group(30), spec: asked(7), said: typed(name) },
      setTo30,
    ],
    [
      'that were raised by somebody since an earlier run are theirs',
      { groups: group(30), spec: asked(7), said: earlier },
      [],
    ],
  ])('%s', (_, change, outcome) => {
    expect(outcomeOf(planLogGroups({ ...nothing, ...change }))).toEqual(outcome);
  });

  it('are created with our tag, a key if there is one, and for 30 days', () => {
    const plan = planLogGroups({ ...nothing, spec: { ...spec, logKmsKey: 'arn' } });
    expect(callsOf(plan)).toEqual(['logs:CreateLogGroup', 'logs:PutRetentionPolicy']);
    expect(actionsOf(plan).flatMap(({ calls }) => calls.map(({ input }) => input))).toEqual([
      { logGroupName: name, kmsKeyId: 'arn', tags: { 'cloudwatch-wizard:owner': 'v1' } },
      { logGroupName: name, retentionInDays: 30 },
    ]);
  });

  it('are created once each', () => {
    const two = [
      ...spec.logs,
      { file: '/a', group: name, stream: 'a' },
      { file: '/b', group: 'b', stream: 'b' },
    ];
    const plan = planLogGroups({ ...nothing, spec: { ...spec, logs: two, retention: { b: 1 } } });
    const inputs = actionsOf(plan).flatMap(({ calls }) => calls.map(({ input }) => input));
    expect(
      inputs.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays]),
    ).toEqual([
      [name, undefined],
      [name, 30],
      ['b', undefined],
      ['b', 1],
    ]);
  });

  it('that keep their own retention are named before anything is installed, and not again', () => {
    const there = { ...nothing, groups: group('never') };
    expect(notesOf(planLogGroups(there))).toEqual(['log-group-kept']);
    expect(notesOf(planLogGroups({ ...there, actions: [installed] }))).toEqual([]);
  });

  it('that were there before get their retention back, if it is still as we set it', () => {
    const plan = planLogGroups({
      ...nothing,
      groups: group('never'),
      spec: asked(7),
      said: typed(name),
    });
    const [action] = actionsOf(plan);
    if (!action) throw new Error('there is an action');
    const install = did('install-awslogs');
    const actions = [line(action.kind, { action, undo: action.undo }), install];
    const back = planUndoLogGroups({ groups: group(7), actions });
    expect(callsOf(back)).toEqual(['logs:DeleteRetentionPolicy']);
    expect(outcomeOf(planUndoLogGroups({ groups: group(14), actions }))).toEqual([]);
    expect(outcomeOf(planUndoLogGroups({ groups: group('never'), actions }))).toEqual([]);
    expect(outcomeOf(planUndoLogGroups({ groups: new Map(), actions }))).toEqual([]);
  });

  it('of ours are never taken back: they may hold events', () => {
    const actions = actionsOf(planLogGroups(nothing));
    expect(actions.map(({ undo }) => undo.kind)).toEqual(['none', 'none']);
  });
});

describe('whose a group is', () => {
  it.each<[string, readonly JournalLine[], string[]]>([
    ['is not asked where nothing was begun', [], []],
    ['is not asked where it is known to be created', [begun, created], []],
    ['is asked where it is known to be begun', [begun], [name]],
    ['is asked where it was begun anew', [created, begun], [name]],
    ['is not asked where its retention was set since', [begun, retained], []],
  ])('%s', (_, actions, names) => {
    const asked = groupsInDoubt({ groups: group('never'), actions });
    expect(asked.map((one) => one.name)).toEqual(names);
  });

  it('is not asked where it has a retention', () => {
    expect(groupsInDoubt({ groups: group(365), actions: [begun] })).toEqual([]);
  });
});

describe('a retention is lowered', () => {
  it.each<[Retention, Retention, boolean]>([
    ['never', 30, true],
    [30, 7, true],
    [7, 30, false],
    [30, 'never', false],
    [30, 30, false],
    ['never', 'never', false],
  ])('from %s to %s: %s', (from, to, lowered) => {
    expect(lowers(from, to)).toBe(lowered);
  });
});
