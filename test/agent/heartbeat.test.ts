import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  agentScript,
  createTree,
  dfHeader,
  type InstanceTree,
  rootDisk,
  shells,
} from './agent-run.ts';
import { failure, type RecordingAws, startRecordingAws, tagAnswer } from './recording-aws.ts';

const instanceId = 'i-0123456789abcdef0';
const fingerprint = Number.parseInt(
  createHash('sha256').update(instanceId).digest('hex').slice(0, 8),
  16,
);
const line = (ok: 0 | 1, period = 300, fp = fingerprint) =>
  `-t cwhb cwhb v=1 sh=7 fp=${fp} p=${period} ok=${ok} k=00aa11bb22cc ag=1.0.0 n=n0nce\n`;

describe.each(shells)('heartbeat under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  beforeEach(async () => {
    aws = await startRecordingAws();
    tree = createTree();
    tree.write('df-output', `${dfHeader}\n${rootDisk}\n`);
  });
  afterEach(async () => {
    tree[Symbol.dispose]();
    await aws[Symbol.asyncDispose]();
  });

  const send = (...options: string[]) =>
    tree.run(
      shell,
      [agentScript, '--mem-util', '--heartbeat=7,00aa11bb22cc,n0nce', ...options],
      aws.env,
    );
  const metrics = () => aws.puts[0]?.data.map((datum) => datum.MetricName);

  it.each([300, 60])('is sent with the data, at its place in a period of %d s', async (period) => {
    await send(`--period=${period}`);
    const [memory, heartbeat] = aws.puts[0]?.data ?? [];
    expect(heartbeat).toEqual({
      MetricName: 'WizardHeartbeat',
      Value: fingerprint,
      Dimensions: [{ Name: 'Shard', Value: '7' }],
      Timestamp: Math.floor((memory?.Timestamp ?? 0) / period) * period,
    });
    expect(tree.syslog()).toBe(line(1, period));
  });

  it('is sent alone where somebody else measures', async () => {
    await tree.run(shell, [agentScript, '--heartbeat=7,00aa11bb22cc,n0nce'], aws.env);
    expect(metrics()).toEqual(['WizardHeartbeat']);
    expect(tree.syslog()).toBe(line(1));
  });

  it('is neither sent nor logged as good when a disk is missing', async () => {
    await send('--disk-path=/', '--disk-path=/data', '--disk-space-used');
    expect(metrics()).toEqual(['MemoryUtilization', 'DiskSpaceUsed']);
    expect(tree.syslog()).toBe(line(0));
  });

  it('is neither sent nor logged as good when memory cannot be read', async () => {
    tree.write('proc/meminfo', 'SwapTotal: 4 kB\nSwapFree: 4 kB\n');
    await send('--swap-util');
    expect(metrics()).toEqual(['SwapUtilization']);
    expect(tree.syslog()).toBe(line(0));
  });

  it.each([
    ['is in no Auto Scaling group', tagAnswer(undefined)],
    [
      'may not ask for its group',
      { status: 403, body: '<Message>You are not authorized.</Message>' },
    ],
  ])('is sent, and logged as good, where an instance %s', async (_name, answer) => {
    aws.behaviour.tags = () => answer;
    await send('--auto-scaling');
    expect(metrics()).toEqual(['MemoryUtilization', 'WizardHeartbeat']);
    expect(tree.syslog()).toBe(line(1));
  });

  it('is logged as bad when AWS refuses the data', async () => {
    aws.behaviour.answer = () => failure(400, 'InvalidParameterValue', 'no');
    await send('--from-cron');
    expect(tree.syslog()).toContain(line(0));
    expect(tree.syslog()).toContain('HTTP 400. Message: no\n');
  });

  it('is logged as bad without a role and without an identity', async () => {
    aws.behaviour.roles = [];
    await send();
    aws.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = 'http://127.0.0.1:1';
    tree.write('run/cloudwatch-wizard/identity', '');
    await send();
    expect(tree.syslog()).toBe(line(0) + line(0, 300, 0));
  });

  it('is logged as bad when the run is ended from outside', async () => {
    tree.command('sleep', `printf '%s\\n' "$1" >>'${tree.root}/slept'; kill $PPID`);
    expect((await send('--from-cron')).code).toBe(1);
    expect(tree.syslog()).toBe(line(0, 300, 0));
  });

  it('is no part of a verification', async () => {
    await send('--verify');
    expect(tree.syslog()).toBe('');
  });

  it('comes after a wait that is a constant of the boot, and before the first call', async () => {
    tree.write('proc/sys/kernel/random/boot_id', '0badcafe-0000-4000-8000-000000000000\n');
    tree.command(
      'sleep',
      `printf '%s\\n' "$1" >>'${tree.root}/slept'; ls '${tree.root}/run/cloudwatch-wizard' >>'${tree.root}/asleep'`,
    );
    await send('--from-cron');
    expect(tree.slept()).toEqual([0x0badcafe % 20]);
    expect(tree.read('asleep')).not.toContain('identity');
    await send('--from-cron');
    expect(tree.slept()).toEqual([0x0badcafe % 20, 0x0badcafe % 20]);
  });
});
