import { describe, expect, it } from 'vitest';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { startMachine } from './machine-fixture.ts';

const debian = { os: 'debian-12' } as const;
const fresh = 'apt-get -q update >"$ROOT/tmp/said" 2>&1; rm "$ROOT/tmp/said"; ';
const quiet = 'DEBIAN_FRONTEND=noninteractive apt-get -q -y';

describe('apt-get', () => {
  it('knows no package before the lists were fetched', async () => {
    const { sh } = await startMachine(debian);
    expect(await sh(`${quiet} install cron`)).toMatchObject({
      exitCode: 100,
      stderr: 'E: Unable to locate package cron\n',
    });
    expect(await sh(`${fresh}${quiet} install cron`)).toMatchObject({ exitCode: 0 });
  });

  it('installs what is needed along, starts it, and enables it for the next boot', async () => {
    const { machine, sh } = await startMachine(debian);
    expect(machine.activeUnits()).not.toContain('cron.service');
    await sh(`${fresh}${quiet} install --no-install-recommends cron`);
    expect(machine.activeUnits()).toContain('cron.service');
    expect(
      (await sh('systemctl is-enabled cron; dpkg-query -W | cut -f1 | grep -E "cron|exim"')).stdout,
    ).toBe('enabled\ncron\ncron-daemon-common\n');
  });

  it('has nobody to ask questions of, and says so unless it was told', async () => {
    const { sh } = await startMachine(debian);
    const debconf = expect.stringContaining('debconf: unable to initialize frontend');
    expect((await sh(`${fresh}apt-get -y install cron`)).stderr).toEqual(debconf);
    expect((await sh(`${quiet} install rsyslog`)).stderr).not.toEqual(debconf);
  });

  it('brings a mail server with cron unless told not to', async () => {
    const { sh } = await startMachine(debian);
    await sh(`${fresh}${quiet} install cron`);
    expect((await sh('dpkg -s exim4-daemon-light')).stdout).toContain(
      'Status: install ok installed',
    );
  });

  it('takes everything back with a purge, and keeps configuration without', async () => {
    const { sh, machine } = await startMachine(debian);
    await sh(fresh);
    const before = snapshotTree(machine.root);
    const status = `dpkg-query -W -f '\${db:Status-Status} \${Version}' cron`;
    await sh(`${quiet} install --no-install-recommends cron; echo mine >>"$ROOT/etc/default/cron"`);
    await sh(`${quiet} remove cron`);
    expect((await sh(status)).stdout).toBe('config-files 3.0pl1-162');
    expect((await sh('tail -n1 "$ROOT/etc/default/cron"')).stdout).toBe('mine\n');
    await sh(`${quiet} purge cron cron-daemon-common`);
    expect(await sh(status)).toMatchObject({
      exitCode: 1,
      stderr: 'dpkg-query: no packages found matching cron\n',
    });
    expect(snapshotTree(machine.root)).toEqual(before);
  });

  it('takes what needs a package along when that goes', async () => {
    const { sh, machine } = await startMachine({ os: 'ubuntu-24.04' });
    await sh(`${quiet} purge cron-daemon-common`);
    expect(machine.activeUnits()).not.toContain('cron.service');
    expect(await sh('dpkg-query -W cron')).toMatchObject({ exitCode: 1 });
  });

  it('takes along what needs a package, and says so before', async () => {
    const { sh } = await startMachine(debian);
    await sh(`${fresh}${quiet} install --no-install-recommends cron ucf`);
    const { stdout } = await sh('apt-get -s purge sensible-utils');
    expect(stdout.match(/^Purg [^ ]*/gm)?.sort()).toEqual([
      'Purg cron',
      'Purg sensible-utils',
      'Purg ucf',
    ]);
    expect(await sh('dpkg -s cron ucf')).toMatchObject({ exitCode: 0 });
    await sh(`${quiet} purge sensible-utils`);
    expect((await sh('dpkg -s cron ucf 2>&1')).stdout).not.toContain('install ok');
  });

  it('tells by dpkg which configuration was changed', async () => {
    const { sh } = await startMachine(debian);
    await sh(`${fresh}${quiet} install cron`);
    expect((await sh('dpkg --verify cron')).stdout).toBe('');
    await sh('echo mine >>"$ROOT/etc/default/cron"');
    expect((await sh('dpkg --verify cron')).stdout).toBe('??5?????? c /etc/default/cron\n');
  });

  it('says what it would do, and does not do it', async () => {
    const { sh } = await startMachine(debian);
    const result = await sh(`${fresh}apt-get -s install --no-install-recommends cron | grep ^Inst`);
    expect(result.stdout).toBe(
      'Inst cron-daemon-common (3.0pl1-162 [noarch])\nInst sensible-utils (0.0.17 [noarch])\nInst cron (3.0pl1-162 [x86_64])\n',
    );
    expect(await sh('dpkg -s cron')).toMatchObject({ exitCode: 1 });
  });

  it('asks without -y, and nobody answers', async () => {
    const { sh } = await startMachine(debian);
    expect(await sh(`${fresh}apt-get install cron`)).toMatchObject({
      exitCode: 1,
      stdout: 'Do you want to continue? [Y/n] Abort.\n',
    });
  });

  it.each([
    ['', 100],
    ['-o DPkg::Lock::Timeout=60', 100],
    ['-o DPkg::Lock::Timeout=300', 0],
    ['-o DPkg::Lock::Timeout=-1', 0],
  ])('on a lock that is held for four minutes, %s ends with %i', async (option, exitCode) => {
    const { sh } = await startMachine(debian);
    await sh(`${fresh}echo 240 >"$ROOT/.pretend/dpkg-lock"`);
    expect(await sh(`${quiet} ${option} install cron`)).toMatchObject({ exitCode });
  });

  it('goes on without new lists when the mirror is away, and then has nothing to install from', async () => {
    const { sh } = await startMachine(debian);
    await sh(`${fresh}: >"$ROOT/.pretend/repository-down"`);
    expect(await sh('apt-get update')).toMatchObject({ exitCode: 0 });
    expect(await sh(`${quiet} install cron`)).toMatchObject({ exitCode: 100 });
  });
});

describe('syslog of', () => {
  const iso = /^2026-11-03T02:39:30\.000000\+00:00 ip-10-0-0-12 test: hello\n$/;
  const traditional = /^Nov {2}3 02:39:30 ip-10-0-0-12 test: hello\n$/;

  it.each([
    ['ubuntu-24.04', 'syslog', iso],
    ['ubuntu-22.04', 'syslog', traditional],
    ['rhel-9', 'messages', traditional],
    ['sles-15', 'messages', iso],
    ['amazon-linux-1', 'messages', traditional],
  ] as const)('%s is /var/log/%s', async (os, file, line) => {
    const { sh, read } = await startMachine({ os });
    await sh('logger -t test hello');
    expect(
      read(`var/log/${file}`)
        .split(/(?<=\n)/)
        .at(-1),
    ).toMatch(line);
  });

  it('Debian 12 is the journal alone until rsyslog is installed', async () => {
    const { sh, read } = await startMachine(debian);
    expect((await sh('ls "$ROOT/var/log"')).stdout).not.toContain('syslog');
    await sh(`${fresh}${quiet} install rsyslog; logger -t test hello`);
    expect(
      read('var/log/syslog')
        .split(/(?<=\n)/)
        .at(-1),
    ).toMatch(iso);
  });
});

describe('cron of', () => {
  it.each([
    ['ubuntu-24.04', 'syslog', 'CRON'],
    ['sles-15', 'messages', 'CRON'],
    ['rhel-9', 'cron', 'CROND'],
    ['amazon-linux-1', 'cron', 'CROND'],
  ] as const)('%s logs in /var/log/%s as %s', async (os, file, tag) => {
    const { sh, clock, read } = await startMachine({ os });
    await sh(
      'printf "* * * * * root true\\n" >"$ROOT/etc/cron.d/job"; echo "* * * * * false" | crontab -',
    );
    await clock.advance(60_000);
    expect(read(`var/log/${file}`)).toMatch(
      new RegExp(`${tag}\\[\\d+\\]: \\(root\\) CMD \\(true\\)`),
    );
    expect(read(`var/log/${file}`)).toContain('(root) CMD (false)');
  });
});
