import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type OutputLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { fingerprint, parseHeartbeatLine } from '../../agent/heartbeat.ts';
import { streamName } from '../../agent/log-file.ts';
import { logGroupName, type RecordItem } from '../contract.ts';
import { answered, asFarAsRead, type Tick } from '../judge/ticks.ts';

const mostPages = 5;

/** Stands in every line that the verifier writes at the end of a run. */
export const logCanaryWord = 'verifier-run';

export interface HeartbeatLog {
  readonly group: string;
  readonly stream: string;
}

/**
 * Where the heartbeat lines of an instance are: in its system log, which is the first. `undefined`
 * where none is shipped, or into a stream that is not named after the instance: the verifier may
 * not read other streams.
 */
export function heartbeatLog({ spec, logs, sk }: RecordItem): HeartbeatLog | undefined {
  const [log] = spec.logs;
  if (!log || !logs) return undefined;
  const stream = streamName(log, sk);
  return stream.startsWith(sk) ? { group: log.group, stream } : undefined;
}

/**
 * Which ticks have a heartbeat line of this instance's own agent. Read from the newest page
 * backwards; a log may hold more than is read. A page may be empty and still be followed by others,
 * and tokens never end: the last page repeats its own (GetLogEvents).
 */
export async function readLogTicks(
  logs: CloudWatchLogsClient,
  record: RecordItem,
  log: HeartbeatLog,
  ticks: readonly number[],
): Promise<Tick[]> {
  const stamps: number[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { events = [], nextBackwardToken } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: log.group,
        logStreamName: log.stream,
        startTime: ticks[0],
        startFromHead: false,
        nextToken: token,
      }),
    );
    stamps.push(...events.flatMap((event) => heartbeatStamps(event, record)));
    const found = answered(ticks, record.spec.period, stamps);
    const isLast = nextBackwardToken === undefined || nextBackwardToken === token;
    if (isLast || found.every((tick) => tick === 'ok')) return found;
    token = nextBackwardToken;
  }
  return asFarAsRead(answered(ticks, record.spec.period, stamps));
}

/** When it was written and when it arrived: clocks of instances are wrong, and shippers wait. */
function heartbeatStamps(event: OutputLogEvent, { sk, agent }: RecordItem): number[] {
  const line = parseHeartbeatLine(event.message ?? '');
  if (line?.fingerprint !== fingerprint(sk)) return [];
  if (agent && line.nonce !== agent.nonce) return [];
  return [event.timestamp, event.ingestionTime].filter((stamp) => stamp !== undefined);
}

/** A log group that is gone has no lines: that is an answer, and not a failed look. */
export function isNoLog(error: unknown): boolean {
  return (error as Error).name === 'ResourceNotFoundException';
}

/** Whether the verifier's own line can be read back. `undefined`: there was too much to read. */
export async function readLogCanary(
  logs: CloudWatchLogsClient,
  from: number,
): Promise<boolean | undefined> {
  let pages = 0;
  const found = paginateFilterLogEvents(
    { client: logs },
    { logGroupName, startTime: from, filterPattern: `"${logCanaryWord}"` },
  );
  for await (const { events = [], nextToken } of found) {
    if (events.length > 0) return true;
    if (++pages >= mostPages && nextToken) return undefined;
  }
  return false;
}
