import { adoptable } from '../../../agent/old-options.ts';
import { waitForEvidence } from '../../engine/evidence.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { problem, WizardError } from '../../errors.ts';
import { lookAt } from '../../look/look-at.ts';
import { findManagedNode } from '../../look/managed-node.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { logCauses } from '../../on-instance/log-causes.ts';
import { backlogProblem, logProblem } from '../../on-instance/log-wish.ts';
import type { OnInstance } from '../../on-instance/on-instance.ts';
import { probeFacts } from '../../on-instance/probe-facts.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { probeScript } from '../../on-instance/script.ts';
import { notesAfterLook } from '../log-agent/plan.ts';
import { agentSleepMs, planManagedNode } from './plan.ts';

export const managedNodeStep = defineStep<OnInstance>({
  id: 'managed-node',
  inspect: inspectOnInstance,
  plan: (seen, { agentFiles }) =>
    planManagedNode(seen, probeScript(agentFiles.installer, seen.spec.logs)),
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
      await judgeLogs(run);
    }
    return undefined;
  },
});

/**
 * What the look inside says of the logs, before anything is installed: what will be uploaded, or why
 * it stops here.
 */
async function judgeLogs(run: Run): Promise<void> {
  const seen = await inspectOnInstance(lookAt(run), run);
  const found = logProblem(seen) ?? backlogProblem(seen);
  if (found) throw new WizardError(found);
  for (const note of notesAfterLook(seen)) run.reporter.note(note);
  if (!seen.logsSilent) return;
  for (const { id, values } of logCauses(seen, run.identity, run.aws.now()))
    run.reporter.note({ id: 'log-cause', values: { ...values, cause: id } });
}

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
