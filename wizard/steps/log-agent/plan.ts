import { readsJournald } from '../../../agent/log-shipper.ts';
import { streamName } from '../../../agent/monitoring-spec.ts';
import { type Plan, planOf } from '../../engine/action.ts';
import { commandCall, packageCall } from '../../on-instance/command-call.ts';
import {
  needsLogs,
  type OnInstance,
  packageSource,
  shipperChoice,
} from '../../on-instance/on-instance.ts';

const kinds = {
  awslogs: 'install-awslogs',
  'amazon-cloudwatch-agent': 'install-cloudwatch-agent',
} as const;

/** awslogs where it works, the CloudWatch agent elsewhere; before a look inside, either. */
export function planLogs(seen: OnInstance, script: string): Plan {
  if (!needsLogs(seen)) return planOf([]);
  const { spec, probe } = seen;
  const choice = shipperChoice(seen);
  const [log] = spec.logs;
  const values = { instanceId: spec.instanceId, group: log?.group ?? '' };
  if (!choice.shipper || !log)
    return { outcome: 'blocked', problem: { id: 'no-system-log', values } };
  const tooOld = probe?.cloudWatchAgent && !readsJournald(probe.cloudWatchAgent);
  if (choice.source.kind === 'journald' && tooOld) {
    const versions = { ...values, version: probe.cloudWatchAgent ?? '' };
    return { outcome: 'blocked', problem: { id: 'journald-needs-newer-agent', values: versions } };
  }
  const kind = kinds[choice.shipper];
  const from = packageSource(seen);
  const source = choice.source.kind === 'file' ? choice.source.path : 'journald';
  return planOf([
    {
      kind,
      values: {
        ...values,
        stream: streamName(log, spec.instanceId),
        source,
        reason: choice.reason,
        package: from,
      },
      calls: [
        ...(from === 'distributor' ? [packageCall(spec.instanceId, 'Install')] : []),
        commandCall(spec.instanceId, `cloudwatch-wizard: install ${choice.shipper}`, script),
      ],
      undo: { kind: 'uninstall', values: { instanceId: spec.instanceId } },
      ...(probe
        ? {}
        : { assumed: true, alternatives: Object.values(kinds).filter((one) => one !== kind) }),
    },
  ]);
}
