import {
  type FilteredLogEvent,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { type HeartbeatLine, parseHeartbeatLine } from '../../agent/heartbeat.ts';
import type { AwsClients } from '../aws/clients.ts';

export interface HeartbeatSeen extends HeartbeatLine {
  /** Epoch milliseconds at which it arrived: the instance's own clock may be wrong. */
  readonly at: number;
}

/**
 * Heartbeat lines in a log stream, oldest first. `could-not-look`: there were more pages than we
 * read, so silence is not proven. Decided by events: the time stamps of a stream lag by an hour.
 */
export type HeartbeatsSeen = readonly HeartbeatSeen[] | 'could-not-look';

const pageLimit = 20;

export async function readHeartbeats(
  aws: AwsClients,
  group: string,
  stream: string,
  sinceMs: number,
): Promise<HeartbeatsSeen> {
  const seen: HeartbeatSeen[] = [];
  let pages = 0;
  try {
    const found = paginateFilterLogEvents(
      { client: aws.logs },
      { logGroupName: group, logStreamNames: [stream], startTime: sinceMs, filterPattern: 'cwhb' },
    );
    for await (const { events = [], nextToken } of found) {
      seen.push(...events.flatMap(heartbeatIn));
      // A page may be empty and still be followed by others.
      if (++pages >= pageLimit && nextToken) return 'could-not-look';
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
  return seen;
}

function heartbeatIn({ message = '', ingestionTime, timestamp = 0 }: FilteredLogEvent) {
  const line = parseHeartbeatLine(message);
  return line ? [{ ...line, at: ingestionTime ?? timestamp }] : [];
}

/** Which installation a line has to come from. */
export interface Sender {
  readonly nonce: string;
  readonly fingerprint: number;
}

/** The newest line that our own installation wrote after a run that went well. */
export function newestOf(
  lines: readonly HeartbeatSeen[],
  { nonce, fingerprint }: Sender,
): HeartbeatSeen | undefined {
  return lines.findLast(
    (line) => line.ok && line.nonce === nonce && line.fingerprint === fingerprint,
  );
}
