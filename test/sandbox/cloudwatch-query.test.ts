import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ delayScale: 0 });
});
afterAll(() => sandbox.dispose());

/** The Query protocol, which no SDK speaks to CloudWatch any more: curl signs and sends it. */
async function query(fields: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', [
    ...['-q', '-sS', '--aws-sigv4', `aws:amz:${sandbox.region}:monitoring`],
    ...['--user', `${sandbox.keys.accessKeyId}:${sandbox.keys.secretAccessKey}`],
    ...['--data', `${new URLSearchParams({ Version: '2010-08-01', ...fields })}`, sandbox.url],
  ]);
  return stdout;
}

const at = () => Math.floor(sandbox.clock.now() / 60_000) * 60_000;
const datum = (value: string): Record<string, string> => ({
  Action: 'PutMetricData',
  Namespace: 'System/Linux',
  'MetricData.member.1.MetricName': 'MemoryUtilization',
  'MetricData.member.1.Dimensions.member.1.Name': 'InstanceId',
  'MetricData.member.1.Dimensions.member.1.Value': 'i-1',
  'MetricData.member.1.Timestamp': new Date(at()).toISOString(),
  'MetricData.member.1.StorageResolution': '1',
  'MetricData.member.1.Unit': 'Percent',
  'MetricData.member.1.Value': value,
});

it('takes and gives data as texts in the Query protocol', async () => {
  expect(await query(datum('42.5'))).toContain('<PutMetricDataResponse');
  const answer = await query({
    Action: 'GetMetricStatistics',
    Namespace: 'System/Linux',
    MetricName: 'MemoryUtilization',
    'Dimensions.member.1.Name': 'InstanceId',
    'Dimensions.member.1.Value': 'i-1',
    StartTime: new Date(at() - 600_000).toISOString(),
    EndTime: new Date(at() + 60_000).toISOString(),
    Period: '60',
    'Statistics.member.1': 'Average',
  });
  expect(answer).toContain('<Average>42.5</Average>');
  expect(answer).toContain('<Unit>Percent</Unit>');
  expect(answer).toMatch(new RegExp(`<Timestamp>${new Date(at()).toISOString().slice(0, 16)}`));
});

it('names errors as the Query protocol does', async () => {
  expect(await query(datum('NaN'))).toContain('<Code>InvalidParameterValue</Code>');
  expect(await query(datum(''))).toContain('<Code>InvalidParameterValue</Code>');
  const { 'MetricData.member.1.Value': _, ...without } = datum('1');
  expect(await query(without)).toContain('<Code>MissingParameter</Code>');
  expect(await query({ ...datum('1'), Namespace: 'AWS/EC2' })).toContain(
    '<Message>The value AWS/ for parameter Namespace is invalid.</Message>',
  );
  expect(await query({ Action: 'GetMetricData' })).toContain('<Code>ValidationError</Code>');
});
