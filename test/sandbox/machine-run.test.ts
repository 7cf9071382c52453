import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { outputLimitBytes } from '../../sandbox/machine/script-runner.ts';
import { startMachine } from './machine-fixture.ts';

describe('what a script sees', () => {
  it('has its own environment and nothing of the host’s', async () => {
    process.env.MACHINE_TEST_SECRET = 'of the host';
    const { machine, sh } = await startMachine();
    const { stdout } = await sh('env | sort');
    delete process.env.MACHINE_TEST_SECRET;
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names).toEqual([
      'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      'AWS_ENDPOINT_URL',
      'HOME',
      'LC_ALL',
      'PATH',
      // dash and bash set it by themselves.
      'PWD',
      'ROOT',
      'SHELL',
      ...names.filter((name) => name === 'SHLVL' || name === '_'),
    ]);
    expect(stdout).toContain(`ROOT=${machine.root}\n`);
    expect(stdout).toContain(`PATH=${machine.root}/.pretend/bin:`);
    expect(stdout).toContain('AWS_ENDPOINT_URL=http://127.0.0.1:4000\n');
  });

  it('adds what the caller gives it', async () => {
    const { machine } = await startMachine();
    const options = { timeoutMs: 5000, env: { COLOUR: 'green' } };
    expect((await machine.run('echo "$COLOUR"', options)).stdout).toBe('green\n');
  });

  it.each(['dash', 'bash', 'busybox ash'])('runs under %s when asked', async (shell) => {
    const { machine } = await startMachine();
    const options = { timeoutMs: 5000, shell: shell.split(' ') };
    const { stdout } = await machine.run('date +%F; printf %s "$0"', options);
    expect(stdout).toBe(`2026-11-03\n${machine.root}/.pretend/script`);
  });

  it.each([
    ['amazon-linux-2', 'yum chkconfig service crond crontab rsyslogd', 'dnf apt-get jq'],
    ['amazon-linux-2023', 'yum dnf systemctl', 'crond crontab rsyslogd chkconfig apt-get'],
  ] as const)('finds on %s the commands of that image only', async (os, present, absent) => {
    const { sh } = await startMachine({ os });
    const missing = (names: string) =>
      `for c in ${names}; do command -v $c >/dev/null || echo $c; done`;
    expect((await sh(missing(present))).stdout).toBe('');
    expect((await sh(missing(absent))).stdout).toBe(`${absent.replaceAll(' ', '\n')}\n`);
  });

  it.runIf(process.getuid?.() === 0)('is not root on the host, though it believes so', async () => {
    const { machine, sh } = await startMachine();
    const { stdout } = await sh('id -u; touch "$ROOT/root/mine"; cat /etc/shadow && echo read');
    expect(stdout).toBe('0\n');
    expect(statSync(join(machine.root, 'root/mine')).uid).toBe(65534);
  });

  it('creates files by its own umask, not the sandbox’s', async () => {
    const before = process.umask(0o077);
    const { machine, sh } = await startMachine();
    process.umask(before);
    await sh('touch "$ROOT/tmp/a"');
    expect(statSync(join(machine.root, 'tmp/a')).mode & 0o777).toBe(0o644);
    expect(statSync(join(machine.root, 'etc/hostname')).mode & 0o777).toBe(0o644);
  });
});

describe('how scripts run', () => {
  it('hands back the exit code and both outputs', async () => {
    const { sh } = await startMachine();
    expect(await sh('echo out; echo err >&2; exit 7')).toEqual({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
      timedOut: false,
    });
  });

  it('runs one at a time and in order', async () => {
    const { machine, sh, read } = await startMachine();
    // The host's sleep: real time passes.
    const slow = (name: string) =>
      `echo "${name} begins" >>"$ROOT/tmp/log"; "$ROOT/.pretend/host/timeout" 0.2 tail -f /dev/null; echo "${name} ends" >>"$ROOT/tmp/log"`;
    await Promise.all([sh(slow('first')), sh(slow('second'))]);
    expect(read('tmp/log')).toBe('first begins\nfirst ends\nsecond begins\nsecond ends\n');
    expect(machine.activeUnits()).toContain('crond.service');
  });

  it('ends the whole process group when the time is up', async () => {
    const { machine, read } = await startMachine();
    const script = 'tail -f /dev/null & echo $! >"$ROOT/tmp/child"; tail -f /dev/null';
    const result = await machine.run(script, { timeoutMs: 300 });
    expect(result).toMatchObject({ timedOut: true, exitCode: 137 });
    await expectEnded(Number(read('tmp/child')));
  });

  it('leaves nothing running behind a script that ended', async () => {
    const { sh, read } = await startMachine();
    await sh('tail -f /dev/null & echo $! >"$ROOT/tmp/child"');
    await expectEnded(Number(read('tmp/child')));
  });

  it('cuts output that is too long, and says so', async () => {
    const { sh } = await startMachine();
    const { stdout, stderr } = await sh('head -c 3000000 /dev/zero | tr "\\0" x; echo short >&2');
    expect(stdout).toBe(`${'x'.repeat(outputLimitBytes)}\n[output cut at 1048576 bytes]\n`);
    expect(stderr).toBe('short\n');
  });

  it('refuses to run on a machine that is off', async () => {
    const { machine, sh } = await startMachine();
    await machine.halt();
    await expect(sh('true')).rejects.toThrow('i-0123456789abcdef0 is not running');
  });

  it('ends what is running and what waits when the machine is stopped', async () => {
    const { machine, sh } = await startMachine();
    const running = sh('tail -f /dev/null');
    const waiting = sh('touch "$ROOT/tmp/ran"');
    await machine.halt();
    expect((await running).exitCode).toBe(137);
    expect((await waiting).exitCode).toBe(137);
    expect(existsSync(join(machine.root, 'tmp/ran'))).toBe(false);
  });
});

/** A process that ended but that nobody has asked after yet still has its number: state Z. */
/** Once killed it is still to be seen until its parent has taken notice. */
async function expectEnded(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
