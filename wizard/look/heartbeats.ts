import {
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { type HeartbeatLine, parseHeartbeatLine } from '../../agent/heartbeat.ts';
import type { AwsClients } from '../aws/clients.ts';

export interface HeartbeatSeen extends HeartbeatLine {
  /** Epoch milliseconds of the event. */
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
      for (const { message = '', timestamp = 0 } of events) {
        const line = parseHeartbeatLine(message);
        if (line) seen.push({ ...line, at: timestamp });
      }
      // A page may be empty and still be followed by others.
      if (++pages >= pageLimit && nextToken) return 'could-not-look';
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
  return seen;
}
