import { describe, expect, it } from 'vitest';
import type { MachineOs } from '../../sandbox/machine/machine.ts';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { startMachine } from './machine-fixture.ts';

describe('zypper', () => {
  const sles = { os: 'sles-15' } as const;

  it.each([
    ['zypper -n install cron-nosuch', 104],
    ['zypper --non-interactive --quiet install cronie', 0],
    ['zypper -n remove rsyslog', 0],
    ['zypper remove rsyslog', 4],
    ['zypper -n remove nosuch', 104],
    [': >"$ROOT/.pretend/repository-down"; zypper -n install x', 106],
  ])('%s ends with %i', async (command, exitCode) => {
    const { sh } = await startMachine(sles);
    expect(await sh(command)).toMatchObject({ exitCode });
  });

  it('removes a package with its service, and brings it back', async () => {
    const { sh, machine } = await startMachine(sles);
    await sh('zypper -n -q remove --clean-deps cronie');
    expect(machine.activeUnits()).not.toContain('cron.service');
    expect(await sh('rpm -q cronie')).toMatchObject({ exitCode: 1 });
    await sh('zypper -n -q install cronie; systemctl enable --now cron');
    expect(machine.activeUnits()).toContain('cron.service');
  });
});

describe.each(['rhel-9', 'sles-15', 'debian-12', 'ubuntu-22.04'] as const)('on %s', (os) => {
  it('the CloudWatch agent can be had in no repository', async () => {
    const { sh } = await startMachine({ os });
    const install =
      'if command -v dnf; then dnf -y install amazon-cloudwatch-agent; elif command -v zypper; then zypper -n install amazon-cloudwatch-agent; else apt-get update; apt-get -y install amazon-cloudwatch-agent; fi';
    expect((await sh(install)).exitCode).not.toBe(0);
  });
});

describe('Amazon Linux 1', () => {
  const ancient = { os: 'amazon-linux-1' } as const;

  it('has init scripts and no systemd', async () => {
    const { sh, machine } = await startMachine(ancient);
    const { stdout } = await sh('command -v systemctl journalctl; "$ROOT/etc/init.d/crond" status');
    expect(stdout).toMatch(/^crond \(pid {2}\d+\) is running\.\.\.\n$/);
    expect(machine.activeUnits()).toContain('crond.service');
  });

  it.each([
    ['service crond status', 0, /is running/],
    ['service crond stop; service crond status', 3, /crond is stopped/],
    ['service crond restart', 0, /Stopping crond: +\[ {2}OK {2}\]\nStarting crond: +\[ {2}OK/],
    ['service nosuch start', 1, /^$/],
    ['chkconfig crond', 0, /^$/],
    ['chkconfig crond off; chkconfig crond', 1, /^$/],
    ['chkconfig --list crond', 0, /^crond\s+0:off\t1:off\t2:on\t3:on\t4:on\t5:on\t6:off\n$/],
    ['chkconfig nosuch on', 1, /^$/],
  ])('answers %s with %i', async (command, exitCode, stdout) => {
    const { sh } = await startMachine(ancient);
    expect(await sh(command)).toMatchObject({ exitCode, stdout: expect.stringMatching(stdout) });
  });

  it('starts at boot what chkconfig says', async () => {
    const { sh, machine } = await startMachine(ancient);
    await sh('yum -y -q install awslogs; chkconfig awslogs on; chkconfig crond off');
    await machine.halt();
    await machine.boot();
    expect(machine.activeUnits()).toContain('awslogs.service');
    expect(machine.activeUnits()).not.toContain('crond.service');
  });

  it('is as it was when a package with a service has gone again', async () => {
    const { sh, machine } = await startMachine(ancient);
    const before = snapshotTree(machine.root);
    await sh('yum -y -q install awslogs');
    const { stdout } = await sh('chkconfig --list awslogs');
    expect(stdout.match(/:off/g)).toHaveLength(7);
    await sh('chkconfig awslogs on; service awslogs start');
    await sh('yum -y -q remove awslogs');
    const after = snapshotTree(machine.root);
    expect(Object.keys(after).filter((path) => !(path in before))).toEqual([]);
  });

  it('ships with awslogs under its own service name', async () => {
    const { sh, clock, calls } = await startMachine(ancient);
    await sh('yum -y -q install awslogs; service awslogs start; logger -t test hello');
    await clock.advance(10_000);
    expect(JSON.stringify(calls.map(({ input }) => input))).toContain('test: hello');
  });
});

describe('a system', () => {
  it.each([
    ['debian-12', 'debian 12', 'dash'],
    ['ubuntu-24.04', 'ubuntu 24.04', 'dash'],
    ['rhel-9', 'rhel 9.6', 'bash'],
    ['sles-15', 'sles 15.6', 'bash'],
    ['amazon-linux-1', 'amzn 2018.03', 'bash'],
    ['amazon-linux-2023', 'amzn 2023', 'bash'],
  ] satisfies [MachineOs, string, string][])(
    '%s says it is %s, and its sh is %s',
    async (os, id, shell) => {
      const { sh } = await startMachine({ os });
      const { stdout } = await sh(
        '. "$ROOT/etc/os-release"; echo "$ID $VERSION_ID"; test -z "$BASH_VERSION" || echo bash; command -v python3 perl',
      );
      expect(stdout).toBe(`${id}\n${shell === 'bash' ? 'bash\n' : ''}`);
    },
  );

  it('says by rpm -e --test what would be missing, and takes it along by dnf', async () => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023' });
    await sh('dnf -y install cronie logwatch');
    const alone = await sh('rpm -e --test cronie');
    expect(alone).toMatchObject({ exitCode: 1 });
    expect(alone.stderr).toContain(
      '\tcronie is needed by (installed) cronie-anacron-1.5.7-2.amzn2023.x86_64\n',
    );
    expect(await sh('rpm -e --test cronie cronie-anacron logwatch')).toMatchObject({ exitCode: 0 });
    await sh('dnf -y remove cronie');
    expect((await sh('rpm -q cronie cronie-anacron logwatch')).stdout).toBe(
      ['cronie', 'cronie-anacron', 'logwatch']
        .map((name) => `package ${name} is not installed\n`)
        .join(''),
    );
  });

  it('on an ARM processor says so everywhere', async () => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023', architecture: 'arm64' });
    expect((await sh('uname -m; uname -r; rpm -q cronie curl-minimal')).stdout).toBe(
      'aarch64\n6.1.158-178.288.amzn2023.aarch64\npackage cronie is not installed\ncurl-minimal-8.17.0-1.amzn2023.0.1.aarch64\n',
    );
  });
});
