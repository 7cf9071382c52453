import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('a machine that is switched on and off', () => {
  it.each([
    ['amazon-linux-2', ['crond.service', 'rsyslog.service']],
    ['amazon-linux-2023', []],
  ] as const)('starts on %s what is enabled there', async (os, loggers) => {
    const { machine } = await startMachine({ os });
    const common = ['amazon-ssm-agent.service', 'chronyd.service', 'sshd.service'];
    expect(machine.activeUnits()).toEqual([...common, ...loggers].sort());
  });

  it('starts at boot what was enabled before it, and not what was only started', async () => {
    const { machine, sh } = await startMachine();
    await sh(
      'yum -y install awslogs amazon-cloudwatch-agent; systemctl enable awslogsd; chkconfig crond off',
    );
    await sh(
      'mkdir -p "$ROOT/etc/systemd/system"; echo "[Service]" >"$ROOT/etc/systemd/system/once.service"; systemctl start once',
    );
    expect(machine.activeUnits()).toContain('once.service');
    await machine.halt();
    expect(machine.activeUnits()).toEqual([]);
    await machine.boot();
    expect(machine.activeUnits()).toContain('awslogsd.service');
    expect(machine.activeUnits()).not.toContain('crond.service');
    expect(machine.activeUnits()).not.toContain('once.service');
  });

  it('loses /run and keeps the disk', async () => {
    const { machine, sh, read } = await startMachine();
    await sh('mkdir "$ROOT/run/a"; touch "$ROOT/run/a/b"; echo kept >"$ROOT/var/lib/c"');
    await machine.halt();
    expect(readdirSync(join(machine.root, 'run'))).toEqual([]);
    expect(read('var/lib/c')).toBe('kept\n');
  });

  it.each([
    ['amazon-linux-2', true],
    ['amazon-linux-2023', false],
  ] as const)('has on %s a /tmp that outlives a stop: %s', async (os, outlives) => {
    const { machine, sh } = await startMachine({ os });
    await sh('touch "$ROOT/tmp/a"');
    await machine.halt();
    expect(existsSync(join(machine.root, 'tmp/a'))).toBe(outlives);
  });

  it('boots again after `reboot`, with a new uptime', async () => {
    const { machine, clock, sh } = await startMachine();
    await clock.advance(90_000);
    await sh('systemctl stop crond; touch "$ROOT/run/a"');
    expect((await sh('cat "$ROOT/proc/uptime"')).stdout).toBe('90.00 90.00\n');
    await sh('reboot');
    expect(machine.activeUnits()).toContain('crond.service');
    expect((await sh('ls "$ROOT/run"; cat "$ROOT/proc/uptime"')).stdout).toBe('0.00 0.00\n');
  });

  it('stands still while it is off', async () => {
    const { machine, clock, sh, read } = await startMachine();
    await sh('printf "* * * * * root touch \\$ROOT/tmp/ran\\n" >"$ROOT/etc/cron.d/job"');
    await machine.halt();
    await clock.advance(180_000);
    expect(read('var/log/cron')).not.toContain('CMD');
    expect(existsSync(join(machine.root, 'tmp/ran'))).toBe(false);
  });

  it('leaves nothing behind when it is disposed of', async () => {
    const { machine } = await startMachine();
    await machine.dispose();
    expect(existsSync(machine.root)).toBe(false);
  });
});

describe('/proc/meminfo', () => {
  it('changes as time passes, and never adds up to more than there is', async () => {
    const { clock, sh, read } = await startMachine();
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      await sh('true');
      const text = read('proc/meminfo');
      const field = (name: string) =>
        Number(text.match(new RegExp(`^${name}: +(\\d+) kB`, 'm'))?.[1]);
      expect(field('MemAvailable')).toBeLessThan(field('MemTotal'));
      expect(field('MemFree')).toBeLessThan(field('MemAvailable'));
      seen.add(text);
      await clock.advance(600_000);
    }
    expect(seen.size).toBe(5);
  });

  it('stays as a person wrote it', async () => {
    const { machine, clock, sh, read } = await startMachine();
    writeFileSync(join(machine.root, 'proc/meminfo'), 'MemTotal: 10 kB\n');
    await clock.advance(600_000);
    await sh('true');
    expect(read('proc/meminfo')).toBe('MemTotal: 10 kB\n');
  });
});
