import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Every shell that may be /bin/sh on an instance. */
export const shells = ['dash', 'busybox ash', 'bash --posix', 'bash'];

/** One of each kind, where the table of the original's requests has been through all of them. */
export const shellKinds = ['dash', 'busybox ash', 'bash'];

export const agentScript = join(import.meta.dirname, '../../agent/mon-put-instance-data');
export const installerScript = join(import.meta.dirname, '../../agent/installer');

/** The figures that the documented values of the original were worked out from. */
export const workedMeminfo = [
  'MemTotal:        4028708 kB',
  'MemFree:          312544 kB',
  'MemAvailable:    2713320 kB',
  'Buffers:          118236 kB',
  'Cached:          1987652 kB',
  'SwapCached:            8 kB',
  'SwapTotal:       2097148 kB',
  'SwapFree:        1572860 kB',
  '',
].join('\n');

export const dfHeader = 'Filesystem     1024-blocks    Used Available Capacity Mounted on';
export const rootDisk = '/dev/nvme0n1p1     8310764 1680584   6630180      21% /';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory that a script takes for the machine, with commands that only write down their use. */
export interface InstanceTree extends Disposable {
  readonly root: string;
  /** Stands first in PATH. */
  readonly bin: string;
  write(path: string, text: string, mode?: number): void;
  /** Empty when there is no such file. */
  read(path: string): string;
  exists(path: string): boolean;
  /** A command of the machine, in POSIX sh. */
  command(name: string, script: string): void;
  /** What `logger` was called with, one a line. */
  syslog(): string;
  /** Seconds, in order. */
  slept(): number[];
  run(shell: string, words: readonly string[], env?: Record<string, string>): Promise<Finished>;
}

export function createTree(): InstanceTree {
  const root = mkdtempSync(join(tmpdir(), 'agent-root-'));
  const bin = join(root, 'fake-bin');
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), mode);
  };
  const exists = (path: string) => existsSync(join(root, path));
  const read = (path: string) => (exists(path) ? readFileSync(join(root, path), 'utf8') : '');
  const command = (name: string, script: string) =>
    write(`fake-bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);
  for (const directory of ['run', 'tmp', 'dev/shm', 'data'])
    mkdirSync(join(root, directory), { recursive: true });
  write('proc/meminfo', workedMeminfo);
  write('dev/log', '');
  write('df-output', `${dfHeader}\n${rootDisk}\n`);
  command('logger', `printf '%s\\n' "$*" >>'${root}/syslog'`);
  command('sleep', `printf '%s\\n' "$1" >>'${root}/slept'`);
  command('df', `printf '%s\\n' "$@" >'${root}/df-arguments'; cat '${root}/df-output'`);
  return {
    root,
    bin,
    write,
    read,
    exists,
    command,
    syslog: () => read('syslog'),
    slept: () => read('slept').split('\n').filter(Boolean).map(Number),
    run: (shell, words, env) =>
      run([...shell.split(' '), ...words], {
        PATH: `${bin}:${process.env.PATH}`,
        HOME: join(root, 'root'),
        ROOT: root,
        ...env,
      }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Runs a command to its end. Not synchronous: the servers it calls live in this process. */
export function run(
  argv: readonly string[],
  env: Record<string, string>,
  cwd?: string,
): Promise<Finished> {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
