import { logsHash } from '../../../agent/monitoring-spec.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import type { Look } from '../../look/look.ts';
import { lookAt } from '../../look/look-at.ts';
import { sha256 } from '../../on-instance/agent-files.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { shipperChoice, wantedLogConfig } from '../../on-instance/log-wish.ts';
import { needsLogs, type OnInstance } from '../../on-instance/on-instance.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript, proxyFile } from '../../on-instance/script.ts';
import { planLogs } from './plan.ts';

interface Actual {
  readonly seen: OnInstance;
  readonly associations: readonly string[];
}

export const logAgentStep = defineStep<Actual>({
  id: 'log-agent',
  inspect: async (look, run) => {
    const seen = await inspectOnInstance(look, run);
    return { seen, associations: await associationsOf(seen, look) };
  },
  plan: ({ seen, associations }, run) => planLogs(seen, installScript(seen, run), associations),
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
    const files = run.spec.logs.map(({ file }) => file);
    return { logs: { sha256: sha, shipper: wanted.shipper, wishHash, files } };
  },
});

/** Asked only where there is a configuration that they could overwrite. */
async function associationsOf(seen: OnInstance, look: Look): Promise<readonly string[]> {
  const isAgent = shipperChoice(seen).shipper === 'amazon-cloudwatch-agent';
  return isAgent && needsLogs(seen) ? look.agentAssociations() : [];
}

const shipperKey = { awslogs: 'awslogs', 'amazon-cloudwatch-agent': 'cloudWatchAgent' } as const;

function installScript(seen: OnInstance, { agentFiles, identity }: Run): string {
  const wanted = wantedLogConfig(seen);
  if (!wanted) return '';
  return buildScript(`install-logs ${wanted.shipper}`, {
    installer: agentFiles.installer,
    'log-config': wanted.config,
    'log-region': `${identity.region}\n`,
    ...syslogFile(seen),
    ...proxyFile(seen.spec),
    // It looks right and still nothing comes: what is stuck is started anew.
    ...(seen.logsSilent ? { restart: '' } : {}),
  });
}

/** The heartbeat's way is tried out where it goes through a file; there are two names for it. */
function syslogFile(seen: OnInstance): { 'syslog-file'?: string } {
  const choice = shipperChoice(seen);
  const isFile = choice.shipper !== undefined && choice.source.kind === 'file';
  return isFile ? { 'syslog-file': `${choice.source.path}\n` } : {};
}
