import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('systemctl', () => {
  it.each(['crond', 'rsyslog.service'])('stops, starts and restarts %s', async (unit) => {
    const { machine, sh } = await startMachine();
    const name = unit.replace('.service', '');
    const isActive = `systemctl is-active ${unit}`;
    expect(await sh(isActive)).toMatchObject({ exitCode: 0, stdout: 'active\n' });
    await sh(`systemctl stop ${unit}`);
    expect(await sh(isActive)).toMatchObject({ exitCode: 3, stdout: 'inactive\n' });
    expect(machine.activeUnits()).not.toContain(`${name}.service`);
    await sh(`systemctl restart ${unit}`);
    expect(await sh(isActive)).toMatchObject({ exitCode: 0 });
    expect(machine.activeUnits()).toContain(`${name}.service`);
  });

  it.each(['crond', 'sshd'])(
    'enables and disables %s by its link, without starting it',
    async (unit) => {
      const { sh } = await startMachine();
      const link = `"$ROOT/etc/systemd/system/multi-user.target.wants/${unit}.service"`;
      await sh(`systemctl disable --now ${unit}`);
      expect(await sh(`systemctl is-enabled ${unit}`)).toMatchObject({
        exitCode: 1,
        stdout: 'disabled\n',
      });
      expect(await sh(`test -L ${link}`)).toMatchObject({ exitCode: 1 });
      await sh(`systemctl enable ${unit}`);
      expect(await sh(`systemctl is-enabled ${unit}`)).toMatchObject({
        exitCode: 0,
        stdout: 'enabled\n',
      });
      expect((await sh(`readlink ${link}`)).stdout).toBe(
        `/usr/lib/systemd/system/${unit}.service\n`,
      );
      expect(await sh(`systemctl is-active ${unit}`)).toMatchObject({ exitCode: 3 });
    },
  );

  it('starts what it enables with --now', async () => {
    const { machine, sh } = await startMachine({ os: 'amazon-linux-2023' });
    await sh('dnf -y install cronie');
    const result = await sh('systemctl enable --now crond.service');
    expect(result.stderr).toContain('→ /usr/lib/systemd/system/crond.service.');
    expect(machine.activeUnits()).toContain('crond.service');
  });

  it.each([
    ['start nosuch', 5, 'Failed to start nosuch.service: Unit nosuch.service not found.'],
    ['restart other', 5, 'Failed to restart other.service: Unit other.service not found.'],
    ['stop nosuch', 5, 'Failed to stop nosuch.service: Unit nosuch.service not loaded.'],
    ['status other', 4, 'Unit other.service could not be found.'],
    ['enable nosuch', 1, 'Failed to enable unit: Unit file nosuch.service does not exist.'],
    [
      'is-enabled other',
      1,
      'Failed to get unit file state for other.service: No such file or directory',
    ],
  ])('%s of a unit that does not exist exits %i', async (arguments_, exitCode, problem) => {
    const { sh } = await startMachine({ os: 'amazon-linux-2023' });
    expect(await sh(`systemctl ${arguments_}`)).toMatchObject({ exitCode, stderr: `${problem}\n` });
  });

  it.each([
    ['amazon-linux-2', 'unknown\n'],
    ['amazon-linux-2023', 'inactive\n'],
  ] as const)('calls a missing unit on %s %s', async (os, stdout) => {
    const { sh } = await startMachine({ os });
    expect(await sh('systemctl is-active nosuch')).toMatchObject({ exitCode: 3, stdout });
  });

  it('shows status, properties and the unit file', async () => {
    const { sh } = await startMachine();
    const { stdout } = await sh(
      'systemctl status crond; systemctl stop crond; systemctl status crond; echo $?',
    );
    expect(stdout).toContain('Active: active (running) since Tue 2026-11-03 02:39:30 UTC');
    expect(stdout).toMatch(/Active: inactive \(dead\)\n3\n$/);
    const shown = await sh(
      'systemctl show -p ActiveState,UnitFileState crond; systemctl show -p LoadState --value nosuch',
    );
    expect(shown.stdout).toBe('ActiveState=inactive\nUnitFileState=enabled\nnot-found\n');
    expect((await sh('systemctl cat sshd')).stdout).toContain('Description=OpenSSH server daemon');
  });

  it('answers for several units at once', async () => {
    const { sh } = await startMachine();
    expect(await sh('systemctl is-active crond nosuch sshd')).toMatchObject({
      exitCode: 3,
      stdout: 'active\nunknown\nactive\n',
    });
  });

  it('cannot enable a unit without [Install]', async () => {
    const { sh } = await startMachine();
    expect((await sh('systemctl is-enabled systemd-journald')).stdout).toBe('static\n');
  });
});

describe('service and chkconfig', () => {
  it.each(['crond', 'awslogsd'])('pass on to systemctl for %s', async (unit) => {
    const { machine, sh } = await startMachine();
    await sh(`yum -y install awslogs; service ${unit} restart; chkconfig ${unit} on`);
    expect(machine.activeUnits()).toContain(`${unit}.service`);
    expect(await sh(`chkconfig ${unit}`)).toMatchObject({ exitCode: 0 });
    await sh(`service ${unit} stop; chkconfig ${unit} off`);
    expect(machine.activeUnits()).not.toContain(`${unit}.service`);
    expect(await sh(`chkconfig ${unit}`)).toMatchObject({ exitCode: 1 });
  });
});
