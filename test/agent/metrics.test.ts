import { beforeEach, describe, expect, it } from 'vitest';
import { agentScript, dfHeader, type InstanceTree, rootDisk, shells } from './agent-run.ts';
import { giveFreshInstance } from './fresh-instance.ts';
import type { Datum, RecordingAws } from './recording-aws.ts';

describe.each(shells)('metrics under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  giveFreshInstance((fresh) => {
    ({ aws, tree } = fresh);
  });

  /** Sends once; the one request's data. */
  const send = async (...options: string[]): Promise<readonly Datum[]> => {
    const { code, stderr } = await tree.run(shell, [agentScript, ...options], aws.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(aws.puts).toHaveLength(1);
    return aws.puts[0]?.data ?? [];
  };
  const values = (data: readonly Datum[]) =>
    data.map(({ MetricName, Unit, Value }) => [MetricName, Unit, Value]);

  it('counts cache and buffers as available, whatever MemAvailable says', async () => {
    const data = await send('--mem-util', '--mem-used', '--mem-avail');
    expect(values(data)).toEqual([
      ['MemoryUtilization', 'Percent', 39.970035058386],
      ['MemoryUsed', 'Megabytes', 1572.53515625],
      ['MemoryAvailable', 'Megabytes', 2361.75],
    ]);
    expect(data.map((datum) => datum.Dimensions)).toEqual(
      Array(3).fill([{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }]),
    );
  });

  it('counts cache and buffers as used on request', async () => {
    const options = ['--mem-util', '--mem-used', '--mem-avail', '--mem-used-incl-cache-buff'];
    expect(values(await send(...options))).toEqual([
      ['MemoryUtilization', 'Percent', 92.2420786018744],
      ['MemoryUsed', 'Megabytes', 3629.06640625],
      ['MemoryAvailable', 'Megabytes', 305.21875],
    ]);
  });

  it('reports swap in memory units', async () => {
    expect(values(await send('--swap-used', '--swap-util', '--memory-units=KiloBytes'))).toEqual([
      ['SwapUtilization', 'Percent', 25.0000476838068],
      ['SwapUsed', 'Kilobytes', 524_288],
    ]);
  });

  it('reports 0 where there is no swap', async () => {
    tree.write('proc/meminfo', 'MemTotal: 10 kB\nMemFree: 5 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n');
    expect(values(await send('--swap-util', '--swap-used'))).toEqual([
      ['SwapUtilization', 'Percent', 0],
      ['SwapUsed', 'Megabytes', 0],
    ]);
  });

  it('writes numbers as Perl does', async () => {
    const none = ['MemFree', 'Buffers', 'Cached', 'SwapFree'].map((name) => `${name}: 0 kB\n`);
    tree.write('proc/meminfo', `MemTotal: 4 kB\nSwapTotal: 4 kB\n${none.join('')}`);
    await send('--mem-used', '--swap-util', '--memory-units', 'gigabytes');
    expect(aws.puts[0]?.body).toContain('"Value":3.814697265625e-06,');
    expect(aws.puts[0]?.body).toContain('"Value":100,');
  });

  it('writes the same numbers with another awk', async () => {
    tree.command('awk', 'exec busybox awk "$@"');
    expect(values(await send('--mem-util', '--swap-util', '--mem-used-incl-cache-buff'))).toEqual([
      ['MemoryUtilization', 'Percent', 92.2420786018744],
      ['SwapUtilization', 'Percent', 25.0000476838068],
    ]);
  });

  it('measures used blocks against all blocks, not as Use% does', async () => {
    tree.write('df-output', `${dfHeader}\n/dev/xvda1 243463 42363 182865 19% /\n`);
    const data = await send(
      ...['--disk-path=/', '--disk-space-util', '--disk-space-used', '--disk-space-avail'],
    );
    expect(values(data)).toEqual([
      ['DiskSpaceUtilization', 'Percent', 17.4001799041333],
      ['DiskSpaceUsed', 'Gigabytes', 0.040400505065918],
      ['DiskSpaceAvailable', 'Gigabytes', 0.174393653869629],
    ]);
    expect(data[0]?.Dimensions).toEqual([
      { Name: 'Filesystem', Value: '/dev/xvda1' },
      { Name: 'InstanceId', Value: 'i-0123456789abcdef0' },
      { Name: 'MountPath', Value: '/' },
    ]);
  });

  it('sends memory, swap and disks in this order, in one request with one time', async () => {
    const before = Math.floor(Date.now() / 1000);
    const data = await send(
      ...['--disk-space-avail', '--disk-path', '/', '--swap-util', '--mem-avail', '--mem-util'],
    );
    expect(data.map((datum) => datum.MetricName)).toEqual([
      ...['MemoryUtilization', 'MemoryAvailable', 'SwapUtilization', 'DiskSpaceAvailable'],
    ]);
    expect(aws.puts[0]?.namespace).toBe('System/Linux');
    expect(new Set(data.map((datum) => datum.Timestamp)).size).toBe(1);
    expect(data[0]?.Timestamp).toBeGreaterThanOrEqual(before);
    expect(data[0]?.Timestamp).toBeLessThan(before + 30);
  });

  it('reports two paths on one file system once', async () => {
    tree.write('df-output', `${dfHeader}\n${rootDisk}\n${rootDisk}\n`);
    expect(await send('--disk-path=/', '--disk-path=/tmp', '--disk-space-used')).toHaveLength(1);
    expect(tree.read('df-arguments')).toBe(`-k\n-l\n-P\n${tree.root}/\n${tree.root}/tmp\n`);
  });

  it('runs nothing that stands in a path and keeps its spaces', async () => {
    tree.write('data/$(touch pwned); a  b/file', '');
    tree.write('df-output', `${dfHeader}\n/dev/x"y\\z 100 50 50 50% /data/my  "disk"\n`);
    const data = await send('--disk-path=/data/$(touch pwned); a  b', '--disk-space-used');
    expect(tree.read('df-arguments')).toContain('/data/$(touch pwned); a  b\n');
    expect(data[0]?.Dimensions).toEqual([
      { Name: 'Filesystem', Value: '/dev/x"y\\z' },
      { Name: 'InstanceId', Value: 'i-0123456789abcdef0' },
      { Name: 'MountPath', Value: '/data/my  "disk"' },
    ]);
  });

  it('does without -l where df has none', async () => {
    tree.command(
      'df',
      `case " $* " in *' -l '*) echo "df: invalid option -- 'l'" >&2; exit 1 ;; esac; cat '${tree.root}/df-output'`,
    );
    expect(await send('--disk-path=/', '--disk-space-util')).toHaveLength(1);
  });

  describe('a path on no local file system', () => {
    const options = ['--mem-util', '--disk-path=/', '--disk-path=/efs', '--disk-space-util'];
    beforeEach(() => {
      tree.write('efs/file', '');
      // Like GNU df: silent as long as there is another path that it can show.
      tree.command(
        'df',
        `case $* in
          *" $ROOT/" | *" $ROOT/ $ROOT/efs") cat "$ROOT/df-output" ;;
          *) cat "$ROOT/df-refusal" >&2; exit "$(cat "$ROOT/df-exit")" ;;
        esac`,
      );
      tree.write('df-refusal', 'df: no file systems processed\n');
      tree.write('df-exit', '1');
    });
    const names = () => aws.puts[0]?.data.map(({ MetricName }) => MetricName);

    it.each([
      ['df: no file systems processed\n', '1', "'/efs' is not on a local file system."],
      ['', '0', "'/efs' is not on a local file system."],
      ['', '124', "'/efs' is on a file system that does not answer."],
      ['df: no\n', '1', "'/efs' cannot be measured. df: no"],
    ])('is named in a warning (df: %j, %s); the rest is sent', async (refusal, exit, text) => {
      tree.write('df-refusal', refusal);
      tree.write('df-exit', exit);
      const { code, stdout } = await tree.run(shell, [agentScript, ...options], aws.env);
      expect(code).toBe(0);
      expect(stdout).toContain(`\nWARNING: Disk file path ${text}\n`);
      expect(stdout.match(/WARNING/g)).toHaveLength(1);
      expect(names()).toEqual(['MemoryUtilization', 'DiskSpaceUtilization']);
    });

    it('is named in syslog under cron', async () => {
      const words = [agentScript, ...options, '--from-cron'];
      const ran = await tree.run(shell, words, aws.env);
      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(tree.syslog()).toBe(
        "-t CloudWatch-PutInstanceData -p user.warning Disk file path '/efs' is not on a local file system.\n",
      );
    });
  });

  it('says so when there is nothing to send', async () => {
    tree.write('df-output', '');
    const options = ['--disk-path=/', '--disk-space-util'];
    const { code, stderr } = await tree.run(shell, [agentScript, ...options], aws.env);
    expect(code).toBe(1);
    expect(stderr).toContain('ERROR: No metrics prepared for submission to CloudWatch.\n');
  });
});
