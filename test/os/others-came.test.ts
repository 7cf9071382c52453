import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAgentFiles } from '../../wizard/on-instance/agent-files.ts';
import { parseInstallerOutput } from '../../wizard/on-instance/probe-facts.ts';
import { buildScript } from '../../wizard/on-instance/script.ts';
import { hasRealSystem } from './base-tree.ts';
import { type Guest, startGuest } from './guest.ts';

const { installer } = readAgentFiles();
const install = buildScript('install-cron', { installer, 'cron-entry': '* * * * * root true\n' });
const uninstall = buildScript('uninstall', { installer });

describe.runIf(hasRealSystem())('a real Debian where the installer brought cron', () => {
  let guest: Guest;
  const inside = async (script: string) => {
    const ran = await guest.run(script);
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
    return ran.stdout;
  };
  beforeEach(async () => {
    guest = await startGuest({});
    await inside('apt-get -q update');
    const { changed } = parseInstallerOutput(await inside(install));
    expect(changed).toContain('package cron');
  });
  afterEach(async () => guest?.[Symbol.asyncDispose]());
  /** Of these, what is installed. */
  const installed = async (...names: string[]) =>
    (await inside(`dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' ${names.join(' ')} || :`))
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]);
  const ours = ['cron', 'cron-daemon-common', 'sensible-utils'];

  it.each([
    ['a crontab', 'echo "@daily true" | crontab -', 'crontab -l'],
    [
      'a line in /etc/crontab',
      'echo "0 3 * * * root true" >>/etc/crontab',
      'tail -n 1 /etc/crontab',
    ],
    [
      'a file in cron.daily',
      'printf "#!/bin/sh\\n" >/etc/cron.daily/backup; chmod 755 /etc/cron.daily/backup',
      'ls /etc/cron.daily/backup',
    ],
  ])('keeps it and all that it needs for others who came with %s', async (_, come, look) => {
    await inside(come);
    const seen = await inside(look);
    await inside(uninstall);
    expect(await installed(...ours)).toEqual(ours);
    expect(await inside(look)).toBe(seen);
    expect(await inside('cat /proc/[0-9]*/comm')).toContain('cron\n');
  });

  it('keeps what a package that came later needs, and a configuration that was changed', async () => {
    await inside(
      'DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends ucf; echo "# mine" >>/etc/default/cron',
    );
    await inside(uninstall);
    expect(await installed(...ours, 'ucf')).toEqual(['sensible-utils', 'ucf']);
    expect(await inside('tail -n 1 /etc/default/cron')).toBe('# mine\n');
  });
});
