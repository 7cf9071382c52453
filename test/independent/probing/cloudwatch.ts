import * as cw from '@aws-sdk/client-cloudwatch';
import type { Asked, ProbingCall } from './probing-call.ts';

const datum =
  (changes: Partial<cw.MetricDatum>, Namespace = 'Probe') =>
  ({ clients }: Asked) =>
    clients.cloudwatch.send(
      new cw.PutMetricDataCommand({
        Namespace,
        MetricData: [{ MetricName: 'm', Value: 1, ...changes }],
      }),
    );
const read =
  (changes: Partial<cw.GetMetricStatisticsCommandInput>) =>
  ({ clients }: Asked) =>
    clients.cloudwatch.send(
      new cw.GetMetricStatisticsCommand({
        Namespace: 'Probe',
        MetricName: 'm',
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 60,
        Statistics: ['Average'],
        ...changes,
      }),
    );
const dimensions = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ Name: `d${i}`, Value: 'v' }));
export const cloudWatchCalls: readonly ProbingCall[] = [
  ['a datum', datum({})],
  ['a datum of 31 dimensions', datum({ Dimensions: dimensions(31) })],
  ['a dimension without a value', datum({ Dimensions: [{ Name: 'd', Value: '' }] })],
  ['a datum older than two weeks', datum({ Timestamp: new Date(Date.now() - 15 * 86_400_000) })],
  ['a datum three hours ahead', datum({ Timestamp: new Date(Date.now() + 3 * 3_600_000) })],
  ['a unit that is none', datum({ Unit: 'Furlongs' as cw.StandardUnit })],
  ['a value and values', datum({ Values: [1], Counts: [1] })],
  ['a datum in the namespace of AWS', datum({}, 'AWS/EC2')],
  ['statistics', read({})],
  ['statistics of a period that is no whole minute', read({ Period: 90 })],
  ['statistics that end before they begin', read({ EndTime: new Date(0) })],
];
