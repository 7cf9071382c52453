import { type Action, type Plan, planOf } from '../../engine/action.ts';
import { commandCall } from '../../on-instance/command-call.ts';
import { needsWork, type OnInstance } from '../../on-instance/on-instance.ts';

/** An SSM agent that was refused sleeps 25 to 30 minutes before it looks again (its source). */
export const agentSleepMs = 31 * 60_000;

/**
 * Systems Manager must reach the instance if something has to be done on it, and then a look
 * inside comes first. An instance on which all is well is not waited for.
 */
export function planManagedNode(seen: OnInstance, probeScript: string): Plan {
  if (!needsWork(seen)) return planOf([]);
  const { instanceId } = seen.spec;
  const online = seen.node.ping === 'online';
  return planOf(
    [
      ...(online ? [] : [waitForNode(instanceId)]),
      ...(seen.probe ? [] : [lookInside(instanceId, probeScript)]),
    ],
    !online && seen.imageWithoutSsmAgent
      ? [{ id: 'no-ssm-agent-in-image', values: { instanceId } }]
      : [],
  );
}

function waitForNode(instanceId: string): Action {
  return {
    kind: 'wait-for-managed-node',
    values: { instanceId, minutes: agentSleepMs / 60_000 },
    calls: [],
    undo: { kind: 'none', values: {} },
  };
}

function lookInside(instanceId: string, script: string): Action {
  return {
    kind: 'look-inside',
    values: { instanceId },
    calls: [commandCall(instanceId, 'cloudwatch-wizard: look inside (read-only)', script)],
    undo: { kind: 'none', values: {} },
  };
}
