import { describe, expect, it } from 'vitest';
import { shells } from './agent-run.ts';
import { createBareInstaller } from './bare-installer.ts';

const lock = 'run/cloudwatch-wizard.installer.lock';
/** Takes real time: the tree's `sleep` does not. */
const slowAgent =
  'echo in >>"$ROOT/log"; PATH=/usr/bin:/bin sleep 0.2; echo out >>"$ROOT/log"; echo \'"Timestamp":1700000000\'';

/** Writes down when it was given the lock, under any number. */
const noteLeaks = (name: string) =>
  `ls -l /proc/self/fd 2>/dev/null | grep -q installer.lock && echo ${name} >>"$ROOT/leaks"`;

describe.each(shells)('two installers under %s', (shell) => {
  it('work one after the other', async () => {
    using bare = createBareInstaller(slowAgent);
    const ran = await Promise.all([1, 2, 3].map(() => bare.install(shell, 'install-agent')));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(bare.tree.read('log')).toBe('in\nout\n'.repeat(3));
  });

  it('do not share a lock that uninstall has removed while one waited', async () => {
    using bare = createBareInstaller(slowAgent);
    bare.tree.command(
      'flock',
      `echo "$*" >>"$ROOT/locked"; [ "$(wc -l <"$ROOT/locked")" != 1 ] || rm "$ROOT/${lock}"`,
    );
    expect(await bare.install(shell, 'install-agent')).toMatchObject({ code: 0 });
    expect(bare.tree.read('locked')).toBe('-w 550 9\n-w 550 9\n');
    expect(bare.tree.exists(lock)).toBe(true);
  });

  it('do not wait for ever; a look is always allowed', async () => {
    using bare = createBareInstaller(slowAgent);
    bare.tree.command('flock', 'exit 1');
    expect(await bare.install(shell, 'install-agent')).toMatchObject({
      code: 1,
      stdout: 'cwz error busy another installer is at work\n',
    });
    expect(bare.tree.exists('etc/cloudwatch-wizard')).toBe(false);
    expect(await bare.install(shell, 'probe')).toMatchObject({ code: 0 });
  });

  it.each(['uninstall', 'remove-remains'])('leave no lock behind after %s', async (verb) => {
    using bare = createBareInstaller(slowAgent);
    await bare.install(shell, 'install-agent');
    expect(bare.tree.exists(lock)).toBe(true);
    expect(await bare.install(shell, verb)).toMatchObject({ code: 0 });
    expect(bare.tree.exists(lock)).toBe(false);
  });

  it('are not held up by what they started', async () => {
    using bare = createBareInstaller(`${noteLeaks('agent')}; ${slowAgent}`);
    const unit = '"$ROOT/lib/systemd/system/cron.service"';
    bare.tree.write('lib/systemd/system/README', '');
    bare.tree.command('systemctl', `${noteLeaks('systemctl')}; [ -e ${unit} ]`);
    bare.tree.command('dpkg-query', `[ ! -e ${unit} ] || printf installed`);
    bare.tree.command(
      'apt-get',
      `${noteLeaks('apt-get')}; case $* in *purge*) rm ${unit} ;; *) : >${unit} ;; esac`,
    );
    for (const verb of ['install-agent', 'install-cron', 'uninstall'])
      expect(await bare.install(shell, verb)).toMatchObject({ code: 0 });
    expect(bare.tree.exists('lib/systemd/system/cron.service')).toBe(false);
    expect(bare.tree.read('leaks')).toBe('');
  });
});
