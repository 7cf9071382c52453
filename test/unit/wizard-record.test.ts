import { describe, expect, it } from 'vitest';
import { specHash } from '../../agent/monitoring-spec.ts';
import { planRecord, planUndoRecord } from '../../wizard/steps/record/plan.ts';
import { actionsOf, historyOf, instanceId, outcomeOf, spec } from './sample-instance.ts';

const right = `v=1 id=${instanceId} k=${specHash(spec)} sh=0`;

describe('the pointer tag', () => {
  it.each<[string, string | undefined, string[]]>([
    ['is set where there is none', undefined, ['tag-instance']],
    ['is left alone where it is right', right, []],
    [
      'is put right where it is of another wish',
      right.replace(specHash(spec), '0'.repeat(12)),
      ['tag-instance'],
    ],
    [
      'is put right where it was copied from another instance',
      right.replace(instanceId, 'i-01234567'),
      ['tag-instance'],
    ],
    ['is put right where somebody wrote nonsense', 'x', ['tag-instance']],
    ['is put right where it is empty', '', ['tag-instance']],
  ])('%s', (_, tag, actions) => {
    expect(outcomeOf(planRecord({ instanceId, tag }, spec))).toEqual(actions);
  });

  it('is written by one call', () => {
    const [action] = actionsOf(planRecord({ instanceId, tag: undefined }, spec));
    const Tags = [{ Key: 'cloudwatch-wizard', Value: right }];
    expect(action?.calls).toEqual([
      { service: 'ec2', operation: 'CreateTags', input: { Resources: [instanceId], Tags } },
    ]);
    expect(action?.undo.kind).toBe('untag-instance');
  });
});

describe('an undo', () => {
  it.each<[string, string | undefined, readonly string[], string[]]>([
    ['removes the tag we wrote', right, ['tag-instance'], ['untag-instance']],
    ['removes it whatever became of its value', 'x', ['tag-instance'], ['untag-instance']],
    ['has nothing to do where it is gone', undefined, ['tag-instance'], []],
    ['leaves a tag that we did not write', right, [], []],
  ])('%s', (_, tag, done, actions) => {
    expect(outcomeOf(planUndoRecord({ instanceId, tag }, historyOf(...done)))).toEqual(actions);
  });

  it('names the key and no value, which would keep a changed tag', () => {
    const [action] = actionsOf(planUndoRecord({ instanceId, tag: 'x' }, historyOf('tag-instance')));
    expect(action?.calls[0]?.input).toEqual({
      Resources: [instanceId],
      Tags: [{ Key: 'cloudwatch-wizard' }],
    });
  });
});
