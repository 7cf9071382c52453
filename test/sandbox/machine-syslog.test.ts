import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('logger', () => {
  it.each([
    ['logger hello world', 'messages', 'root: hello world'],
    ['logger -t backup -- -v', 'messages', 'backup: -v'],
    ['logger --tag=night -p daemon.err "two  blanks"', 'messages', 'night: two  blanks'],
    ['logger --id=77 -t a b', 'messages', 'a[77]: b'],
    ['logger -t job -p cron.info x', 'cron', 'job: x'],
    ['logger -t door -p authpriv.notice y', 'secure', 'door: y'],
  ])('%s writes to /var/log/%s', async (command, file, expected) => {
    const { sh, read } = await startMachine();
    expect(await sh(command)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    const last = read(`var/log/${file}`).trimEnd().split('\n').at(-1);
    expect(last).toBe(`Nov  3 02:39:30 ip-10-0-0-12 ${expected}`);
  });

  it('writes one entry for each line of its input', async () => {
    const { sh, read } = await startMachine();
    await sh('printf "one\\n\\ntwo" | logger -t in');
    const lines = read('var/log/messages').trimEnd().split('\n').slice(-2);
    expect(lines.map((line) => line.slice(-7))).toEqual(['in: one', 'in: two']);
  });

  it('logs its own pid when asked', async () => {
    const { sh, read } = await startMachine();
    await sh('logger -i -t a b');
    expect(read('var/log/messages')).toMatch(/ a\[\d+\]: b\n$/);
  });

  it('keeps debugging out of /var/log/messages, not out of the journal', async () => {
    const { sh, read } = await startMachine();
    const { stdout } = await sh('logger -p user.debug -t a detail; journalctl -t a -o cat');
    expect(stdout).toBe('detail\n');
    expect(read('var/log/messages')).not.toContain('detail');
  });

  it.each([
    ['-p user.loud', 'unknown priority name: loud'],
    ['-p nobody.info', 'unknown facility name: nobody'],
  ])('refuses %s', async (option, problem) => {
    const { sh } = await startMachine();
    const result = await sh(`logger ${option} x`);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain(problem);
  });

  it('leaves /var/log/messages alone while rsyslog is stopped', async () => {
    const { sh, read } = await startMachine();
    await sh(
      'systemctl stop rsyslog; logger -t a unheard; systemctl start rsyslog; logger -t a heard',
    );
    expect(read('var/log/messages')).not.toContain('unheard');
    expect(read('var/log/messages')).toContain('a: heard');
  });

  it('has the journal alone on Amazon Linux 2023 until rsyslog is installed', async () => {
    const { sh, read } = await startMachine({ os: 'amazon-linux-2023' });
    await sh('logger -t a first');
    expect(() => read('var/log/messages')).toThrow('ENOENT');
    await sh('dnf install -y rsyslog; systemctl enable --now rsyslog; logger -t a second');
    expect(read('var/log/messages')).toMatch(/a: second\n$/);
  });
});

describe('journalctl', () => {
  const entries = 'logger -t a one; sleep 60; logger -t b -p user.err two; logger -t a three;';

  it.each([
    ['-t a -o cat', 'one\nthree\n'],
    ['-t b -o cat', 'two\n'],
    ['-n 1 -o cat', 'three\n'],
    ['--lines=2 --no-pager -o cat', 'two\nthree\n'],
    ['-p 3 -o cat', 'two\n'],
    ['-t b', 'Nov 03 02:40:30 ip-10-0-0-12 b: two\n'],
    ['-t a -n1 -o short-iso', '2026-11-03T02:40:30+0000 ip-10-0-0-12 a: three\n'],
    ['-u nosuch', '-- No entries --\n'],
  ])('journalctl %s', async (options, expected) => {
    const { sh } = await startMachine();
    expect((await sh(`${entries} journalctl ${options}`)).stdout).toBe(expected);
  });
});
