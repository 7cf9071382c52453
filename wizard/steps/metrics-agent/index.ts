import { agentOptions } from '../../../agent/metric-catalogue.ts';
import { canonicalJson, specHash } from '../../../agent/monitoring-spec.ts';
import { allDiskPaths } from '../../../agent/old-options.ts';
import type { Action } from '../../engine/action.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { isGone } from '../../look/instance.ts';
import { sha256 } from '../../on-instance/agent-files.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { adoptedOptions, type OnInstance } from '../../on-instance/on-instance.ts';
import { disksOf } from '../../on-instance/probe-facts.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { buildScript, endpointsFile, proxyFile } from '../../on-instance/script.ts';
import { planAgent, planUninstall, type UninstallActual } from './plan.ts';

type Actual = { readonly seen: OnInstance } | { readonly uninstall: UninstallActual };

export const metricsAgentStep = defineStep<Actual>({
  id: 'metrics-agent',
  inspect: async (look, run) => ({ seen: await inspectOnInstance(look, run) }),
  plan: (actual, run) =>
    'seen' in actual
      ? planAgent(actual.seen, installScript(actual.seen, run))
      : { outcome: 'in-sync' },
  inspectUndo: async (look, { spec, identity }) => {
    const instance = await look.instance();
    return {
      uninstall: {
        instanceId: spec.instanceId,
        region: identity.region,
        instanceState: instance && !isGone(instance) ? instance.state : 'terminated',
        online: (await look.managedNode()).ping === 'online',
      },
    };
  },
  planUndo: (actual, history, { agentFiles }) =>
    'uninstall' in actual
      ? planUninstall(actual.uninstall, history, {
          uninstall: buildScript('uninstall', { installer: agentFiles.installer }),
          removeRemains: buildScript('remove-remains', { installer: agentFiles.installer }),
        })
      : { outcome: 'in-sync' },
  apply: install,
});

function installScript(seen: OnInstance, { agentFiles, identity }: Run): string {
  const { spec } = seen;
  return buildScript('install-agent', {
    installer: agentFiles.installer,
    'mon-put-instance-data': agentFiles.program,
    'spec.json': `${canonicalJson(spec)}\n`,
    'test-flags': `${agentOptions(spec, adoptedOptions(seen)).join('\n')}\n`,
    ...endpointsFile(identity),
    ...proxyFile(spec),
  });
}

async function install(action: Action, run: Run) {
  const [first, ...rest] = action.calls;
  if (!first) return undefined;
  const output = await runCommand(run, first);
  if (action.kind === 'uninstall') {
    // Somebody else has configured the CloudWatch agent since: then it is no longer ours to remove.
    const inUse = output.facts.get('cwagent_in_use')?.[0] === '1';
    for (const call of inUse ? [] : rest) await runCommand(run, call);
    return undefined;
  }
  const sha = sha256(run.agentFiles.program);
  if (run.probe) run.probe = { ...run.probe, agentSha: sha };
  const sentAt = output.sentAt ?? Math.floor(run.aws.now() / 1000);
  return {
    agent: {
      sha256: sha,
      specHash: specHash(run.spec),
      nonce: run.nonce,
      sentAt,
      disks: disksOf(output, allDiskPaths(run.spec, run.history().record?.adopted ?? [])),
    },
  };
}
