import { describe, expect, it } from 'vitest';
import type { Action } from '../../wizard/engine/action.ts';
import {
  didBegin,
  foldHistory,
  forgetKind,
  isChange,
  type JournalLine,
  lineOf,
  phaseOf,
  rememberKind,
} from '../../wizard/engine/history.ts';
import { historyOf, instanceId, line, record, spec } from './sample-instance.ts';

const remember = line(rememberKind, { learned: { schemaVersion: 1, spec, shard: 0 } });
const { agent, cron, logs } = record;
if (!agent || !cron || !logs) throw new Error('the sample is set up');
const installed: JournalLine[] = [
  remember,
  line('install-agent', { t: 2, learned: { agent } }),
  line('install-cron', { t: 3, learned: { cron } }),
  line('install-awslogs', { t: 4, learned: { logs } }),
];

describe('the record', () => {
  it('is none before the first set-up', () => {
    expect(foldHistory([])).toEqual({
      record: undefined,
      actions: [],
      wasUndone: false,
      lastDoneAt: undefined,
    });
  });

  it('is what each action taught', () => {
    expect(foldHistory(installed).record).toEqual(record);
  });

  it('holds the wish from the first moment, before anything is installed', () => {
    expect(foldHistory([remember]).record).toEqual({ schemaVersion: 1, spec, shard: 0 });
  });

  it('is as the last word has it', () => {
    const wish = { ...spec, period: 60 } as const;
    const again = line(rememberKind, { learned: { spec: wish } });
    expect(foldHistory([...installed, again]).record).toEqual({ ...record, spec: wish });
  });

  it('ends with an undo, and begins anew after it', () => {
    const undone = [...installed, line(forgetKind)];
    expect(foldHistory(undone).record).toBeUndefined();
    expect(foldHistory([...undone, remember]).record).toEqual({ schemaVersion: 1, spec, shard: 0 });
  });

  it.each(['planned', 'done'] as const)(
    'knows of nothing installed once an uninstall is %s, so that a set-up after a broken undo installs',
    (state) => {
      const lines = [...installed, line('uninstall', { state })];
      expect(foldHistory(lines).record).toEqual({ schemaVersion: 1, spec, shard: 0 });
      const again = [...lines, line('install-agent', { learned: { agent } })];
      expect(foldHistory(again).record).toEqual({ schemaVersion: 1, spec, shard: 0, agent });
    },
  );
});

describe('the time of the last change', () => {
  const [, agentLine = remember] = installed;

  it.each<[string, readonly JournalLine[], number | undefined]>([
    ['is none at first', [remember], undefined],
    ['is that of the last action', [remember, agentLine], 2],
    [
      'is not that of one that was only begun',
      [agentLine, line('x', { t: 9, state: 'planned' })],
      2,
    ],
    ['is not that of a look', [agentLine, line('look-inside', { t: 9 })], 2],
    ['is not that of a wait', [agentLine, line('wait-for-managed-node', { t: 9 })], 2],
    ['is not that of a new wish', [agentLine, { ...remember, t: 9 }], 2],
    ['is none after an undo', [agentLine, line(forgetKind, { t: 9 })], undefined],
  ])('%s', (_, lines, t) => {
    expect(foldHistory(lines).lastDoneAt).toBe(t);
  });

  it.each([
    ['install-agent', true],
    ['uninstall', true],
    ['attach-role', true],
    ['look-inside', false],
    ['wait-for-managed-node', false],
  ])('%s changes something: %s', (kind, changes) => {
    expect(isChange(kind)).toBe(changes);
  });
});

describe('an action was begun', () => {
  it.each<[string, readonly JournalLine[], boolean]>([
    ['never', [], false],
    ['done', [line('attach-role')], true],
    ['begun, and perhaps done before a crash', [line('attach-role', { state: 'planned' })], true],
    ['another one was', [line('tag-instance')], false],
    ['done and undone', [line('attach-role'), line(forgetKind)], false],
    ['undone and done again', [line(forgetKind), line('attach-role')], true],
  ])('%s', (_, lines, begun) => {
    expect(didBegin(foldHistory(lines), 'attach-role')).toBe(begun);
  });

  it('is asked with the values where kinds are not enough', () => {
    const action = { kind: 'attach-policy', values: { policy: 'A' } };
    const history = foldHistory([line('attach-policy', { action })]);
    expect(didBegin(history, 'attach-policy', ({ policy }) => policy === 'A')).toBe(true);
    expect(didBegin(history, 'attach-policy', ({ policy }) => policy === 'B')).toBe(false);
  });

  it('leaves the wish out of the list of actions', () => {
    expect(historyOf(rememberKind, 'attach-role').actions).toHaveLength(1);
  });
});

it('a journal line holds what undoes the action, and no script', () => {
  const action: Action = {
    kind: 'install-agent',
    values: { instanceId },
    calls: [{ service: 'ssm', operation: 'SendCommand', input: { script: 'long' } }],
    undo: { kind: 'uninstall', values: { instanceId } },
  };
  expect(lineOf(7, 'metrics-agent', action, 'planned')).toEqual({
    t: 7,
    step: 'metrics-agent',
    action: { kind: 'install-agent', values: { instanceId } },
    undo: { kind: 'uninstall', values: { instanceId } },
    state: 'planned',
  });
  expect(lineOf(7, 'metrics-agent', action, 'done', { shard: 0 }).learned).toEqual({ shard: 0 });
});

describe('by the journal alone an instance', () => {
  const uninstall = (state: JournalLine['state']) => line('uninstall', { t: 9, state });
  it.each<[string, readonly JournalLine[], string]>([
    ['is being set up while only the wish is known', [remember], 'setting-up'],
    ['is being set up until its cron entry is there', installed.slice(0, 2), 'setting-up'],
    ['is being set up until its log agent is there', installed.slice(0, 3), 'setting-up'],
    ['is set up once everything is there', installed, 'set-up'],
    ['is being undone from the uninstall on', [...installed, uninstall('planned')], 'undoing'],
    ['is being undone once its tag is gone', [...installed, line('untag-instance')], 'undoing'],
    [
      'is set up where an undo was refused its first call',
      [...installed, line('untag-instance', { state: 'planned' })],
      'set-up',
    ],
    [
      'is being undone where only a role was there',
      [remember, line('attach-role'), line('detach-role')],
      'undoing',
    ],
    [
      'is being set up again after that',
      [...installed, uninstall('done'), line('attach-role')],
      'setting-up',
    ],
    [
      'is set up where detailed monitoring was not wanted any more',
      [...installed, line('disable-detailed-monitoring')],
      'set-up',
    ],
    [
      'is set up where nobody was to be told any more',
      [...installed, line('tag-instance'), line('deregister-instance')],
      'set-up',
    ],
    [
      'is being set up again where that ended half-way',
      [...installed, uninstall('planned'), line('install-agent', { t: 11, state: 'planned' })],
      'setting-up',
    ],
  ])('%s', (_, lines, phase) => {
    expect(phaseOf(foldHistory(lines))).toBe(phase);
  });
});
