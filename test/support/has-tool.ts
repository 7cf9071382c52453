import { spawnSync } from 'node:child_process';

/**
 * Whether a command that a test needs is there. In CI it has to be; elsewhere its absence is said.
 * @throws where CI is set and it is missing
 */
export function hasTool(command: string, versionFlag = '--version'): boolean {
  const { error, status } = spawnSync(command, [versionFlag], { stdio: 'ignore' });
  if (error === undefined && status === 0) return true;
  if (process.env.CI !== undefined)
    throw new Error(`${command} is missing, and CI has to test with it.`, { cause: error });
  process.stderr.write(`NOT TESTED with ${command}: it is not on the PATH.\n`);
  return false;
}
