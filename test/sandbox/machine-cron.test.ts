import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

/** Puts a crontab into /etc/cron.d; the text may hold anything but a single quote. */
function cronFile(name: string, text: string): string {
  return `printf '%s' '${text}' >"$ROOT/etc/cron.d/${name}"`;
}

describe('cron', () => {
  it('runs what is due at each whole minute, by the virtual clock', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '*/2 * * * * root date +\\%T >>"$ROOT/tmp/ran"\n'));
    await clock.advance(5 * 60_000);
    expect(read('tmp/ran')).toBe('02:40:00\n02:42:00\n02:44:00\n');
  });

  it('sees a line that is changed, added or removed between two minutes', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '* * * * * root echo one >>"$ROOT/tmp/ran"\n'));
    await clock.advance(60_000);
    await sh(cronFile('job', '* * * * * root echo other >>"$ROOT/tmp/ran"\n'));
    await clock.advance(60_000);
    await sh('rm "$ROOT/etc/cron.d/job"');
    await clock.advance(60_000);
    expect(read('tmp/ran')).toBe('one\nother\n');
  });

  it('gives a job cron’s own environment, the machine’s and that of the file', async () => {
    const { machine, clock, sh, read } = await startMachine();
    const text = 'PATH=/usr/sbin:/sbin\nCOLOUR=green\n* * * * * root env >"$ROOT/tmp/env"\n';
    await sh(cronFile('job', text));
    await clock.advance(60_000);
    const { root } = machine;
    const env = read('tmp/env').split('\n');
    expect(env).toEqual(
      expect.arrayContaining([
        'COLOUR=green',
        `HOME=${root}/root`,
        'LOGNAME=root',
        'SHELL=/bin/sh',
        `ROOT=${root}`,
        'AWS_ENDPOINT_URL=http://127.0.0.1:4000',
        `PATH=${root}/.pretend/bin:${root}/.pretend/host:${root}/usr/sbin:${root}/sbin`,
      ]),
    );
    expect(env.some((line) => line.startsWith('LC_ALL'))).toBe(false);
  });

  it('hands over the input behind a percent sign', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '* * * * * root cat >"$ROOT/tmp/in"%first%second\n'));
    await clock.advance(60_000);
    expect(read('tmp/in')).toBe('first\nsecond\n');
  });

  it('runs a person’s own crontab as that person', async () => {
    const { machine, clock, sh, read } = await startMachine();
    await sh('echo "* * * * * echo \\$LOGNAME \\$HOME >\\$ROOT/tmp/who" | crontab -u ec2-user -');
    await clock.advance(60_000);
    expect(read('tmp/who')).toBe(`ec2-user ${machine.root}/home/ec2-user\n`);
    expect(read('var/log/cron')).toContain('(ec2-user) CMD (echo $LOGNAME');
  });

  it('runs the hourly jobs', async () => {
    const { machine, clock, sh, read } = await startMachine();
    await sh(
      'printf "#!/bin/sh\\necho hourly >>\\"\\$ROOT/tmp/ran\\"\\n" >"$ROOT/etc/cron.hourly/a"',
    );
    chmodSync(join(machine.root, 'etc/cron.hourly/a'), 0o755);
    await clock.advance(2 * 3_600_000);
    expect(read('tmp/ran')).toBe('hourly\nhourly\n');
  });

  it('keeps the output of the last job', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '* * * * * root echo said; echo complained >&2; exit 3\n'));
    await clock.advance(60_000);
    expect(read('.pretend/cron-output')).toContain('exit 3\nsaid\ncomplained\n');
  });

  it('stands still while crond is stopped', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '* * * * * root echo x >>"$ROOT/tmp/ran"\n'));
    await sh('systemctl stop crond');
    await clock.advance(120_000);
    await sh('systemctl start crond');
    await clock.advance(60_000);
    expect(read('tmp/ran')).toBe('x\n');
  });
});

describe('the cron log', () => {
  it('is /var/log/cron where rsyslog runs', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', '* * * * * root true\n'));
    await clock.advance(60_000);
    expect(read('var/log/cron')).toMatch(
      /^Nov {2}3 02:40:00 ip-10-0-0-12 CROND\[\d+\]: \(root\) CMD \(true\)\n$/,
    );
    expect(read('var/log/messages')).not.toContain('CMD');
  });

  it('is the journal alone on Amazon Linux 2023, once cronie is there', async () => {
    const { clock, sh } = await startMachine({ os: 'amazon-linux-2023' });
    await sh('dnf install -y cronie && systemctl enable --now crond');
    await sh(cronFile('job', '* * * * * root true\n'));
    await clock.advance(60_000);
    const { stdout } = await sh('ls "$ROOT/var/log/cron"; journalctl -u crond -t CROND --no-pager');
    expect(stdout).toMatch(/^Nov 03 02:40:00 ip-10-0-0-12 CROND\[\d+\]: \(root\) CMD \(true\)\n$/);
  });
});

describe('a crontab that cron does not trust', () => {
  const line = '* * * * * root echo x >>"$ROOT/tmp/ran"\n';

  it.each([
    ['writable by others', 0o646],
    ['writable by its group', 0o664],
  ])('is not run when %s, and that is logged once', async (_, mode) => {
    const { machine, clock, sh, read } = await startMachine();
    await sh(cronFile('job', line));
    chmodSync(join(machine.root, 'etc/cron.d/job'), mode);
    await clock.advance(180_000);
    expect(() => read('tmp/ran')).toThrow('ENOENT');
    expect(read('var/log/cron').match(/BAD FILE MODE \(\/etc\/cron.d\/job\)/g)).toHaveLength(1);
  });

  it.runIf(process.getuid?.() === 0)('is not run when it belongs to somebody else', async () => {
    const { machine, clock, sh, read } = await startMachine();
    await sh(cronFile('job', line));
    chownSync(join(machine.root, 'etc/cron.d/job'), 1000, 1000);
    await clock.advance(60_000);
    expect(() => read('tmp/ran')).toThrow('ENOENT');
    expect(read('var/log/cron')).toContain('WRONG FILE OWNER');
  });

  it('is not run without a final newline, and runs once that is mended', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', line.trimEnd()));
    await clock.advance(60_000);
    expect(() => read('tmp/ran')).toThrow('ENOENT');
    await sh('echo >>"$ROOT/etc/cron.d/job"');
    await clock.advance(60_000);
    expect(read('tmp/ran')).toBe('x\n');
  });

  it('is passed over without a word when its name has a dot', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job.cron', line));
    await clock.advance(60_000);
    expect(() => read('tmp/ran')).toThrow('ENOENT');
    expect(read('var/log/cron')).toBe('');
  });

  it('is not run for a user that does not exist', async () => {
    const { clock, sh, read } = await startMachine();
    await sh(cronFile('job', line.replace('root', 'nosuch')));
    await clock.advance(60_000);
    expect(() => read('tmp/ran')).toThrow('ENOENT');
    expect(read('var/log/cron')).toContain('ERROR (Syntax error');
  });
});
