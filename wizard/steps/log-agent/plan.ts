import { streamName } from '../../../agent/log-file.ts';
import { type ChosenShipper, canStartAtEnd } from '../../../agent/log-shipper.ts';
import { type Note, type Plan, planOf } from '../../engine/action.ts';
import { commandCall, packageCall } from '../../on-instance/command-call.ts';
import {
  backlogLimitUsd,
  backlogOf,
  freshLogs,
  logProblem,
  shipperChoice,
} from '../../on-instance/log-wish.ts';
import { needsLogs, type OnInstance } from '../../on-instance/on-instance.ts';

const kinds = {
  awslogs: 'install-awslogs',
  'amazon-cloudwatch-agent': 'install-cloudwatch-agent',
} as const;

/** awslogs where it works, the CloudWatch agent elsewhere; before a look inside, either. */
export function planLogs(
  seen: OnInstance,
  script: string,
  associations: readonly string[] = [],
): Plan {
  if (!needsLogs(seen)) return planOf([]);
  const { spec, probe } = seen;
  const problem = logProblem(seen);
  if (problem) return { outcome: 'blocked', problem };
  const choice = shipperChoice(seen);
  const [log, ...more] = spec.logs;
  if (!choice.shipper || !log) return planOf([]);
  const kind = kinds[choice.shipper];
  const values = {
    instanceId: spec.instanceId,
    group: log.group,
    stream: streamName(log, spec.instanceId),
    source: choice.source.kind === 'file' ? choice.source.path : 'journald',
    more: more.map(({ file, group }) => (file === group ? file : `${file} (${group})`)),
    reason: choice.reason,
    package: choice.install,
  };
  const calls = [
    ...(choice.install === 'distributor' ? [packageCall(spec.instanceId, 'Install')] : []),
    commandCall(spec.instanceId, `cloudwatch-wizard: install ${choice.shipper}`, script),
  ];
  const assumed = {
    assumed: true,
    alternatives: Object.values(kinds).filter((one) => one !== kind),
  };
  const undo = { kind: 'uninstall', values: { instanceId: spec.instanceId } } as const;
  return planOf(
    [{ kind, values, calls, undo, ...(probe ? {} : assumed) }],
    logNotes(seen, choice, associations),
  );
}

/** Which shipper and why, and what there is to know before the first upload. */
function logNotes(
  seen: OnInstance,
  choice: ChosenShipper,
  associations: readonly string[],
): Note[] {
  const { shipper, reason } = choice;
  return [
    { id: 'log-shipper-chosen', values: { shipper, reason } },
    ...firstUploadNotes(seen, choice),
    ...(shipper === 'amazon-cloudwatch-agent' && associations.length > 0
      ? [{ id: 'agent-config-association', values: { associations } } as const]
      : []),
  ];
}

/** Nothing where all of it is shipped already. */
function firstUploadNotes(seen: OnInstance, choice: ChosenShipper): Note[] {
  const { spec } = seen;
  if (freshLogs(seen, choice).length === 0) return [];
  const atEnd = spec.logStart === 'end';
  return [
    { id: 'log-personal-data', values: {} },
    ...(atEnd ? [] : backlogNotes(seen)),
    ...(atEnd || canStartAtEnd(choice, spec.logs)
      ? []
      : [{ id: 'log-begins-at-beginning', values: {} } as const]),
  ];
}

function backlogNotes(seen: OnInstance): Note[] {
  const backlog = backlogOf(seen);
  if (!backlog) return [{ id: 'log-backlog-unknown', values: { limitUsd: backlogLimitUsd } }];
  return backlog.files.length === 0 ? [] : [{ id: 'log-backlog', values: { ...backlog } }];
}

/** What is said once the look inside has shown it, before anything is uploaded. */
export function notesAfterLook(seen: OnInstance): Note[] {
  const others = (seen.probe?.shippedByOthers ?? []).map(
    (file): Note => ({ id: 'log-shipped-by-others', values: { file } }),
  );
  const choice = shipperChoice(seen);
  if (!choice.shipper || !needsLogs(seen)) return others;
  const { shipper, reason } = choice;
  return [
    { id: 'log-shipper-chosen', values: { shipper, reason } },
    ...firstUploadNotes(seen, choice).filter(({ id }) => id === 'log-backlog'),
    ...others,
  ];
}
