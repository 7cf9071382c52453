import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { type Finished, run, shells } from './agent-run.ts';
import { type PretendInstance, startInstance } from './pretend-instance.ts';

/**
 * Puts the machine's directories where a real machine has them, with the rest of the host
 * read-only, and runs a command there: no ROOT, the scripts' own absolute paths.
 */
const enter = [
  'set -eu',
  'mount --bind "$1" /mnt',
  'mount -o remount,bind,ro /',
  'for directory in etc opt run tmp usr/lib/systemd/system usr/local var; do mount --bind "/mnt/$directory" "/$directory"; done',
  'mount --bind /mnt/proc/meminfo /proc/meminfo',
  'if touch /usr/bin/written-by-a-test 2>/dev/null; then echo "the host is writable" >&2; exit 9; fi',
  'shift',
  'cd /tmp/payload',
  'exec "$@"',
].join('\n');

interface Unprefixed {
  readonly run: (shell: string, ...words: string[]) => Promise<Finished>;
}

/** What plays the operating system keeps its ROOT; the scripts under test have none. */
async function unprefixed(instance: PretendInstance): Promise<Unprefixed> {
  const { root } = instance.machine;
  const environment = (await instance.sh('env')).stdout.split('\n');
  ownWhatIsShared(join(root, '.pretend'));
  const bin = join(root, 'tmp/payload/bin');
  mkdirSync(bin);
  for (const name of readdirSync(join(root, '.pretend/bin'))) {
    writeFileSync(
      join(bin, name),
      `#!/bin/sh\nPATH=/mnt/.pretend/bin:/mnt/.pretend/host ROOT=/mnt exec /mnt/.pretend/bin/${name} "$@"\n`,
    );
    chmodSync(join(bin, name), 0o755);
  }
  // Programs of a Debian host, awk among them, are links that lead through /etc.
  execFileSync('cp', ['-a', '/etc/alternatives', join(root, 'etc')]);
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '0:0', root]);
  const env = {
    PATH: '/tmp/payload/bin:/usr/bin:/bin',
    HOME: '/root',
    ...Object.fromEntries(
      environment.filter((line) => line.startsWith('AWS_')).map((line) => line.split('=', 2)),
    ),
  };
  return {
    run: (shell, ...words) =>
      run(
        ['unshare', '-Urm', 'sh', '-c', enter, 'enter', root, ...shell.split(' '), ...words],
        env,
      ),
  };
}

/** Machines of one image share some directories by links, which lead nowhere once /tmp is another. */
function ownWhatIsShared(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(directory, entry.name);
    const target = readlinkSync(link);
    unlinkSync(link);
    execFileSync('cp', ['-a', target, link]);
  }
}

/** Not every kernel lets an ordinary user make a name space; CI has to have one that does. */
function needNamespaces(context: TestContext): void {
  try {
    execFileSync('unshare', ['-Urm', 'mount', '--bind', '/tmp', '/mnt'], { stdio: 'pipe' });
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn('NOT TESTED without ROOT: unshare -Urm does not work here.');
    context.skip('unshare -Urm does not work here');
  }
}

describe.each(shells)('without ROOT under %s', (shell) => {
  it('installs, sends, probes and uninstalls as with it', async (context) => {
    needNamespaces(context);
    await using instance = await startInstance('amazon-linux-2', 'Monitoring');
    const machine = await unprefixed(instance);
    const before = await instance.snapshot();
    const puts = () =>
      instance.sandbox.world.requests.all().filter((each) => each.operation === 'PutMetricData');

    const verbs = [['install-agent'], ['install-cron'], ['install-logs', 'awslogs']];
    for (const verb of verbs)
      expect(await machine.run(shell, 'installer', ...verb)).toEqual({
        code: 0,
        stdout: expect.any(String),
        stderr: expect.any(String),
      });
    for (const verb of verbs) {
      const { code, stdout } = await machine.run(shell, 'installer', ...verb);
      expect(code).toBe(0);
      expect(stdout).not.toContain('cwz changed');
    }
    const { stdout } = await machine.run(shell, 'installer', 'probe');
    expect(stdout).toContain('cwz fact awslogs=active\n');
    expect(stdout).not.toMatch(/(agent_sha|cron_entry_sha|log_config_sha)=none/);

    const sent = puts().length;
    const entry = await machine.run('tail', '-n', '1', '/etc/cron.d/cloudwatch-wizard');
    const command = entry.stdout.replace(/^.* root /, '');
    expect(command).toMatch(/^"\$ROOT"\/usr\/local\/libexec/);
    expect(await machine.run(shell, '-c', command)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(
      puts()
        .slice(sent)
        .map(({ error }) => error),
    ).toEqual([undefined]);

    const uninstall = '/usr/local/libexec/cloudwatch-wizard/uninstall';
    expect(await machine.run(shell, uninstall)).toMatchObject({ code: 0 });
    expect((await instance.snapshot()).tree).toEqual(before.tree);
  });
});
