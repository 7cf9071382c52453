import { logsHash } from '../../../agent/monitoring-spec.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { lookAt } from '../../look/look-at.ts';
import { sha256 } from '../../on-instance/agent-files.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { type OnInstance, wantedLogConfig } from '../../on-instance/on-instance.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript, proxyFile } from '../../on-instance/script.ts';
import { planLogs } from './plan.ts';

export const logAgentStep = defineStep<OnInstance>({
  id: 'log-agent',
  inspect: inspectOnInstance,
  plan: (seen, run) => planLogs(seen, installScript(seen, run)),
  apply: async (action, run) => {
    const wanted = wantedLogConfig(await inspectOnInstance(lookAt(run), run));
    for (const call of action.calls) await runCommand(run, call);
    if (!wanted) return undefined;
    const sha = sha256(wanted.config);
    if (run.probe) {
      const shippers = { ...run.probe.shippers, [shipperKey[wanted.shipper]]: true };
      run.probe = { ...run.probe, logConfigSha: sha, shippers };
    }
    const wishHash = logsHash(run.spec);
    return { logs: { sha256: sha, shipper: wanted.shipper, wishHash } };
  },
});

const shipperKey = { awslogs: 'awslogs', 'amazon-cloudwatch-agent': 'cloudWatchAgent' } as const;

function installScript(seen: OnInstance, { agentFiles, identity }: Run): string {
  const wanted = wantedLogConfig(seen);
  if (!wanted) return '';
  return buildScript(`install-logs ${wanted.shipper}`, {
    installer: agentFiles.installer,
    'log-config': wanted.config,
    'log-region': `${identity.region}\n`,
    ...proxyFile(seen.spec),
    // It looks right and still nothing comes: what is stuck is started anew.
    ...(seen.logsSilent ? { restart: '' } : {}),
  });
}
