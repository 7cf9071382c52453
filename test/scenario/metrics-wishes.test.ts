import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { wizardOn } from '../support/wizard.ts';

const oldLine =
  '*/5 * * * * ~/aws-scripts-mon/mon-put-instance-data.pl --mem-util --aggregated --auto-scaling=only --disk-path=/ --disk-space-util --from-cron';

function machineOf(sandbox: Sandbox) {
  const instanceId = sandbox.instances[0]?.id ?? '';
  const machine = sandbox.world.machines.get(instanceId);
  if (!machine) throw new Error('no machine');
  const read = (path: string) => readFileSync(join(machine.root, path), 'utf8');
  const sh = (script: string) => machine.run(script, { timeoutMs: 60_000 });
  return { instanceId, sh, read, ends: (word: string) => ['--instance-id', instanceId, word] };
}

describe('a cron line of the retired script', () => {
  it('is replaced when asked for, with the right it needs, stays replaced, and comes back', async () => {
    await using sandbox = await startSandbox({
      instances: [{ os: 'amazon-linux-2', name: 'legacy-1', autoScalingGroup: 'web-asg' }],
    });
    const wizard = wizardOn(sandbox);
    const { instanceId, sh, read, ends } = machineOf(sandbox);
    const crontab = 'var/spool/cron/ec2-user';
    await sh(`mkdir -p "$ROOT/var/spool/cron"; echo '${oldLine}' >"$ROOT/${crontab}"`);
    const before = snapshotWorld(sandbox.world);

    const planned = await wizard.run(
      'plan',
      '--no-alerts',
      '--migrate',
      '--instance-id',
      instanceId,
    );
    expect(planned.stdout).toContain(
      'Comment out cron lines of mon-put-instance-data.pl, if there are any',
    );
    expect(planned.stdout).toContain('ec2:DescribeTags');

    const setUp = await wizard.run('setup', '--no-alerts', '--migrate', ...ends('--yes'));
    expect(setUp).toMatchObject({ exitCode: 0 });
    expect(read(crontab)).toBe(`#cloudwatch-wizard# ${oldLine}\n`);
    expect(read('etc/cron.d/cloudwatch-wizard')).toContain(' --aggregated --auto-scaling ');
    const puts = sandbox.world.requests.all().filter((each) => each.operation === 'PutMetricData');
    expect(JSON.stringify(puts.at(-1)?.input)).toContain('"web-asg"');
    expect(JSON.stringify(puts.at(-1)?.input)).toContain('"InstanceType"');

    sandbox.world.requests.clear();
    expect((await wizard.run('setup', '--no-alerts', ...ends('--yes'))).stdout).toContain(
      'Nothing to change',
    );
    expect(changingCalls(sandbox)).toEqual([]);

    expect(await wizard.run('undo', ...ends('--yes'))).toMatchObject({ exitCode: 0 });
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
    expect(read(crontab)).toBe(`${oldLine}\n`);
  });

  it('that is not there makes no difference, and is let be where nobody asks', async () => {
    await using sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2' }] });
    const wizard = wizardOn(sandbox);
    const { sh, read, ends } = machineOf(sandbox);
    expect(await wizard.run('setup', '--no-alerts', '--migrate', ...ends('--yes'))).toMatchObject({
      exitCode: 0,
    });
    await sh(`echo '0 0 * * * root ${oldLine}' >"$ROOT/etc/cron.d/old"`);
    await wizard.run('setup', '--no-alerts', '--no-migrate', ...ends('--yes'));
    expect(read('etc/cron.d/old')).not.toContain('#cloudwatch-wizard#');
  });
});

describe('high resolution', () => {
  it('sends samples of a minute together, every minute, and ends when asked', async () => {
    await using sandbox = await startSandbox({ instances: [{ os: 'ubuntu-24.04' }] });
    const wizard = wizardOn(sandbox);
    const { read, ends } = machineOf(sandbox);
    const setUp = await wizard.run(
      'setup',
      '--no-alerts',
      '--high-resolution',
      '20',
      ...ends('--yes'),
    );
    expect(setUp).toMatchObject({ exitCode: 0 });
    expect(read('etc/cron.d/cloudwatch-wizard')).toContain('\n* * * * * root ');
    const put = sandbox.world.requests.all().findLast((each) => each.operation === 'PutMetricData');
    const input = put?.input as { MetricData: { StorageResolution?: number }[] } | undefined;
    expect(input?.MetricData.filter((datum) => datum.StorageResolution === 1)).toHaveLength(3 * 5);
    const back = await wizard.run(
      'setup',
      '--no-alerts',
      '--high-resolution',
      'off',
      ...ends('--yes'),
    );
    expect(back).toMatchObject({ exitCode: 0 });
    expect(read('etc/cron.d/cloudwatch-wizard')).not.toContain('--high-resolution');
  });
});

describe('a proxy', () => {
  it('stands where agent and log agent read it, and goes again', async () => {
    await using sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023' }] });
    const wizard = wizardOn(sandbox);
    const { read, ends } = machineOf(sandbox);
    const proxy = 'http://10.0.0.9:3128';
    expect(
      await wizard.run('setup', '--no-alerts', '--proxy', proxy, ...ends('--yes')),
    ).toMatchObject({
      exitCode: 0,
    });
    expect(read('etc/cron.d/cloudwatch-wizard')).toContain(`\nHTTPS_PROXY=${proxy}\n`);
    const toml = 'opt/aws/amazon-cloudwatch-agent/etc/common-config.toml';
    expect(read(toml)).toContain(`https_proxy = "${proxy}"`);
    sandbox.world.requests.clear();
    expect((await wizard.run('setup', '--no-alerts', ...ends('--yes'))).stdout).toContain(
      'Nothing to change',
    );
    expect(await wizard.run('undo', ...ends('--yes'))).toMatchObject({ exitCode: 0 });
  });
});

describe('agent script', () => {
  it.each(['amazon-linux-2023', 'debian-12'] as const)(
    'sets %s up without an account',
    async (os) => {
      await using sandbox = await startSandbox({ instances: [{ os, applicationRole: true }] });
      const wizard = wizardOn(sandbox);
      const { sh, read } = machineOf(sandbox);
      const { stdout, exitCode } = await wizard.run(
        'agent',
        'script',
        '--period',
        '60',
        '--no-swap',
      );
      expect(exitCode).toBe(0);
      expect(sandbox.world.requests.all()).toEqual([]);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(4096);
      const ran = await sh(stdout);
      // Its role may not put metrics: that is what the first send is for.
      expect(ran.stdout).toMatch(/^cwz error send-failed .*not authorized/m);
      expect(ran.exitCode).toBe(1);
      expect(read('usr/local/libexec/cloudwatch-wizard/uninstall')).toContain('uninstall');
    },
  );

  it('speaks the language that is asked for', async () => {
    await using sandbox = await startSandbox({ instances: [] });
    const wizard = wizardOn(sandbox);
    expect((await wizard.run('agent', 'script', '--lang', 'ko')).stdout).toContain('# 제거: sudo');
  });
});
