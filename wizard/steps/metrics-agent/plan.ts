import { countMetrics } from '../../../agent/metric-catalogue.ts';
import { allDiskPaths } from '../../../agent/old-options.ts';
import { type Action, type Note, type Plan, planOf } from '../../engine/action.ts';
import { didBegin, type History } from '../../engine/history.ts';
import { commandCall, packageCall } from '../../on-instance/command-call.ts';
import { adoptedOptions, needsAgent, type OnInstance } from '../../on-instance/on-instance.ts';
import { priceOf } from '../../prices.ts';

/** Installs the program and sends once with it, so that a refusal shows while somebody looks. */
export function planAgent(seen: OnInstance, script: string): Plan {
  if (!needsAgent(seen)) return planOf([]);
  const { instanceId } = seen.spec;
  const commands = seen.probe?.missingCommands ?? [];
  if (commands.length > 0)
    return {
      outcome: 'blocked',
      problem: { id: 'commands-missing', values: { instanceId, commands } },
    };
  // The heartbeat is one more series, shared by the instances of a shard.
  const adopted = adoptedOptions(seen);
  const metrics = countMetrics(seen.spec, adopted) + 1;
  const before = seen.record?.agent ? countMetrics(seen.record.spec, seen.record.adopted) + 1 : 0;
  const added = metrics - before;
  const actions: Action[] = [
    {
      kind: 'install-agent',
      values: { instanceId, metrics, disks: allDiskPaths(seen.spec, adopted) },
      calls: [commandCall(instanceId, 'cloudwatch-wizard: install the metrics agent', script)],
      ...(added > 0 ? { price: priceOf(added) } : {}),
      undo: { kind: 'uninstall', values: { instanceId } },
      ...(seen.probe ? {} : { assumed: true }),
    },
  ];
  return planOf(actions, notesOf(seen));
}

/** What breaks where the CloudWatch agent measures. */
function notesOf({ spec, record }: OnInstance): Note[] {
  if (spec.metricsAgent !== 'cloudwatch-agent') return [];
  const { instanceId } = spec;
  const disks = (record?.agent?.disks ?? []).map(
    ({ filesystem, mountPath }) => `${filesystem} ${mountPath}`,
  );
  return [{ id: 'agent-metrics-differ', values: { instanceId, disks } }];
}

export interface UninstallActual {
  readonly instanceId: string;
  readonly region: string;
  readonly instanceState: string;
  readonly online: boolean;
}

export interface UninstallScripts {
  readonly uninstall: string;
  readonly removeRemains: string;
}

/** Program, cron entry and log shipper leave together, by the instance's own uninstall script. */
export function planUninstall(
  actual: UninstallActual,
  history: History,
  scripts: UninstallScripts,
): Plan {
  const { instanceId, region, instanceState, online } = actual;
  if (!isInstalled(history) || instanceState === 'terminated') return planOf([]);
  if (instanceState !== 'running')
    return {
      outcome: 'blocked',
      problem: { id: 'instance-stopped', values: { instanceId, region, state: instanceState } },
    };
  if (!online)
    return { outcome: 'blocked', problem: { id: 'managed-node-lost', values: { instanceId } } };
  return planOf([
    {
      kind: 'uninstall',
      values: { instanceId },
      calls: [
        commandCall(instanceId, 'cloudwatch-wizard: uninstall', scripts.uninstall),
        // We had AWS's package of the CloudWatch agent installed, so we have it removed.
        ...(cameFromDistributor(history)
          ? [
              packageCall(instanceId, 'Uninstall'),
              commandCall(instanceId, 'cloudwatch-wizard: remove remains', scripts.removeRemains),
            ]
          : []),
      ],
      undo: { kind: 'none', values: {} },
    },
  ]);
}

const installs = ['install-agent', 'install-cron', 'install-awslogs', 'install-cloudwatch-agent'];

/** Something was installed, or begun, since the last uninstall that ended. */
function isInstalled({ actions }: History): boolean {
  const last = actions.findLast(
    ({ action, state }) =>
      installs.includes(action.kind) || (action.kind === 'uninstall' && state === 'done'),
  );
  return last !== undefined && last.action.kind !== 'uninstall';
}

function cameFromDistributor(history: History): boolean {
  return didBegin(
    history,
    'install-cloudwatch-agent',
    (values) => values.package === 'distributor',
  );
}
