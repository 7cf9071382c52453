import { describe, expect, it } from 'vitest';
import type { OnInstance } from '../../wizard/on-instance/on-instance.ts';
import { planManagedNode } from '../../wizard/steps/managed-node/plan.ts';
import {
  actionsOf,
  converged,
  fresh,
  freshProbe,
  instanceId,
  outcomeOf,
  probe,
} from './sample-instance.ts';

const wait = 'wait-for-managed-node';
const look = 'look-inside';
const lost = { ...converged.node, ping: 'lost' } as const;

describe('Systems Manager', () => {
  it.each<[string, OnInstance, string[]]>([
    ['is waited for, and then somebody looks inside, before the first set-up', fresh, [wait, look]],
    ['is not waited for where it reaches the instance', { ...fresh, node: converged.node }, [look]],
    ['is waited for where it has lost the instance', { ...fresh, node: lost }, [wait, look]],
    ['is not needed where all is well', converged, []],
    [
      'is not needed where all is well, even if it has lost the instance',
      { ...converged, node: lost },
      [],
    ],
    ['is needed where metrics are silent', { ...converged, metricsSilent: true }, [look]],
    ['is needed where logs are silent', { ...converged, logsSilent: true }, [look]],
    [
      'is needed where this wizard has a newer program',
      { ...converged, programSha: 'new' },
      [look],
    ],
    ['has looked already in this run', { ...fresh, node: converged.node, probe: freshProbe }, []],
    [
      'is waited for where it was lost since the look',
      { ...fresh, node: lost, probe: freshProbe },
      [wait],
    ],
    ['found all well', { ...converged, metricsSilent: false, probe }, []],
  ])('%s', (_, seen, actions) => {
    expect(outcomeOf(planManagedNode(seen, 'probe'))).toEqual(actions);
  });

  it('is waited for as long as an agent sleeps that was refused, without a call', () => {
    const [first] = actionsOf(planManagedNode(fresh, 'probe'));
    expect(first).toMatchObject({ values: { instanceId, minutes: 31 }, calls: [] });
  });

  it('looks inside by the script that was handed in', () => {
    const [, second] = actionsOf(planManagedNode(fresh, 'the probe'));
    expect(second?.calls[0]?.input).toMatchObject({
      InstanceIds: [instanceId],
      Parameters: { commands: ['the probe'] },
    });
  });

  it('leaves nothing to undo', () => {
    const kinds = actionsOf(planManagedNode(fresh, 'probe')).map(({ undo }) => undo.kind);
    expect(kinds).toEqual(['none', 'none']);
  });
});
