import {
  GetMetricDataCommand,
  type GetMetricDataInput,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsInput,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const noon = Date.parse('2026-03-01T12:00:00Z');

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ startAt: noon });
});
afterEach(() => sandbox.dispose());

const client = () => sandboxClients(sandbox).cloudwatch;
const at = (ms: number) => new Date(noon + ms);

const put = (...data: Partial<MetricDatum>[]) =>
  client().send(
    new PutMetricDataCommand({
      Namespace: 'System/Linux',
      MetricData: data.map((datum) => ({ MetricName: 'Memory', ...datum })),
    }),
  );
/** Past AWS's delay until data can be read. */
const settle = () => sandbox.clock.advance(minuteMs);

const statistics = async (over: Partial<GetMetricStatisticsInput> = {}) => {
  const answer = await client().send(
    new GetMetricStatisticsCommand({
      Namespace: 'System/Linux',
      MetricName: 'Memory',
      StartTime: at(-hourMs),
      EndTime: at(hourMs),
      Period: 300,
      Statistics: ['Average'],
      ...over,
    }),
  );
  return answer.Datapoints ?? [];
};

const queryOf = (id: string, over: object = {}) => ({
  Id: id,
  MetricStat: {
    Metric: { Namespace: 'System/Linux', MetricName: 'Memory' },
    Period: 60,
    Stat: 'Average',
    ...over,
  },
});
const data = (over: Partial<GetMetricDataInput> = {}) =>
  client().send(
    new GetMetricDataCommand({
      StartTime: at(-hourMs),
      EndTime: at(hourMs),
      MetricDataQueries: [queryOf('a')],
      ...over,
    }),
  );

describe('a datapoint that was put', () => {
  it('is read only after the delay that AWS takes', async () => {
    await put({ Value: 5, Timestamp: at(0) });
    expect(await statistics()).toEqual([]);
    expect((await data()).MetricDataResults?.[0]?.Values).toEqual([]);
    await sandbox.clock.advance(15 * secondMs);
    expect(await statistics()).toMatchObject([{ Average: 5 }]);
    expect((await data()).MetricDataResults?.[0]?.Values).toEqual([5]);
  });

  it('belongs to its exact set of dimensions, in any order', async () => {
    const [one, other] = [
      { Name: 'InstanceId', Value: 'i-1' },
      { Name: 'MountPath', Value: '/' },
    ];
    await put({ Value: 1, Dimensions: [one, other] });
    await settle();
    expect(await statistics({ Dimensions: [other, one] })).toHaveLength(1);
    expect(await statistics({ Dimensions: [one] })).toEqual([]);
    expect(await statistics()).toEqual([]);
  });

  it('is not seen from another Region', async () => {
    await put({ Value: 1 });
    await settle();
    const { cloudwatch } = sandboxClients(sandbox, { region: 'us-east-1' });
    const range = { StartTime: at(-hourMs), EndTime: at(hourMs) };
    const answer = await cloudwatch.send(
      new GetMetricDataCommand({ ...range, MetricDataQueries: [queryOf('a')] }),
    );
    expect(answer.MetricDataResults?.[0]?.Values).toEqual([]);
  });
});

describe('GetMetricStatistics', () => {
  it('sums values, counts and statistic sets up per period, in no particular order', async () => {
    await put(
      { Values: [1, 9], Counts: [3, 1], Timestamp: at(0) },
      {
        StatisticValues: { SampleCount: 2, Sum: 8, Minimum: 2, Maximum: 6 },
        Timestamp: at(4 * minuteMs),
      },
      { Value: 7, Timestamp: at(5 * minuteMs) },
      { Value: 8, Timestamp: at(10 * minuteMs) },
    );
    await settle();
    const points = await statistics({
      Statistics: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
    });
    const times = points.map(({ Timestamp }) => Number(Timestamp));
    expect(times).not.toEqual([...times].sort());
    expect(points).toContainEqual({
      Timestamp: at(0),
      Unit: 'None',
      SampleCount: 6,
      Sum: 20,
      Average: 20 / 6,
      Minimum: 1,
      Maximum: 9,
    });
    expect(times.sort()).toEqual([noon, noon + 5 * minuteMs, noon + 10 * minuteMs]);
  });

  it('counts periods from the minute of the start, and leaves the end out', async () => {
    await put({ Value: 1, Timestamp: at(2 * minuteMs) }, { Value: 2, Timestamp: at(7 * minuteMs) });
    await settle();
    const points = await statistics({
      StartTime: at(2 * minuteMs + 20 * secondMs),
      EndTime: at(7 * minuteMs),
    });
    expect(points).toMatchObject([{ Timestamp: at(2 * minuteMs), Average: 1 }]);
  });

  it('keeps units apart and converts none', async () => {
    await put({ Value: 1, Unit: 'Bytes' }, { Value: 2, Unit: 'Percent' });
    await settle();
    const units = (await statistics()).map(({ Unit }) => Unit);
    expect(units.sort()).toEqual(['Bytes', 'Percent']);
    expect(await statistics({ Unit: 'Percent' })).toMatchObject([{ Average: 2, Unit: 'Percent' }]);
    expect(await statistics({ Unit: 'Kilobytes' })).toEqual([]);
  });

  it('knows percentiles of values, and none of statistic sets or negative values', async () => {
    const set = { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 };
    await put(
      { Values: Array.from({ length: 100 }, (_, index) => index + 1), Timestamp: at(0) },
      { StatisticValues: set, Timestamp: at(5 * minuteMs) },
      { Values: [-1, 1], Timestamp: at(10 * minuteMs) },
    );
    await settle();
    const points = await statistics({
      Statistics: undefined,
      ExtendedStatistics: ['p90', 'p99.5'],
    });
    const byTime = points.sort((one, other) => Number(one.Timestamp) - Number(other.Timestamp));
    expect(byTime.map(({ ExtendedStatistics }) => ExtendedStatistics)).toEqual([
      { p90: 90, 'p99.5': 100 },
      {},
      {},
    ]);
  });

  it('refuses more than 1440 datapoints, a bad period and a bad range', async () => {
    expect(await errorOf(statistics({ StartTime: at(-2 * dayMs), Period: 60 }))).toMatchObject({
      name: 'InvalidParameterCombinationException',
      message: expect.stringContaining(
        'You have requested up to 2,940 datapoints, which exceeds the limit of 1,440.',
      ),
    });
    for (const Period of [0, 15, 90])
      expect((await errorOf(statistics({ Period }))).name).toBe('InvalidParameterValueException');
    expect((await errorOf(statistics({ EndTime: at(-hourMs) }))).message).toBe(
      'The parameter StartTime must be less than the parameter EndTime.',
    );
    expect((await errorOf(statistics({ Statistics: [] }))).name).toBe(
      'InvalidParameterCombinationException',
    );
  });
});

describe('GetMetricData', () => {
  it('aligns to the period, newest first unless asked otherwise', async () => {
    await put({ Value: 1, Timestamp: at(70 * secondMs) }, { Value: 2, Timestamp: at(130_000) });
    await settle();
    const range = { StartTime: at(63 * secondMs), EndTime: at(hourMs) };
    const newest = (await data(range)).MetricDataResults?.[0];
    expect(newest).toMatchObject({
      Id: 'a',
      Label: 'Memory',
      StatusCode: 'Complete',
      Timestamps: [at(2 * minuteMs), at(minuteMs)],
      Values: [2, 1],
    });
    const oldest = await data({ ...range, ScanBy: 'TimestampAscending' });
    expect(oldest.MetricDataResults?.[0]?.Values).toEqual([1, 2]);
  });

  it('answers a metric that is not there, and a wrong unit, with empty values', async () => {
    await put({ Value: 1, Unit: 'Bytes' });
    await settle();
    const absent = { Metric: { Namespace: 'System/Linux', MetricName: 'Swap' } };
    const answer = await data({
      MetricDataQueries: [queryOf('a', absent), queryOf('b', { Unit: 'Percent' })],
    });
    for (const result of answer.MetricDataResults ?? [])
      expect(result).toMatchObject({ Values: [], StatusCode: 'Complete' });
    expect(answer.MetricDataResults).toHaveLength(2);
  });

  it('pages by MaxDatapoints without losing a value', async () => {
    await put(
      ...[0, 1, 2, 3, 4].map((minute) => ({ Value: minute, Timestamp: at(minute * minuteMs) })),
    );
    await settle();
    const values: Record<string, number[]> = { a: [], b: [] };
    const codes: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await data({
        MetricDataQueries: [queryOf('a'), queryOf('b', { Stat: 'Sum' })],
        MaxDatapoints: 4,
        NextToken,
      });
      for (const result of page.MetricDataResults ?? [])
        values[result.Id ?? '']?.push(...(result.Values ?? []));
      codes.push(page.MetricDataResults?.map(({ StatusCode }) => StatusCode));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(values).toEqual({ a: [4, 3, 2, 1, 0], b: [4, 3, 2, 1, 0] });
    expect(codes).toEqual([
      ['PartialData', 'PartialData'],
      ['Complete', 'PartialData'],
      ['Complete', 'Complete'],
    ]);
  });

  it.each<[string, Partial<GetMetricDataInput>, string]>([
    ['expressions by name', { MetricDataQueries: [{ Id: 'e', Expression: 'm1*2' }] }, 'Expression'],
    ['ids that are not unique', { MetricDataQueries: [queryOf('a'), queryOf('a')] }, 'not unique'],
    ['an id with a capital', { MetricDataQueries: [queryOf('A')] }, 'The value A for parameter'],
    ['statistics not modelled', { MetricDataQueries: [queryOf('a', { Stat: 'tm90' })] }, 'tm90'],
    [
      'more than 500 queries',
      { MetricDataQueries: Array.from({ length: 501 }, (_, index) => queryOf(`q${index}`)) },
      'greater than 500',
    ],
  ])('refuses %s', async (_, over, message) => {
    const error = await errorOf(data(over));
    // `ValidationError` in the Query protocol and in `x-amzn-query-error`.
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain(message);
  });
});

describe('high resolution', () => {
  it('is read by the second where it was stored so, for three hours', async () => {
    await put(
      { Value: 1, Timestamp: at(0), StorageResolution: 1 },
      { Value: 2, Timestamp: at(10 * secondMs), StorageResolution: 1 },
      { Value: 9, Timestamp: at(20 * secondMs) },
    );
    await settle();
    const bySecond = { MetricDataQueries: [queryOf('a', { Period: 10 })] };
    expect((await data(bySecond)).MetricDataResults?.[0]?.Values).toEqual([2, 1]);
    await sandbox.clock.advance(3 * hourMs);
    expect((await data(bySecond)).MetricDataResults?.[0]?.Values).toEqual([]);
    expect((await data()).MetricDataResults?.[0]?.Values).toEqual([4]);
  });
});
