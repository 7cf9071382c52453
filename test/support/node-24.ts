import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/**
 * Path of a Node 24, fetched through the `node` package where this one is another.
 * @throws where it cannot be had and CI is set; elsewhere that is said, and it is `undefined`
 */
export function findNode24(): string | undefined {
  if (process.version.startsWith('v24.')) return process.execPath;
  const print = ['--', 'node', '-p', 'process.execPath'];
  try {
    return execFileSync(
      'npm',
      ['exec', '--yes', '--prefer-offline', '--package=node@24', ...print],
      {
        // Not here: npm would look among this project's own packages first.
        cwd: tmpdir(),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 90_000,
      },
    ).trim();
  } catch (cause) {
    if (process.env.CI !== undefined)
      throw new Error('Node 24 cannot be had, and CI has to run with it.', { cause });
    process.stderr.write('NOT TESTED with Node 24: npm exec --package=node@24 failed.\n');
    return undefined;
  }
}
