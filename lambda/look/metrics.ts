import { type CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { metricsOf, namespace } from '../../agent/metric-catalogue.ts';
import { type RecordItem, verifierNamespace } from '../contract.ts';
import type { Sentinel } from '../judge/facts.ts';
import { answered, deadlineMs, isAnsweredSince, unfinishedMs } from '../judge/ticks.ts';

const minute = 60_000;

export interface MetricsSeen {
  readonly sentinels: readonly Sentinel[];
  readonly firstSeen?: number;
}

/** One metric of the memory and one of the first disk: each stands for what is sent with it. */
export async function readSentinels(
  cloudwatch: CloudWatchClient,
  record: RecordItem,
  ticks: readonly number[],
): Promise<MetricsSeen> {
  const { spec } = record;
  const end = (ticks.at(-1) ?? 0) + spec.period * 1000;
  const oldest = ticks[0] ?? 0;
  // Without data so far, it is asked whether there ever was any.
  const from = record.verifiedAt === undefined ? Math.min(oldest, end - unfinishedMs) : oldest;
  // Up to now: a tick is due three minutes after it.
  const to = end + deadlineMs;
  const read = await Promise.all(
    sentinelsOf(record).map(async ({ name, dimensions }) => {
      const stamps = await readStamps(cloudwatch, { namespace, name, dimensions, from, to });
      const mountPath = dimensions.find((one) => one.name === 'MountPath')?.value;
      const sentinel = {
        metric: name,
        ...(mountPath ? { mountPath } : {}),
        ticks: answered(ticks, spec.period, stamps),
        isBack: isAnsweredSince(ticks, spec.period, stamps),
      };
      return { stamps, sentinel };
    }),
  );
  const stamps = read.flatMap((one) => one.stamps);
  return {
    sentinels: read.map(({ sentinel }) => sentinel),
    ...(record.verifiedAt === undefined && stamps.length > 0
      ? { firstSeen: Math.min(...stamps) }
      : {}),
  };
}

function sentinelsOf({ spec, agent }: RecordItem) {
  const [disk] = agent?.disks ?? [];
  return metricsOf(spec, disk ? [disk] : []).filter(
    ({ name }) => name === 'MemoryUtilization' || name === 'DiskSpaceUtilization',
  );
}

/** Whether the verifier's own datum, stamped at or after `from`, can be read back. */
export async function readCanary(
  cloudwatch: CloudWatchClient,
  from: number,
  to: number,
): Promise<boolean> {
  const canary = { namespace: verifierNamespace, name: 'Canary', dimensions: [], from, to };
  return (await readStamps(cloudwatch, canary)).length > 0;
}

interface Wanted {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
  readonly from: number;
  readonly to: number;
}

/** Start of each minute, from `from` until before `to`, that has a data point. */
async function readStamps(cloudwatch: CloudWatchClient, wanted: Wanted): Promise<number[]> {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: wanted.namespace,
      MetricName: wanted.name,
      Dimensions: wanted.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      StartTime: new Date(Math.floor(wanted.from / minute) * minute),
      EndTime: new Date(wanted.to),
      Period: 60,
      Statistics: ['SampleCount'],
    }),
  );
  return Datapoints.flatMap(({ Timestamp }) => (Timestamp ? [Timestamp.getTime()] : [])).filter(
    (stamp) => stamp >= wanted.from && stamp < wanted.to,
  );
}
