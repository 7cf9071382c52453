import { defineStep } from '../../engine/step.ts';
import { lookAt } from '../../look/look-at.ts';
import { sha256 } from '../../on-instance/agent-files.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { type OnInstance, wantedCronEntry } from '../../on-instance/on-instance.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript, proxyFile } from '../../on-instance/script.ts';
import { planCron } from './plan.ts';

export const cronEntryStep = defineStep<OnInstance>({
  id: 'cron-entry',
  inspect: inspectOnInstance,
  plan: (seen, { agentFiles }) => {
    const { installer } = agentFiles;
    const files = { installer, 'cron-entry': wantedCronEntry(seen), ...proxyFile(seen.spec) };
    return planCron(seen, {
      install: buildScript('install-cron', files),
      migrate: buildScript('migrate-cron', { installer }),
    });
  },
  apply: async (action, run) => {
    if (action.kind === 'allow-describe-tags') return run.callAll(action.calls);
    const wanted = wantedCronEntry(await inspectOnInstance(lookAt(run), run));
    for (const call of action.calls) await runCommand(run, call);
    if (action.kind === 'migrate-cron') {
      if (run.probe) run.probe = { ...run.probe, oldLines: [], oldOptions: [] };
      return undefined;
    }
    if (run.probe) run.probe = { ...run.probe, cronEntrySha: sha256(wanted), cronActive: true };
    return { cron: { sha256: sha256(wanted) } };
  },
});
