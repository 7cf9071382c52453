import { type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { type Metric, namespace } from '../../agent/metric-catalogue.ts';
import type { AwsClients } from '../aws/clients.ts';

export interface Datapoint {
  /** Start of the minute, or of the five, that it belongs to; epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

export interface Series {
  readonly metric: Metric;
  /** Newest first. `unknown`: CloudWatch did not answer in full, which is not the same as no data. */
  readonly points: readonly Datapoint[] | 'unknown';
}

export interface DatapointsSeen {
  /** What the metrics agent sends. */
  readonly custom: readonly Series[];
  /** AWS's own. */
  readonly aws: readonly Series[];
  /** Samples in each minute of the first custom series: more than one sender shows here. */
  readonly samples: readonly Datapoint[];
}

/** The guide's first chapter: what AWS measures by itself. */
const awsMetrics = [
  { name: 'CPUUtilization', period: 300 },
  { name: 'NetworkIn', period: 300 },
  { name: 'NetworkOut', period: 300 },
  { name: 'DiskReadBytes', period: 300 },
  { name: 'DiskWriteBytes', period: 300 },
  // One-minute also without detailed monitoring.
  { name: 'StatusCheckFailed', period: 60 },
];

const windowMs = 3 * 3_600_000;

/**
 * The last three hours of every series, in one call however many there are. GetMetricData is
 * charged ($0.01 per 1,000 metrics): for one instance some hundredths of a cent.
 */
export async function readDatapoints(
  aws: AwsClients,
  instanceId: string,
  metrics: readonly Metric[],
): Promise<DatapointsSeen> {
  const own = awsMetrics.map(({ name }) => ofInstance(name, instanceId));
  const queries = [
    ...metrics.map((metric, i) => query(`c${i}`, namespace, metric, 60, 'Average')),
    ...own.map((metric, i) =>
      query(`a${i}`, 'AWS/EC2', metric, awsMetrics[i]?.period ?? 300, 'Average'),
    ),
    ...metrics.slice(0, 1).map((metric) => query('samples', namespace, metric, 60, 'SampleCount')),
  ];
  const found = await run(aws, queries);
  const series = (id: string, metric: Metric): Series => ({ metric, points: found.get(id) ?? [] });
  const samples = found.get('samples') ?? [];
  return {
    custom: metrics.map((metric, i) => series(`c${i}`, metric)),
    aws: own.map((metric, i) => series(`a${i}`, metric)),
    samples: samples === 'unknown' ? [] : samples,
  };
}

function ofInstance(name: string, instanceId: string): Metric {
  return { name, dimensions: [{ name: 'InstanceId', value: instanceId }] };
}

function query(
  id: string,
  space: string,
  metric: Metric,
  period: number,
  stat: string,
): MetricDataQuery {
  const Dimensions = metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
  const Metric = { Namespace: space, MetricName: metric.name, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: period, Stat: stat } };
}

async function run(
  aws: AwsClients,
  queries: readonly MetricDataQuery[],
): Promise<Map<string, Series['points']>> {
  const now = aws.now();
  const found = new Map<string, Series['points']>();
  const pages = paginateGetMetricData(
    { client: aws.cloudwatch },
    {
      MetricDataQueries: [...queries],
      StartTime: new Date(now - windowMs),
      // The end is exclusive, and an instance's clock may run a little ahead.
      EndTime: new Date(now + 300_000),
      ScanBy: 'TimestampDescending',
    },
  );
  for await (const page of pages) {
    for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of page.MetricDataResults ??
      []) {
      const soFar = found.get(Id) ?? [];
      const points = Timestamps.map((at, i) => ({
        at: at.getTime(),
        value: Values[i] ?? Number.NaN,
      }));
      // `PartialData` is the state of a page that another one follows; only the last one counts.
      const failed = StatusCode === 'InternalError' || StatusCode === 'Forbidden';
      found.set(Id, failed || soFar === 'unknown' ? 'unknown' : [...soFar, ...points]);
    }
  }
  return found;
}
