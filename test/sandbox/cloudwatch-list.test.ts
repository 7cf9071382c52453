import {
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.dispose());

const client = () => sandboxClients(sandbox).cloudwatch;
const put = (...data: Partial<MetricDatum>[]) =>
  client().send(
    new PutMetricDataCommand({
      Namespace: 'System/Linux',
      MetricData: data.map((datum) => ({ MetricName: 'Memory', ...datum })),
    }),
  );
const list = async (over: object = {}) =>
  (await client().send(new ListMetricsCommand(over))).Metrics ?? [];

it('shows a metric only minutes after its first datapoint, and forgets it after two weeks', async () => {
  await put({ Value: 1 });
  await sandbox.clock.advance(minuteMs);
  expect(await list()).toEqual([]);
  await sandbox.clock.advance(3 * minuteMs);
  expect(await list()).toMatchObject([{ Namespace: 'System/Linux', MetricName: 'Memory' }]);
  await sandbox.clock.advance(4 * hourMs);
  expect(await list()).toHaveLength(1);
  expect(await list({ RecentlyActive: 'PT3H' })).toEqual([]);
  await sandbox.clock.advance(14 * dayMs);
  expect(await list()).toEqual([]);
});

it('filters by namespace, name and dimensions with or without a value', async () => {
  const on = (Value: string) => ({ Value: 1, Dimensions: [{ Name: 'InstanceId', Value }] });
  await put(on('i-1'), on('i-2'), { MetricName: 'Swap', Value: 1 });
  await sandbox.clock.advance(hourMs);
  expect(await list({ Dimensions: [{ Name: 'InstanceId' }] })).toHaveLength(2);
  expect(await list({ Dimensions: [{ Name: 'InstanceId', Value: 'i-2' }] })).toEqual([
    {
      Namespace: 'System/Linux',
      MetricName: 'Memory',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-2' }],
    },
  ]);
  expect(await list({ MetricName: 'Swap' })).toHaveLength(1);
  expect(await list({ Namespace: 'System' })).toEqual([]);
});

it('pages by five hundred', async () => {
  const many = Array.from({ length: 700 }, (_, index) => ({ MetricName: `M${index}`, Value: 1 }));
  await put(...many);
  await sandbox.clock.advance(hourMs);
  const first = await client().send(new ListMetricsCommand({}));
  const second = await client().send(new ListMetricsCommand({ NextToken: first.NextToken }));
  expect([first.Metrics?.length, second.Metrics?.length]).toEqual([500, 200]);
  expect(second.NextToken).toBeUndefined();
});

it('refuses other accounts and other spans of activity', async () => {
  expect((await errorOf(list({ IncludeLinkedAccounts: true }))).message).toContain(
    'other accounts',
  );
  expect((await errorOf(list({ RecentlyActive: 'PT1H' }))).name).toBe(
    'InvalidParameterValueException',
  );
});
