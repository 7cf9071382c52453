import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { invalid, readGroupName, readStreamName } from './parameters.ts';
import type { LogGroup, LogStream } from './state.ts';

/** Without the `:*` that policies and DescribeLogGroups put behind it. */
export function groupArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:logs:${region.name}:${world.accountId}:log-group:${name}`;
}

export function groupOrThrow(name: string, { region }: Call): LogGroup {
  const group = region.logs.groups.get(name);
  if (!group) throw notFound('log group');
  return group;
}

export function streamOrThrow(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw notFound('log stream');
  return stream;
}

function notFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
}

/** The name in `logGroupName`, or in `logGroupIdentifier`, which may be an ARN. */
function identifiedGroupName(input: Input): string {
  const identifier = text(input, 'logGroupIdentifier');
  if (identifier === undefined) return readGroupName(input);
  if (text(input, 'logGroupName') !== undefined)
    throw invalid('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  const fromArn = /^arn:[^:]+:logs:[^:]*:\d*:log-group:([^:]+)(?::\*)?$/.exec(identifier)?.[1];
  return readGroupName({ logGroupIdentifier: fromArn ?? identifier }, 'logGroupIdentifier');
}

export function groupOf(input: Input, call: Call): LogGroup {
  return groupOrThrow(identifiedGroupName(input), call);
}

export function streamOf(input: Input, call: Call): { group: LogGroup; stream: LogStream } {
  const groupName = identifiedGroupName(input);
  const streamName = readStreamName(input);
  const group = groupOrThrow(groupName, call);
  return { group, stream: streamOrThrow(group, streamName) };
}
