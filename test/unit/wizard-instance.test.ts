import { describe, expect, it } from 'vitest';
import type { ProblemId } from '../../wizard/errors.ts';
import { instanceProblem } from '../../wizard/look/instance.ts';
import { instanceId } from './sample-instance.ts';

describe('whether an instance can be set up', () => {
  it.each<[string, boolean, ProblemId | undefined]>([
    ['running', false, undefined],
    ['pending', false, 'instance-not-running-yet'],
    ['stopping', false, 'instance-stopped'],
    ['stopped', false, 'instance-stopped'],
    ['shutting-down', false, 'instance-terminated'],
    ['terminated', false, 'instance-terminated'],
    ['running', true, 'instance-windows'],
    ['stopped', true, 'instance-windows'],
  ])('%s, Windows %s: %s', (state, windows, id) => {
    const problem = instanceProblem(instanceId, 'ap-northeast-2', {
      state,
      windows,
      metadataEnabled: true,
    });
    expect(problem?.id).toBe(id);
  });

  it('names instance, Region and state, for the sentence', () => {
    const problem = instanceProblem(instanceId, 'r', {
      state: 'stopped',
      windows: false,
      metadataEnabled: true,
    });
    expect(problem?.values).toEqual({ instanceId, region: 'r', state: 'stopped' });
  });

  it('has no metadata service to get credentials from', () => {
    const off = { state: 'running', windows: false, metadataEnabled: false };
    expect(instanceProblem(instanceId, 'r', off)?.id).toBe('metadata-off');
  });

  it('is not there', () => {
    expect(instanceProblem(instanceId, 'r', undefined)).toEqual({
      id: 'no-such-instance',
      values: { instanceId, region: 'r', state: '' },
    });
  });
});
