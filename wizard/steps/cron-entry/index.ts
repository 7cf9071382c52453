import { defineStep } from '../../engine/step.ts';
import { lookAt } from '../../look/look-at.ts';
import { sha256 } from '../../on-instance/agent-files.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { type OnInstance, wantedCronEntry } from '../../on-instance/on-instance.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript } from '../../on-instance/script.ts';
import { planCron } from './plan.ts';

export const cronEntryStep = defineStep<OnInstance>({
  id: 'cron-entry',
  inspect: inspectOnInstance,
  plan: (seen, { agentFiles }) => {
    const files = { installer: agentFiles.installer, 'cron-entry': wantedCronEntry(seen) };
    return planCron(seen, buildScript('install-cron', files));
  },
  apply: async (action, run) => {
    const wanted = wantedCronEntry(await inspectOnInstance(lookAt(run), run));
    for (const call of action.calls) await runCommand(run, call);
    if (run.probe) run.probe = { ...run.probe, cronEntrySha: sha256(wanted), cronActive: true };
    return { cron: { sha256: sha256(wanted) } };
  },
});
