import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { MonitorInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { sandboxClients } from '../support/sandbox.ts';

const minuteMs = 60_000;
/** A whole multiple of five minutes. */
const startAt = Date.UTC(2026, 2, 24, 6, 0);

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
let id: string;

beforeEach(async () => {
  sandbox = await startSandbox({ startAt, instances: [{ os: 'amazon-linux-2023' }] });
  clients = sandboxClients(sandbox);
  id = sandbox.instances[0]?.id ?? '';
});

afterEach(() => sandbox.dispose());

/** Minutes after `startAt`, and values, of what was measured from then on, in order. */
async function points(MetricName: string, from = startAt) {
  const { Datapoints = [] } = await clients.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/EC2',
      MetricName,
      Dimensions: [{ Name: 'InstanceId', Value: id }],
      StartTime: new Date(from),
      EndTime: new Date(sandbox.clock.now()),
      Period: 60,
      Statistics: ['Average'],
    }),
  );
  const found = Datapoints.map(({ Timestamp, Average }) => ({
    minute: ((Timestamp?.getTime() ?? 0) - startAt) / minuteMs,
    value: Average ?? Number.NaN,
  }));
  return found.sort((one, other) => one.minute - other.minute);
}

const minutes = async (name: string, from = startAt) =>
  (await points(name, from)).map(({ minute }) => minute);

it('has the last hour of an instance that was there before', async () => {
  await sandbox.clock.advance(minuteMs);
  const hourAgo = startAt - 60 * minuteMs;
  expect(await minutes('CPUUtilization', hourAgo)).toEqual([
    -60, -55, -50, -45, -40, -35, -30, -25, -20, -15, -10, -5,
  ]);
  expect((await minutes('StatusCheckFailed', hourAgo)).length).toBeGreaterThanOrEqual(60);
});

it('measures every five minutes, and checks the status every minute', async () => {
  await sandbox.clock.advance(12 * minuteMs + 30_000);
  expect(await minutes('CPUUtilization')).toEqual([0, 5]);
  expect(await minutes('NetworkIn')).toEqual([0, 5]);
  expect(await minutes('StatusCheckFailed_System')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('measures every minute with detailed monitoring', async () => {
  await clients.ec2.send(new MonitorInstancesCommand({ InstanceIds: [id] }));
  await sandbox.clock.advance(3 * minuteMs + 30_000);
  expect(await minutes('CPUUtilization')).toEqual([0, 1, 2]);
});

it('measures nothing while the instance is stopped', async () => {
  await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  await sandbox.clock.advance(11 * minuteMs);
  expect(await minutes('CPUUtilization')).toEqual([]);
});

it('has plausible values that differ from time to time', async () => {
  await sandbox.clock.advance(minuteMs);
  const values = (await points('CPUUtilization', startAt - 60 * minuteMs)).map(
    ({ value }) => value,
  );
  expect(Math.min(...values)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...values)).toBeLessThanOrEqual(13);
  expect(new Set(values).size).toBeGreaterThan(6);
});
