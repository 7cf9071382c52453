import { AwsError } from '../../errors.ts';
import { flag, type Input, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { groupArn, groupOf, groupOrThrow, streamOf } from './lookup.ts';
import { namedPage } from './pages.ts';
import { invalid, readEnum, readGroupName, readLimit, readStreamName } from './parameters.ts';
import { forgetEvents, type LogGroup, type LogStream } from './state.ts';

const pageSize = 50;

export function createLogStream(input: Input, call: Call): object {
  const groupName = readGroupName(input);
  const name = readStreamName(input);
  const group = groupOrThrow(groupName, call);
  if (group.streams.has(name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  group.streams.set(name, { name, creationTime: call.now, events: [] });
  return {};
}

export function deleteLogStream(input: Input, call: Call): object {
  const { group, stream } = streamOf(input, call);
  forgetEvents(call.region.logs, stream);
  group.streams.delete(stream.name);
  return {};
}

export function describeLogStreams(input: Input, call: Call): object {
  const order = readEnum(input, 'orderBy', ['LogStreamName', 'LastEventTime']);
  const isByTime = order === 'LastEventTime';
  const hasPrefix = text(input, 'logStreamNamePrefix') !== undefined;
  if (isByTime && hasPrefix)
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const prefix = hasPrefix ? readStreamName(input, 'logStreamNamePrefix') : '';
  const limit = readLimit(input, pageSize);
  const group = groupOf(input, call);

  const described = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .map((stream) => describe(group, stream, call))
    .sort(isByTime ? byLastEvent : byName);
  if (flag(input, 'descending')) described.reverse();
  const { page, nextToken } = namedPage(described, (one) => one.logStreamName, input, limit);
  return { logStreams: page, nextToken };
}

interface Described {
  readonly logStreamName: string;
  readonly creationTime: number;
  readonly arn: string;
  /** Always 0 on AWS too. */
  readonly storedBytes: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
}

/**
 * `lastEventTimestamp` and `lastIngestionTime` are as they were some time ago, as AWS has them
 * ("typically updates in less than an hour"), and absent until then.
 */
function describe(group: LogGroup, stream: LogStream, call: Call): Described {
  const reportedUntil = call.now - call.world.delays.streamTimestampMs;
  const reported = stream.events.filter(({ ingestionTime }) => ingestionTime <= reportedUntil);
  const last = reported.at(-1);
  const first = stream.events[0];
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    arn: `${groupArn(group.name, call)}:log-stream:${stream.name}`,
    storedBytes: 0,
    ...(first ? { firstEventTimestamp: first.timestamp } : {}),
    ...(last
      ? {
          lastEventTimestamp: last.timestamp,
          lastIngestionTime: reported.reduce((at, event) => Math.max(at, event.ingestionTime), 0),
        }
      : {}),
  };
}

function byName(one: Described, other: Described): number {
  return one.logStreamName < other.logStreamName ? -1 : 1;
}

function byLastEvent(one: Described, other: Described): number {
  return (one.lastEventTimestamp ?? 0) - (other.lastEventTimestamp ?? 0) || byName(one, other);
}
