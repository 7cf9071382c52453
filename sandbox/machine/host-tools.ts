import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { MachineOs } from './machine.ts';

/**
 * Commands of the host that a machine may use. A list, not the host's PATH: otherwise
 * `command -v crontab` would find the host's cron on an image that has none.
 */
const everywhere = [
  ...['awk', 'base64', 'basename', 'bash', 'cat', 'chmod', 'cksum', 'cmp', 'comm', 'cp', 'curl'],
  ...['cut', 'date', 'dd', 'diff', 'dirname', 'du', 'echo', 'egrep', 'env', 'expr', 'false'],
  ...['find', 'flock', 'fold', 'getconf', 'grep', 'gunzip', 'gzip', 'head', 'id', 'install'],
  ...['ln', 'ls', 'md5sum', 'mkdir', 'mkfifo', 'mktemp', 'mv', 'nice', 'nohup', 'nproc', 'od'],
  ...['openssl', 'paste', 'printenv', 'printf', 'readlink', 'realpath', 'rm', 'rmdir', 'sed'],
  ...['seq', 'setsid', 'sh', 'sha1sum', 'sha256sum', 'shuf', 'sort', 'split', 'stat', 'sync'],
  ...['tac', 'tail', 'tar', 'tee', 'test', 'timeout', 'touch', 'tr', 'true', 'truncate', 'tty'],
  ...['uname', 'uniq', 'wc', 'which', 'xargs', 'yes', 'zcat'],
];

const alsoOn: Partial<Readonly<Record<MachineOs, readonly string[]>>> = {
  'amazon-linux-2023': ['jq', 'wget'],
  'ubuntu-22.04': ['wget'],
  'ubuntu-24.04': ['wget'],
};

export function hostToolsOf(os: MachineOs): readonly string[] {
  return [...everywhere, ...(alsoOn[os] ?? [])];
}

/** Absolute path of a command of the host; `undefined` when the host has none. */
export function findHostTool(name: string): string | undefined {
  const own = process.env.PATH?.split(delimiter) ?? [];
  // System directories first: what stands in a developer's home cannot be run by another user.
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin', ...own]
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Missing or not ours to run: either way it is not a tool for a machine.
    return false;
  }
}
