import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { hasRealSystem } from './base-tree.ts';
import { believedProblems, believedToFire, firedFile, writeOddEntries } from './cron-entries.ts';
import { startGuest } from './guest.ts';

/** BEHAVIOUR.md has it: the sandbox follows no link in there, Debian's cron does. */
const knownDifference = 'linked';

describe.runIf(hasRealSystem())('the real cron of Debian', () => {
  it('fires what the sandbox believes it does, and complains of the rest in the same words', async () => {
    await using guest = await startGuest({});
    writeOddEntries(guest.root);
    const { code, stderr } = await guest.run(
      'apt-get -q update && apt-get -q -y install --no-install-recommends cron && systemctl start rsyslog && systemctl start cron',
    );
    expect(code, stderr).toBe(0);
    const fired = join(guest.root, firedFile);
    for (const giveUp = Date.now() + 70_000; !existsSync(fired) && Date.now() < giveUp; )
      await wait(250);
    // All entries of a minute start in the same second.
    await wait(3_000);
    const names = new Set(readFileSync(fired, 'utf8').trim().split('\n'));
    expect(names).toContain(knownDifference);
    expect([...names].filter((name) => name !== knownDifference).sort()).toEqual(
      believedToFire(guest.root),
    );
    const log = readFileSync(join(guest.root, 'var/log/syslog'), 'utf8');
    const problems = [...log.matchAll(/ cron\[\d+\]: (\(\*system\*.*)$/gm)].map(([, text]) => text);
    const believed = believedProblems(guest.root).filter((text) => !text.includes('NOT REGULAR'));
    expect([...new Set(problems)].sort()).toEqual(believed);
    // What stands behind CMD is the command as the shell gets it.
    expect(log).toContain('(root) CMD (date +%Y >/dev/null');
  });
});
