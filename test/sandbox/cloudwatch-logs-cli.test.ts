import { CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasAwsCli, runAwsCli } from '../support/aws-cli.ts';
import { sandboxClients } from '../support/sandbox.ts';

describe.runIf(hasAwsCli())('the unmodified AWS CLI', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ delayScale: 0 });
  });
  afterAll(() => sandbox?.dispose());

  const aws = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await runAwsCli(sandbox, [...words, '--output', 'json']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    return stdout === '' ? {} : JSON.parse(stdout);
  };

  it('reads back a metric that it put', { timeout: 60_000 }, async () => {
    const minute = Math.floor(sandbox.clock.now() / 60_000) * 60_000;
    const metric = ['--namespace', 'System/Linux', '--metric-name', 'MemoryUtilization'];
    await aws(
      ...['cloudwatch', 'put-metric-data', ...metric, '--value', '42.5', '--unit', 'Percent'],
      ...['--dimensions', 'InstanceId=i-1', '--timestamp', new Date(minute).toISOString()],
    );
    const answer = await aws(
      ...['cloudwatch', 'get-metric-statistics', ...metric],
      ...['--dimensions', 'Name=InstanceId,Value=i-1', '--statistics', 'Average', 'SampleCount'],
      ...['--start-time', new Date(minute - 600_000).toISOString()],
      ...['--end-time', new Date(minute + 60_000).toISOString(), '--period', '60'],
    );
    expect(answer.Label).toBe('MemoryUtilization');
    expect(answer.Datapoints).toMatchObject([{ Average: 42.5, SampleCount: 1, Unit: 'Percent' }]);
    // Version 1 prints the seconds that came over the wire, version 2 a date.
    const { Timestamp } = answer.Datapoints[0];
    expect(Number(Timestamp) * 1_000 || Date.parse(Timestamp)).toBe(minute);
  });

  it('reads back a log event that it put', { timeout: 60_000 }, async () => {
    const names = { logGroupName: '/var/log/messages', logStreamName: 'i-1' };
    const { logs } = sandboxClients(sandbox);
    await logs.send(new CreateLogGroupCommand(names));
    await logs.send(new CreateLogStreamCommand(names));
    const stream = ['--log-group-name', names.logGroupName, '--log-stream-name', 'i-1'];
    const timestamp = sandbox.clock.now();
    await aws(
      ...['logs', 'put-log-events', ...stream],
      ...['--log-events', JSON.stringify([{ timestamp, message: 'cwhb v=1 sh=0' }])],
    );
    const answer = await aws('logs', 'get-log-events', ...stream, '--start-from-head');
    expect(answer.events).toMatchObject([{ timestamp, message: 'cwhb v=1 sh=0' }]);
    expect(answer.nextForwardToken).toMatch(/^f\//);
  });
});
