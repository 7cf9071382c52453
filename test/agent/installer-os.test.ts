import { describe, expect, it } from 'vitest';
import type { MachineOs } from '../../sandbox/machine/machine.ts';
import { shells } from './agent-run.ts';
import { createBareInstaller } from './bare-installer.ts';
import { type PretendInstance, protocol, shipperOf, startInstance } from './pretend-instance.ts';

const shell = 'dash';

/** Facts that tell the systems apart. */
const facts: Readonly<Record<string, readonly string[]>> = {
  'amazon-linux-1': [
    'amzn',
    '2018.03',
    'yum',
    '0',
    'crond',
    '1',
    '0',
    '/var/log/messages',
    'traditional',
  ],
  'debian-12': ['debian', '12', 'apt', '1', 'none', '0', '1', 'none'],
  'rhel-9': ['rhel', '9.6', 'dnf', '1', 'crond', '1', '1', '/var/log/messages', 'traditional'],
  'sles-15': ['sles', '15.6', 'zypper', '1', 'cron', '1', '1', '/var/log/messages', 'iso'],
  'ubuntu-22.04': [
    'ubuntu',
    '22.04',
    'apt',
    '1',
    'cron',
    '1',
    '1',
    '/var/log/syslog',
    'traditional',
  ],
  'ubuntu-24.04': ['ubuntu', '24.04', 'apt', '1', 'cron', '1', '1', '/var/log/syslog', 'iso'],
};
const names = [
  ...['os_id', 'os_version', 'package_manager', 'systemd', 'cron_unit', 'cron_active'],
  ...['journald', 'syslog_file', 'syslog_time'],
];
const systems = Object.keys(facts) as MachineOs[];

const configurePackage = (action: 'Install' | 'Uninstall') =>
  `sh "$ROOT/.pretend/lib/configure-package.sh" ${action} AmazonCloudWatchAgent true`;

/** What Systems Manager does for the wizard where no repository has the agent. */
async function prepare(instance: PretendInstance, os: MachineOs): Promise<void> {
  if (shipperOf(os) === 'awslogs') return;
  expect(await instance.sh(configurePackage('Install'))).toMatchObject({ exitCode: 0 });
}

async function installAll(instance: PretendInstance, os: MachineOs, with_ = shell) {
  const results = [
    await instance.install(with_, 'install-agent'),
    await instance.install(with_, 'install-cron'),
    await instance.install(with_, 'install-logs', shipperOf(os)),
  ];
  for (const { exitCode, stdout, stderr } of results)
    expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0 });
  return results;
}

/** Every shell where the installer goes ways that Amazon Linux 2 and 2023 do not know. */
const ownWays: readonly MachineOs[] = ['amazon-linux-1', 'debian-12'];

describe.each(systems)('the installer on %s', (os) => {
  it.each(ownWays.includes(os) ? shells : [shell])(
    'installs under %s, changes nothing the second time, and takes all back',
    async (with_) => {
      await using instance = await startInstance(os, 'Monitoring');
      await prepare(instance, os);
      const before = await instance.snapshot();
      await installAll(instance, os, with_);
      const installed = await instance.snapshot();
      expect(installed).not.toEqual(before);
      const again = await installAll(instance, os, with_);
      expect(again.flatMap((result) => protocol(result, 'changed'))).toEqual([]);
      expect(await instance.snapshot()).toEqual(installed);

      const uninstall = '"$ROOT"/usr/local/libexec/cloudwatch-wizard/uninstall';
      expect(await instance.sh(uninstall)).toMatchObject({ exitCode: 0 });
      expect(await instance.snapshot()).toEqual(before);
    },
  );

  it('finds out what there is', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const found = protocol(await instance.install(shell, 'probe'), 'fact');
    const expected = (facts[os] ?? []).map((fact, index) => `${names[index]}=${fact}`);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.filter((fact) => fact.startsWith('missing='))).toEqual([]);
  });

  it('has cron send from then on', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await instance.install(shell, 'install-agent');
    await instance.install(shell, 'install-cron');
    const puts = () =>
      instance.sandbox.world.requests
        .all()
        .filter(({ operation, error }) => operation === 'PutMetricData' && error === undefined);
    expect(puts()).toHaveLength(1);
    await instance.sandbox.clock.advance(10 * 60_000);
    expect(puts()).toHaveLength(3);
  });
});

describe.each(systems.filter((os) => shipperOf(os) !== 'awslogs'))('on %s', (os) => {
  it('the CloudWatch agent is in no repository: it says so, and uses one that came otherwise', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const first = await instance.install(shell, 'install-logs', 'amazon-cloudwatch-agent');
    expect(protocol(first, 'error')).toEqual(['package-unavailable amazon-cloudwatch-agent']);
    await prepare(instance, os);
    const before = await instance.snapshot();
    const second = await instance.install(shell, 'install-logs', 'amazon-cloudwatch-agent');
    expect(second).toMatchObject({ exitCode: 0 });
    expect(instance.machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
    await instance.install(shell, 'uninstall');
    expect((await instance.snapshot()).packages).toBe(before.packages);
    expect(instance.machine.activeUnits()).not.toContain('amazon-cloudwatch-agent.service');
  });
});

describe('on Debian', () => {
  it('waits for whoever installs packages just now', async () => {
    await using instance = await startInstance('debian-12', 'Monitoring');
    await instance.sh('echo 240 >"$ROOT/.pretend/dpkg-lock"');
    expect(await instance.install(shell, 'install-cron')).toMatchObject({ exitCode: 0 });
  });

  it('takes a timer where a lock is never let go, and leaves nothing', async () => {
    await using instance = await startInstance('debian-12', 'Monitoring');
    const before = await instance.snapshot();
    await instance.sh('echo 1000 >"$ROOT/.pretend/dpkg-lock"');
    const result = await instance.install(shell, 'install-cron');
    expect(protocol(result, 'changed')).toContain('unit cloudwatch-wizard.timer started');
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('keeps what a package that came later needs', async () => {
    await using instance = await startInstance('debian-12', 'Monitoring');
    await instance.install(shell, 'install-cron');
    await instance.sh('apt-get -y install ucf');
    const result = await instance.install(shell, 'uninstall');
    expect(result).toMatchObject({ exitCode: 0 });
    expect(protocol(result, 'unchanged')).toEqual(['package sensible-utils is used by others']);
    const { packages } = await instance.snapshot();
    expect(packages.match(/^(cron.*|sensible-utils|ucf)\t/gm)).toEqual([
      'sensible-utils\t',
      'ucf\t',
    ]);
  });

  it('leaves a configuration of cron that somebody changed', async () => {
    await using instance = await startInstance('debian-12', 'Monitoring');
    await instance.install(shell, 'install-cron');
    await instance.sh('echo "# mine" >>"$ROOT/etc/default/cron"');
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect((await instance.snapshot()).packages).not.toMatch(/^cron\t/m);
    expect((await instance.sh('tail -n 1 "$ROOT/etc/default/cron"')).stdout).toBe('# mine\n');
  });

  it('does not remove what somebody else installed after it could not', async () => {
    await using instance = await startInstance('debian-12', 'Monitoring');
    await instance.sh(': >"$ROOT/.pretend/repository-down"; rm "$ROOT"/etc/cron.d/*');
    expect(await instance.install(shell, 'install-cron')).toMatchObject({ exitCode: 0 });
    await instance.sh(
      'rm "$ROOT/.pretend/repository-down"; apt-get update; apt-get -y install cron',
    );
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect((await instance.snapshot()).packages).toMatch(/^cron\t/m);
  });
});

const comings = [
  ['a crontab', 'echo "@daily true" | crontab -'],
  ['a file in cron.d', 'echo "@daily root true" >"$ROOT/etc/cron.d/later"'],
  ['a line in /etc/crontab', 'echo "@daily root true" >>"$ROOT/etc/crontab"'],
  ['a script in cron.daily', 'echo "#!/bin/sh" >"$ROOT/etc/cron.daily/backup"'],
] as const;

describe.each([
  ['debian-12', 'cron', ['cron', 'cron-daemon-common', 'sensible-utils']],
  ['amazon-linux-2023', 'crond', ['cronie', 'cronie-anacron']],
] as const)('on %s, where the installer brought cron', (os, unit, packages) => {
  const count = async (instance: PretendInstance) => {
    const listed = (await instance.snapshot()).packages;
    return packages.filter((name) => new RegExp(`^${name}[\\t-]`, 'm').test(listed)).length;
  };

  it.each(comings)(
    'it stays, with all that it needs, for others who came with %s',
    async (...[, come]) => {
      await using instance = await startInstance(os, 'Monitoring');
      await instance.install(shell, 'install-cron');
      await instance.sh(come);
      expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
      expect(instance.machine.activeUnits()).toContain(`${unit}.service`);
      expect(await count(instance)).toBe(packages.length);
    },
  );

  it('goes, with all that came along, when nobody came', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await instance.sh(
      'mkdir -p "$ROOT/etc/cron.d"; echo "* * * * * root /opt/mon-put-instance-data.pl --mem-util" >"$ROOT/etc/cron.d/mon"',
    );
    await instance.install(shell, 'install-cron');
    // What is ours in others' files is no sign of others.
    expect(protocol(await instance.install(shell, 'migrate-cron'), 'changed')).toHaveLength(1);
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect(await count(instance)).toBe(0);
  });
});

describe('on Amazon Linux 2023', () => {
  it('keeps cron running for a package that came later and needs it', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    await instance.install(shell, 'install-cron');
    await instance.sh('dnf -y install logwatch');
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect(instance.machine.activeUnits()).toContain('crond.service');
    expect((await instance.snapshot()).packages).toMatch(/^logwatch-/m);
  });
});

describe.each([
  ['sles-15', 'cron'],
  ['amazon-linux-2', 'crond'],
] as const)('on %s, where cron was off', (os, unit) => {
  const state = `systemctl is-active ${unit}; systemctl is-enabled ${unit}`;
  const installed = async () => {
    const instance = await startInstance(os, 'Monitoring');
    await instance.sh(`systemctl disable --now ${unit}; echo >"$ROOT/etc/cron.d/theirs"`);
    expect(await instance.install(shell, 'install-cron')).toMatchObject({ exitCode: 0 });
    expect((await instance.sh(state)).stdout).toBe('active\nenabled\n');
    return instance;
  };

  it.each(comings)('it is left on for others who came with %s', async (...[, command]) => {
    await using instance = await installed();
    await instance.sh(command);
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect((await instance.sh(state)).stdout).toBe('active\nenabled\n');
  });

  it('it is off again when nobody came', async () => {
    await using instance = await installed();
    expect(await instance.install(shell, 'uninstall')).toMatchObject({ exitCode: 0 });
    expect((await instance.sh(state)).stdout).toBe('inactive\ndisabled\n');
  });
});

describe('on Amazon Linux 1', () => {
  it('runs awslogs as an init script, enabled for the next boot', async () => {
    await using instance = await startInstance('amazon-linux-1', 'Monitoring');
    await instance.install(shell, 'install-logs', 'awslogs');
    const { stdout } = await instance.sh('chkconfig --list awslogs; service awslogs status');
    expect(stdout).toMatch(/^awslogs\s+0:off\t1:off\t2:on\t3:on\t4:on\t5:on\t6:off\nawslogs \(pid/);
  });
});

describe('a full disk', () => {
  it('is named before anything is changed', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    const before = await instance.snapshot();
    await instance.sh(': >"$ROOT/.pretend/disk-full"');
    const result = await instance.install(shell, 'install-agent');
    expect(protocol(result, 'error')).toEqual(['no-space cannot write to /tmp']);
    await instance.sh('rm "$ROOT/.pretend/disk-full"');
    expect(await instance.snapshot()).toEqual(before);
  });
});

describe('without a network', () => {
  it('says that nothing could be sent', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    await instance.sh(': >"$ROOT/.pretend/no-network"');
    const result = await instance.install(shell, 'install-agent');
    expect(protocol(result, 'error')).toEqual([
      expect.stringMatching(/^send-failed .*curl: \(7\)/),
    ]);
  });
});

describe('without cron, a repository and systemd', () => {
  it('says that there is no way to a schedule', async () => {
    using bare = createBareInstaller('true');
    bare.tree.command('service', 'true');
    bare.tree.command('chkconfig', 'true');
    bare.tree.command('apt-get', 'exit 100');
    bare.tree.command('dpkg-query', 'exit 1');
    const { code, stdout } = await bare.install(shell, 'install-cron');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'cwz error cron-unavailable package cron cannot be installed with apt\n',
    );
  });
});
