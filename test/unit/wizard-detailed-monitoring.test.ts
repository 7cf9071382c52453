import { describe, expect, it } from 'vitest';
import { foldHistory, type JournalLine } from '../../wizard/engine/history.ts';
import {
  type MonitoringActual,
  planMonitoring,
  planUndoMonitoring,
} from '../../wizard/steps/detailed-monitoring/plan.ts';
import { actionsOf, instanceId, line, notesOf, outcomeOf } from './sample-instance.ts';

type State = MonitoringActual['monitoring'];

const enable = line('enable-detailed-monitoring');
const disable = line('disable-detailed-monitoring');
const begun = (one: JournalLine): JournalLine => ({ ...one, state: 'planned' });
const on = ['enable-detailed-monitoring'];
const off = ['disable-detailed-monitoring'];

const seen = (monitoring: State, lines: readonly JournalLine[]): MonitoringActual => ({
  instanceId,
  monitoring,
  history: foldHistory(lines),
});

describe('detailed monitoring', () => {
  it.each<[string, State, boolean, JournalLine[], string[], string[]]>([
    ['wished for, off: is switched on', 'disabled', true, [], on, []],
    ['wished for, on its way off: is switched on', 'disabling', true, [], on, []],
    ['wished for, on: is left alone', 'enabled', true, [], [], []],
    ['wished for, on its way: is left alone', 'pending', true, [enable], [], []],
    [
      'wished for, switched off by somebody: is switched on again',
      'disabled',
      true,
      [enable],
      on,
      [],
    ],
    ['not wished for, off: is left alone', 'disabled', false, [], [], []],
    [
      'not wished for, on before us: stays on, and that is said',
      'enabled',
      false,
      [],
      [],
      ['monitoring-already-on'],
    ],
    [
      'not wished for any more, switched on by us: is switched off',
      'enabled',
      false,
      [enable],
      off,
      [],
    ],
    [
      'not wished for any more, on its way on by us: is switched off',
      'pending',
      false,
      [enable],
      off,
      [],
    ],
    [
      'not wished for any more, on its way off: is left alone',
      'disabling',
      false,
      [enable, begun(disable)],
      [],
      [],
    ],
    [
      'switching on was begun, and perhaps done: is switched off',
      'enabled',
      false,
      [begun(enable)],
      off,
      [],
    ],
    [
      'switching off was begun before a crash: is switched off',
      'enabled',
      false,
      [enable, begun(disable)],
      off,
      [],
    ],
    [
      'switched off by us, then on by somebody: stays on',
      'enabled',
      false,
      [enable, begun(disable), disable],
      [],
      ['monitoring-already-on'],
    ],
    [
      'switched on by us before an undo: stays on',
      'enabled',
      false,
      [enable, line('forget')],
      [],
      ['monitoring-already-on'],
    ],
    [
      'another step was done last: is switched off all the same',
      'enabled',
      false,
      [enable, line('tag-instance')],
      off,
      [],
    ],
  ])('%s', (_, state, wanted, lines, actions, notes) => {
    const plan = planMonitoring(seen(state, lines), wanted);
    expect(outcomeOf(plan)).toEqual(actions);
    expect(notesOf(plan)).toEqual(notes);
  });

  it('shows its price, its call and its undo', () => {
    expect(actionsOf(planMonitoring(seen('disabled', []), true))).toEqual([
      {
        kind: 'enable-detailed-monitoring',
        values: { instanceId },
        calls: [
          { service: 'ec2', operation: 'MonitorInstances', input: { InstanceIds: [instanceId] } },
        ],
        price: { metrics: 7, monthlyUsd: 2.1 },
        undo: { kind: 'disable-detailed-monitoring', values: { instanceId } },
      },
    ]);
  });
});

describe('an undo', () => {
  it.each<[string, State, JournalLine[], string[]]>([
    ['switches off what we switched on', 'enabled', [enable], off],
    ['switches off what is on its way by us', 'pending', [enable], off],
    ['switches off what we began to switch on', 'enabled', [begun(enable)], off],
    ['finishes what it began before a crash', 'enabled', [enable, begun(disable)], off],
    ['has nothing to do where it is off', 'disabled', [enable], []],
    ['has nothing to do where it is on its way off', 'disabling', [enable], []],
    ['leaves what was on before us', 'enabled', [], []],
    ['leaves what somebody switched on after us', 'enabled', [enable, disable], []],
  ])('%s', (_, state, lines, actions) => {
    const actual = seen(state, lines);
    expect(outcomeOf(planUndoMonitoring(actual, actual.history))).toEqual(actions);
  });
});
