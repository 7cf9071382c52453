import { describe, expect, it } from 'vitest';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { startMachine } from './machine-fixture.ts';

describe('yum and dnf', () => {
  it.each([
    ['cronie', 'crond.service', 'crontab'],
    ['rsyslog', 'rsyslog.service', 'rsyslogd'],
  ])('install %s with its unit and commands, started by nobody', async (name, unit, command) => {
    const { machine, sh } = await startMachine({ os: 'amazon-linux-2023' });
    expect(await sh(`dnf -y install ${name}`)).toMatchObject({ exitCode: 0 });
    expect(
      await sh(`command -v ${command}; systemctl is-enabled ${unit}; rpm -q ${name}`),
    ).toMatchObject({
      stdout: expect.stringMatching(
        new RegExp(`/${command}\\ndisabled\\n${name}-[\\d.]+-\\S+\\.x86_64\\n$`),
      ),
    });
    expect(machine.activeUnits()).not.toContain(unit);
  });

  it('leave the machine as it was when a package goes again', async () => {
    const { machine, sh } = await startMachine({ os: 'amazon-linux-2023' });
    const before = snapshotTree(machine.root);
    await sh('dnf -y install cronie amazon-cloudwatch-agent; systemctl enable --now crond');
    expect(snapshotTree(machine.root)).not.toEqual(before);
    const result = await sh('dnf -y remove cronie amazon-cloudwatch-agent');
    expect(result.exitCode).toBe(0);
    expect(snapshotTree(machine.root)).toEqual(before);
    expect(machine.activeUnits()).not.toContain('crond.service');
  });

  it('keep an edited configuration as .rpmsave, and delete one that was not touched', async () => {
    const { sh } = await startMachine();
    await sh('yum -y install awslogs; echo "# mine" >>"$ROOT/etc/awslogs/awslogs.conf"');
    expect(await sh('rpm -V awslogs')).toMatchObject({
      exitCode: 1,
      stdout: 'S.5....T.  c /etc/awslogs/awslogs.conf\n',
    });
    const removal = await sh('yum -y remove awslogs');
    expect(removal.stderr).toContain(
      '/etc/awslogs/awslogs.conf saved as /etc/awslogs/awslogs.conf.rpmsave',
    );
    expect((await sh('ls "$ROOT/etc/awslogs"; tail -n1 "$ROOT/etc/awslogs/"*')).stdout).toBe(
      'awslogs.conf.rpmsave\n# mine\n',
    );
  });

  it('do not write over a configuration that was there before', async () => {
    const { sh } = await startMachine();
    await sh(
      'mkdir "$ROOT/etc/awslogs"; echo mine >"$ROOT/etc/awslogs/proxy.conf"; yum -y install awslogs',
    );
    expect((await sh('cat "$ROOT/etc/awslogs/proxy.conf"; ls "$ROOT/etc/awslogs"')).stdout).toBe(
      'mine\nawscli.conf\nawslogs.conf\nconfig\nproxy.conf\nproxy.conf.rpmnew\n',
    );
  });

  it.each([
    ['dnf -y install nosuch', 'Error: Unable to find a match: nosuch\n'],
    ['dnf -y install cronie awslogs', 'Error: Unable to find a match: awslogs\n'],
  ])('%s installs nothing at all', async (command, stderr) => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023' });
    expect(await sh(command)).toMatchObject({ exitCode: 1, stderr });
    expect(await sh('rpm -q cronie')).toMatchObject({
      exitCode: 1,
      stdout: 'package cronie is not installed\n',
    });
  });

  it('of Amazon Linux 2 install the rest when one name is unknown', async () => {
    const { sh } = await startMachine();
    expect(await sh('yum -y install nosuch awslogs')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('No package nosuch available.'),
    });
    expect(await sh('rpm -q awslogs aws-cli-plugin-cloudwatch-logs')).toMatchObject({
      exitCode: 0,
    });
    expect(await sh('yum -y install nosuch')).toMatchObject({
      exitCode: 1,
      stderr: 'Error: Nothing to do\n',
    });
  });

  it('change nothing without -y', async () => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023' });
    expect(await sh('yum install cronie')).toMatchObject({ exitCode: 1 });
    expect(await sh('rpm -q cronie')).toMatchObject({ exitCode: 1 });
  });

  it('have nothing to do when it is there already, and are silent with -q', async () => {
    const { sh } = await startMachine();
    const again = await sh('yum -y install cronie');
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('already installed'),
    });
    expect(await sh('yum -q -y install cronie awslogs')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('fail while the repository cannot be reached', async () => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023' });
    const result = await sh('touch "$ROOT/.pretend/repository-down"; dnf -y install cronie');
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('Failed to download metadata');
  });

  it('list and query', async () => {
    const { sh } = await startMachine({ cloudWatchAgentVersion: '1.2.3-4.amzn2' });
    const { stdout } =
      await sh(`yum list installed cronie | tr -s ' '; yum repoquery amazon-cloudwatch-agent
      rpm -q --qf '%{NAME} %{VERSION} %{RELEASE}\\n' cronie; rpm -ql rsyslog; rpm -qa | grep -c .`);
    expect(stdout).toBe(
      `cronie.x86_64 1.4.11-25.amzn2 @System
amazon-cloudwatch-agent-0:1.2.3-4.amzn2.x86_64
cronie 1.4.11 25.amzn2
/usr/lib/systemd/system/rsyslog.service
/etc/rsyslog.conf
8
`,
    );
    expect(await sh('yum list installed awslogs')).toMatchObject({ exitCode: 1 });
  });
});
