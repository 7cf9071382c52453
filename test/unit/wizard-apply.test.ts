import { describe, expect, it } from 'vitest';
import { type Action, type ActionKind, type Plan, planOf } from '../../wizard/engine/action.ts';
import { stillNeeded } from '../../wizard/engine/apply.ts';
import { WizardError } from '../../wizard/errors.ts';

function action(kind: ActionKind, more: Partial<Action> = {}): Action {
  return { kind, values: {}, calls: [], undo: { kind: 'none', values: {} }, ...more };
}

const callWith = (input: object): Pick<Action, 'calls'> => ({
  calls: [{ service: 'iam', operation: 'AttachRolePolicy', input: { ...input } }],
});
const create = action('create-role');
const attachA = action('attach-policy', callWith({ PolicyArn: 'A', RoleName: 'r' }));
const attachB = action('attach-policy', callWith({ PolicyArn: 'B', RoleName: 'r' }));

describe('what was confirmed is done', () => {
  it('when it is still wanted', () => {
    expect(stillNeeded('role', attachA, [create, attachA], planOf([attachA]))).toBe(attachA);
  });

  it('when its call is the same, in whatever order its input is written', () => {
    const same = action('attach-policy', callWith({ RoleName: 'r', PolicyArn: 'A' }));
    expect(stillNeeded('role', attachA, [attachA], planOf([same]))).toBe(same);
  });

  it('each action for itself, where two have one kind', () => {
    const all = [attachA, attachB];
    expect(stillNeeded('role', attachB, all, planOf(all))).toBe(attachB);
  });

  it('with the values of the new look, where the plan rested on an assumption', () => {
    const assumed = action('install-awslogs', { ...callWith({ script: 'a' }), assumed: true });
    const seen = action('install-awslogs', callWith({ script: 'b' }));
    expect(stillNeeded('log-agent', assumed, [assumed], planOf([seen]))).toBe(seen);
  });

  it('by a named alternative, where the plan rested on an assumption', () => {
    const alternatives = ['install-cloudwatch-agent'] as const;
    const assumed = action('install-awslogs', { assumed: true, alternatives });
    const seen = action('install-cloudwatch-agent');
    expect(stillNeeded('log-agent', assumed, [assumed], planOf([seen]))).toBe(seen);
  });
});

describe('what is done already is left alone', () => {
  it.each<[string, Action, readonly Action[], Plan]>([
    ['nothing is wanted any more', attachA, [attachA], planOf([])],
    ['only another confirmed action is', create, [create, attachA], planOf([attachA])],
  ])('%s', (_, confirmed, all, now) => {
    expect(stillNeeded('role', confirmed, all, now)).toBeUndefined();
  });
});

describe('what nobody confirmed is not done', () => {
  const assumed = action('install-agent', { assumed: true });

  it.each<[string, string, Action, Plan]>([
    ['another kind', 'changed-under-us', create, planOf([attachA])],
    ['another kind beside it', 'changed-under-us', create, planOf([create, attachA])],
    ['the same kind with another call', 'changed-under-us', attachA, planOf([attachB])],
    [
      'no alternative of the assumption',
      'differs-from-assumed',
      assumed,
      planOf([action('install-awslogs')]),
    ],
  ])('%s: %s', (_, id, confirmed, now) => {
    const error = errorOf(() => stillNeeded('role', confirmed, [confirmed], now));
    expect(error.problems.map((one) => one.id)).toEqual([id]);
    expect(error.exitCode).toBe(5);
    expect(error.problems[0].values.step).toBe('role');
  });

  it('and an obstacle that has come up meanwhile stops', () => {
    const obstacle = { id: 'role-lacks-ssm', values: {} } as const;
    const now = { outcome: 'blocked', problem: obstacle } as const;
    expect(errorOf(() => stillNeeded('role', create, [create], now)).problems).toEqual([obstacle]);
  });
});

function errorOf(attempt: () => unknown): WizardError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof WizardError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
