import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { Asked, ProbingCall } from './probing-call.ts';

const logGroupName = '/probe';
const logStreamName = 'stream';

const event = (ageMs: number) => ({ timestamp: Date.now() - ageMs, message: `${ageMs}` });
const put =
  (logEvents: logs.InputLogEvent[], stream = logStreamName) =>
  ({ clients }: Asked) =>
    clients.logs.send(
      new logs.PutLogEventsCommand({ logGroupName, logStreamName: stream, logEvents }),
    );
export const logsCalls: readonly ProbingCall[] = [
  ['events for a group that is not there', put([event(0)])],
  [
    'a group whose name has a blank',
    ({ clients }) => clients.logs.send(new logs.CreateLogGroupCommand({ logGroupName: 'a b' })),
  ],
  [
    'a log group',
    ({ clients }) => clients.logs.send(new logs.CreateLogGroupCommand({ logGroupName })),
  ],
  [
    'the same log group again',
    ({ clients }) => clients.logs.send(new logs.CreateLogGroupCommand({ logGroupName })),
  ],
  ['events for a stream that is not there', put([event(0)])],
  [
    'a stream',
    ({ clients }) =>
      clients.logs.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName })),
  ],
  [
    'the same stream again',
    ({ clients }) =>
      clients.logs.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName })),
  ],
  ['events', put([event(1000), event(0)])],
  ['events out of order', put([event(0), event(1000)])],
  [
    'events of a stream that is not there',
    ({ clients }) =>
      clients.logs.send(new logs.GetLogEventsCommand({ logGroupName, logStreamName: 'other' })),
  ],
  [
    'events filtered in a group that is not there',
    ({ clients }) => clients.logs.send(new logs.FilterLogEventsCommand({ logGroupName: '/other' })),
  ],
  [
    'a retention that cannot be had',
    ({ clients }) =>
      clients.logs.send(new logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 31 })),
  ],
  [
    'a retention',
    ({ clients }) =>
      clients.logs.send(new logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 })),
  ],
  [
    'a group deleted that is not there',
    ({ clients }) => clients.logs.send(new logs.DeleteLogGroupCommand({ logGroupName: '/other' })),
  ],
];
