import { adoptable } from '../../../agent/old-options.ts';
import { waitForEvidence } from '../../engine/evidence.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { problem } from '../../errors.ts';
import { findManagedNode } from '../../look/managed-node.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import type { OnInstance } from '../../on-instance/on-instance.ts';
import { probeFacts } from '../../on-instance/probe-facts.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript } from '../../on-instance/script.ts';
import { agentSleepMs, planManagedNode } from './plan.ts';

export const managedNodeStep = defineStep<OnInstance>({
  id: 'managed-node',
  inspect: inspectOnInstance,
  plan: (seen, { agentFiles }) =>
    planManagedNode(seen, buildScript('probe', { installer: agentFiles.installer })),
  apply: async (action, run) => {
    if (action.kind === 'wait-for-managed-node') await waitUntilOnline(run);
    const recorded = run.history().record?.adopted;
    for (const call of action.calls) {
      run.probe = probeFacts(await runCommand(run, call));
      // Those that are about to be replaced stand in the plan.
      if (run.spec.migrate && run.probe.oldLines.length > 0)
        return { adopted: adoptable([...(recorded ?? []), ...run.probe.oldOptions]) };
      for (const sender of run.probe.foreignSenders)
        run.reporter.note({ id: 'second-sender', values: { sender } });
    }
    return undefined;
  },
});

async function waitUntilOnline(run: Run): Promise<void> {
  const { instanceId } = run.spec;
  const seen = await waitForEvidence(
    async () => {
      const { ping } = await findManagedNode(run.aws, instanceId);
      return ping === 'online'
        ? { outcome: 'verified', notes: [] }
        : { outcome: 'waiting', awaited: [], notes: [] };
    },
    {
      timeoutMs: run.timeoutMs ?? agentSleepMs,
      intervalMs: 10_000,
      onWait: (_, leftMs) => run.reporter.waiting({ id: 'waiting-for-ssm', values: {} }, leftMs),
    },
    run.clock,
    run.signal,
  );
  if (seen.outcome !== 'verified') throw problem('managed-node-late', { instanceId });
}
