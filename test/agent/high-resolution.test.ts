import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shellKinds } from './agent-run.ts';
import { startRecordingAws } from './recording-aws.ts';

const start = 1_780_000_000;
const words = ['--mem-util', '--swap-used', '--disk-path=/', '--disk-space-util'];

/** Time that passes only where the program sleeps. */
function withClock(tree: InstanceTree): void {
  tree.write('now', `${start}\n`);
  tree.command('date', `cat '${tree.root}/now'`);
  tree.command(
    'sleep',
    `read -r now <'${tree.root}/now'; echo $((now + \${1%.*})) >'${tree.root}/now'; printf '%s\\n' "$1" >>'${tree.root}/slept'`,
  );
}

describe.each(shellKinds)('high resolution under %s', (shell) => {
  it('takes samples for a minute and sends them in one request', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    withClock(tree);
    await tree.run(
      shell,
      [agentScript, ...words, '--high-resolution=10', '--heartbeat=0,h,n', '--period=60'],
      aws.env,
    );
    expect(aws.puts).toHaveLength(1);
    const data = aws.puts[0]?.data ?? [];
    const samples = data.filter(({ StorageResolution }) => StorageResolution === 1);
    expect(samples.map(({ MetricName, Timestamp }) => [MetricName, Timestamp - start])).toEqual(
      [0, 10, 20, 30, 40, 50].flatMap((at) => [
        ['MemoryUtilization', at],
        ['SwapUsed', at],
      ]),
    );
    // A process a minute is enough for disks.
    expect(data.slice(samples.length).map(({ MetricName }) => MetricName)).toEqual([
      'DiskSpaceUtilization',
      'WizardHeartbeat',
    ]);
    expect(data.at(-1)?.Timestamp).toBe(Math.floor(start / 60) * 60);
    expect(tree.slept()).toEqual([10, 10, 10, 10, 10]);
  });

  it('follows the kernel’s uptime, and ticks of one process where there are any', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    withClock(tree);
    tree.write('proc/uptime', '100.08 1.00\n');
    // Its last tick does not come: then it sleeps until it is time.
    tree.command(
      'vmstat',
      `printf 'a\\nb\\n1\\n'; for at in 120.09 140.07; do /bin/sleep 0.2; echo "$at 1" >'${tree.root}/proc/uptime'; echo; done; /bin/sleep 0.2; exit 1`,
    );
    tree.command(
      'sleep',
      `echo "$1" >>'${tree.root}/slept'; echo '160.08 1' >'${tree.root}/proc/uptime'`,
    );
    await tree.run(shell, [agentScript, '--mem-util', '--high-resolution=15'], aws.env);
    const stamps = aws.puts[0]?.data.map(({ Timestamp }) => Timestamp - start);
    expect(stamps).toEqual([0, 20, 40, 60]);
    expect(tree.read('slept')).toBe('5.01\n');
  });

  it.each([
    ['sleeps', '', [0, 10]],
    ['ticks', '100.00 1.00\n', [0, 0]],
  ])('keeps the samples that it has when it is ended while it %s', async (_name, uptime, at) => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    withClock(tree);
    const options = ['--mem-util', '--spool=/var/spool/wizard'];
    tree.write('var/spool/wizard/.keep', '');
    expect((await tree.run(shell, [agentScript, ...options], aws.env)).code).toBe(0);
    if (uptime) tree.write('proc/uptime', uptime);
    // As systemd and a terminal do it: every process of the run gets the signal.
    tree.write('alone', `#!/bin/sh\nexec setsid -w ${shell} "$@"\n`, 0o755);
    tree.command('vmstat', "printf 'a\\nb\\n1\\n2\\n'; /bin/sleep 0.3; kill 0");
    tree.command(
      'sleep',
      `[ ! -e '${tree.root}/once' ] || kill 0; : >'${tree.root}/once'; echo ${start + 10} >'${tree.root}/now'`,
    );
    const { code } = await tree.run(
      join(tree.root, 'alone'),
      [agentScript, ...options, '--high-resolution=10'],
      aws.env,
    );
    expect(code).toBe(1);
    expect(aws.puts).toHaveLength(1);
    const kept = tree.read(`var/spool/wizard/${start}`).split('\n').filter(Boolean);
    expect(kept.map((datum) => JSON.parse(datum).Timestamp - start)).toEqual(at);
  });

  it('does not hold up the run before it: no lock and no file until the minute is over', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    withClock(tree);
    tree.command(
      'sleep',
      `ls -A '${tree.root}/run' >>'${tree.root}/seen'; echo '${start + 60}' >'${tree.root}/now'`,
    );
    await tree.run(shell, [agentScript, '--mem-util', '--high-resolution=30'], aws.env);
    expect(aws.puts[0]?.data).toHaveLength(2);
    expect(tree.read('seen')).toBe('');
  });
});
