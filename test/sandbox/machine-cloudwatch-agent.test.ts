import { describe, expect, it } from 'vitest';
import { startMachine, type TestMachine, type TestMachineOptions } from './machine-fixture.ts';

const fileItem = {
  file_path: '/var/log/messages',
  log_group_name: '/var/log/messages',
  log_stream_name: '{instance_id}',
  timestamp_format: '%b %d %H:%M:%S',
};
const journalItem = { log_group_name: 'journal', log_stream_name: '{instance_id}' };

const withFiles = (...items: object[]) =>
  JSON.stringify({ logs: { logs_collected: { files: { collect_list: items } } } });
const withJournal = (item: object) =>
  JSON.stringify({ logs: { logs_collected: { journald: { collect_list: [item] } } } });

async function startAgent(options: TestMachineOptions, ...configurations: string[]) {
  const started = await startMachine(options);
  await started.sh('yum install -y amazon-cloudwatch-agent');
  for (const [index, text] of configurations.entries()) {
    await apply(started, `c${index}.json`, text, index === 0 ? 'fetch-config' : 'append-config');
  }
  return started;
}

async function apply({ sh }: TestMachine, name: string, text: string, action: string) {
  return await sh(`printf '%s' '${text}' >"$ROOT/tmp/${name}"
    amazon-cloudwatch-agent-ctl -a ${action} -m ec2 -c "file:$ROOT/tmp/${name}" -s`);
}

const isActive = async ({ sh }: TestMachine) =>
  (await sh('systemctl is-active amazon-cloudwatch-agent')).stdout.trim();

describe('the CloudWatch agent', () => {
  it('measures what it is told to, under the names it is told, at whole intervals', async () => {
    const mem = {
      measurement: [{ name: 'mem_used_percent', rename: 'MemoryUtilization', unit: 'Percent' }],
      metrics_collection_interval: 300,
    };
    const disk = { measurement: ['used', { name: 'free' }], resources: ['/'], drop_device: true };
    const append_dimensions = { InstanceId: 'x' };
    const metrics = { namespace: 'N', append_dimensions, metrics_collected: { mem, disk } };
    const { clock, calls } = await startAgent({}, JSON.stringify({ metrics }));
    await clock.advance(5 * 60_000);
    const puts = calls.filter(({ operation }) => operation === 'PutMetricData');
    const memory = puts.flatMap(({ input }) =>
      (input.MetricData as { MetricName: string }[]).filter(
        ({ MetricName }) => MetricName === 'MemoryUtilization',
      ),
    );
    expect(memory).toMatchObject([
      {
        Unit: 'Percent',
        Timestamp: Date.UTC(2026, 10, 3, 2, 40) / 1000,
        Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
      },
    ]);
    expect(puts.at(-1)?.input).toMatchObject({
      Namespace: 'N',
      MetricData: [{ MetricName: 'disk_free' }],
    });
  });

  it.each([true, false])('follows a rotation unless it holds on to the file: %s', async (holds) => {
    const { clock, calls, sh } = await startAgent({}, withFiles(fileItem));
    await clock.advance(5_000);
    if (holds) await sh(': >"$ROOT/.pretend/holds-rotated-file"');
    await sh('mv "$ROOT/var/log/messages" "$ROOT/var/log/messages.1"; logger -t wizard later');
    const before = calls.length;
    await clock.advance(60_000);
    expect(calls.length > before).toBe(!holds);
    await sh('systemctl restart amazon-cloudwatch-agent');
    await clock.advance(5_000);
    expect(calls.length).toBeGreaterThan(before);
  });

  it('ships a file with IMDSv2 alone, in the Region of the instance', async () => {
    const host = { metadataV1: () => false };
    const { clock, calls, sh } = await startAgent({ host }, withFiles(fileItem));
    await sh('logger -t wizard hello');
    await clock.advance(5_000);
    expect(calls).toMatchObject([
      {
        region: 'ap-northeast-2',
        operation: 'PutLogEvents',
        input: { logStreamName: 'i-0123456789abcdef0' },
      },
    ]);
    expect(JSON.stringify(calls)).toContain('wizard: hello');
  });

  it('ships what was appended beside what it shipped before', async () => {
    const second = { ...fileItem, file_path: '/var/log/cloud-init.log', log_group_name: 'init' };
    const { clock, calls } = await startAgent({}, withFiles(fileItem), withFiles(second));
    await clock.advance(5_000);
    const groups = calls.map(({ input }) => input.logGroupName);
    expect(groups.sort()).toEqual(['/var/log/messages', 'init']);
  });

  it('reads the journal from its end on, as JSON, by unit and priority', async () => {
    const os = 'amazon-linux-2023';
    const { clock, calls, sh } = await startAgent(
      { os },
      withJournal({ ...journalItem, priority: 'warning' }),
    );
    await clock.advance(5_000);
    await sh('logger -p user.info quiet; logger -t wizard -p user.err loud');
    await clock.advance(5_000);
    const events = calls.flatMap(({ input }) => input.logEvents as { message: string }[]);
    expect(events.map(({ message }) => JSON.parse(message))).toEqual([
      { MESSAGE: 'loud', PRIORITY: '3', SYSLOG_IDENTIFIER: 'wizard', _HOSTNAME: 'ip-10-0-0-12' },
    ]);
  });

  it.each([
    ['1.300069.0-1.amzn2', 'failed'],
    ['1.300070.0-1.amzn2', 'active'],
    ['1.400001.0-1.amzn2', 'active'],
  ])('of version %s is %s with a journal input', async (cloudWatchAgentVersion, expected) => {
    const started = await startAgent({ cloudWatchAgentVersion }, withJournal(journalItem));
    await started.clock.advance(5_000);
    expect(await isActive(started)).toBe(expected);
  });

  it.each([
    ['no JSON', '{"logs": ', /invalid JSON/],
    [
      'a key the schema refuses',
      withFiles({ ...fileItem, initial_position: 'end' }),
      /not allowed.*initial_position/,
    ],
    ['no file_path', withFiles({ log_group_name: 'a' }), /file_path is required/],
  ])('refuses %s and goes on with what it had', async (_, text, problem) => {
    const started = await startAgent({}, withFiles(fileItem));
    const result = await apply(started, 'bad.json', text, 'append-config');
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toMatch(problem);
    expect(await isActive(started)).toBe('active');
    await started.clock.advance(5_000);
    expect(started.calls).toHaveLength(1);
  });

  it.each([
    ['^(?!\\s)', 'failed'],
    ['(a)\\1', 'failed'],
    ['[^]', 'failed'],
    ['(?i)^(?P<level>error)[^]a]?', 'active'],
  ])('reads the pattern %s as Go does: %s', async (multi_line_start_pattern, expected) => {
    const started = await startAgent({}, withFiles({ ...fileItem, multi_line_start_pattern }));
    await started.clock.advance(5_000);
    expect(await isActive(started)).toBe(expected);
  });

  it('does not start before it is configured', async () => {
    const started = await startAgent({});
    const result = await started.sh('systemctl start amazon-cloudwatch-agent');
    expect(result).toMatchObject({ exitCode: 1 });
    expect(await isActive(started)).toBe('failed');
  });

  it('does not start with what somebody broke by hand', async () => {
    const started = await startAgent({}, withFiles(fileItem));
    const result = await started.sh(
      'echo "{" >"$ROOT/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/x"; systemctl restart amazon-cloudwatch-agent',
    );
    expect(result.exitCode).toBe(1);
    expect(await isActive(started)).toBe('failed');
  });

  it('says how it is', async () => {
    const started = await startAgent({ cloudWatchAgentVersion: '1.300070.1-1.amzn2' });
    const status = async () =>
      JSON.parse((await started.sh('amazon-cloudwatch-agent-ctl -a status')).stdout) as object;
    expect(await status()).toEqual({
      status: 'stopped',
      starttime: '',
      configstatus: 'not configured',
      version: '1.300070.1',
    });
    await apply(started, 'a.json', withFiles(fileItem), 'fetch-config');
    expect(await status()).toMatchObject({ status: 'running', configstatus: 'configured' });
    await started.sh('amazon-cloudwatch-agent-ctl -a stop');
    expect(await status()).toMatchObject({ status: 'stopped', configstatus: 'configured' });
  });

  it('sends nothing and logs why without a role', async () => {
    const host = { rolePrincipal: () => undefined };
    const { clock, calls, read } = await startAgent({ host }, withFiles(fileItem));
    await clock.advance(60_000);
    expect(calls).toEqual([]);
    const log = 'opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log';
    expect(read(log)).toMatch(/^2026-11-03T02:39:35Z E! .*NoCredentialProviders/);
  });
});
