import { stepOf } from './documents.ts';
import type { Command, Invocation } from './state.ts';

/** Output of a step in ListCommandInvocations, shorter than that of GetCommandInvocation. */
const stepOutputLimit = 2_500;

const unfinished: readonly string[] = ['Pending', 'InProgress', 'Cancelling'];

/** A command as SendCommand and ListCommands write it. */
export function commandView(command: Command): object {
  const invocations = [...command.invocations.values()];
  const status = commandStatus(invocations);
  return {
    CommandId: command.id,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    Comment: command.comment,
    ExpiresAfter: new Date(
      command.requestedAt + (command.timeoutSeconds + command.executionTimeoutSeconds) * 1000,
    ),
    Parameters: command.parameters,
    InstanceIds: command.instanceIds,
    Targets: command.targets.map(({ key, values }) => ({ Key: key, Values: values })),
    RequestedDateTime: new Date(command.requestedAt),
    Status: status,
    StatusDetails: status,
    OutputS3BucketName: '',
    OutputS3KeyPrefix: '',
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: invocations.filter((each) => !unfinished.includes(each.status)).length,
    ErrorCount: invocations.filter((each) => /^(Failed|TimedOut)$/.test(each.status)).length,
    DeliveryTimedOutCount: invocations.filter((each) => each.statusDetails === 'DeliveryTimedOut')
      .length,
    TimeoutSeconds: command.timeoutSeconds,
  };
}

export function commandStatus(invocations: readonly Invocation[]): string {
  const statuses = invocations.map(({ status }) => status);
  const order = ['Cancelling', 'InProgress', 'Pending', 'Failed', 'TimedOut', 'Cancelled'] as const;
  const started = statuses.some((status) => status !== 'Pending');
  const found = order.find((status) => statuses.includes(status));
  if (found === 'Pending' && started) return 'InProgress';
  return found ?? 'Success';
}

/** An invocation as GetCommandInvocation writes it, with the whole of its output. */
export function invocationView(command: Command, invocation: Invocation): object {
  const { startedAt, endedAt } = invocation;
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    PluginName: stepOf(command.documentName),
    ResponseCode: invocation.exitCode,
    // These three are texts in this operation, and dates in ListCommandInvocations.
    ExecutionStartDateTime: isoOrEmpty(startedAt),
    ExecutionElapsedTime: elapsed(startedAt, endedAt),
    ExecutionEndDateTime: startedAt === undefined ? '' : isoOrEmpty(endedAt),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputContent: invocation.stdout,
    StandardOutputUrl: '',
    StandardErrorContent: invocation.stderr,
    StandardErrorUrl: '',
    CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  };
}

/** An invocation as ListCommandInvocations writes it; `details` adds its only step. */
export function listedInvocationView(
  command: Command,
  invocation: Invocation,
  details: boolean,
): object {
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    InstanceName: '',
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    RequestedDateTime: new Date(command.requestedAt),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
    CommandPlugins: details ? [stepView(stepOf(command.documentName), invocation)] : [],
  };
}

function stepView(name: string, invocation: Invocation): object {
  const { status, statusDetails, exitCode, ...rest } = invocation;
  const { startedAt, endedAt, stdout, stderr } = rest;
  const output = stderr === '' ? stdout : `${stdout}\n----------ERROR-------\n${stderr}`;
  return {
    Name: name,
    Status: status,
    StatusDetails: statusDetails,
    ResponseCode: exitCode,
    ResponseStartDateTime: startedAt === undefined ? undefined : new Date(startedAt),
    ResponseFinishDateTime: endedAt === undefined ? undefined : new Date(endedAt),
    Output: output.slice(0, stepOutputLimit),
  };
}

function isoOrEmpty(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString();
}

/** ISO 8601, e.g. `PT1.482S`. */
function elapsed(startedAt: number | undefined, endedAt: number | undefined): string {
  if (startedAt === undefined || endedAt === undefined) return '';
  return `PT${(endedAt - startedAt) / 1000}S`;
}
