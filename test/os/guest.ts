import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finished, run } from '../agent/agent-run.ts';
import { baseTree } from './base-tree.ts';

/**
 * A small real system: its own files, in memory, its own processes and mounts. Only the network is
 * the host's. Nothing starts by itself.
 */
export interface Guest extends AsyncDisposable {
  /** Its `/`, as a path of the host. */
  readonly root: string;
  /** Runs a script as root, as Run Command does: from a file, without a terminal. */
  run(script: string): Promise<Finished>;
}

/** Becomes process 1 of the guest. `$1`: an empty directory, `$2`: the system as a tar file. */
const begin = `set -eu
mount --make-rprivate /
mount -t tmpfs -o mode=0755 guest "$1"
tar -C "$1" -xf "$2"
mount -t proc proc "$1/proc"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
hostname guest
exec chroot "$1" /bin/sh -c 'echo ready; while :; do sleep 1; done'`;

/** @param environment what /etc/environment holds, and each script gets too */
export async function startGuest(environment: Readonly<Record<string, string>>): Promise<Guest> {
  const tar = await baseTree();
  const mountPoint = mkdtempSync(join(tmpdir(), 'guest-'));
  const namespaces = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', begin, 'begin', mountPoint, tar], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  const dispose = async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    rmdirSync(mountPoint);
  };
  try {
    const init = await firstProcess(child);
    const root = `/proc/${init}/root`;
    furnish(root, environment);
    return { root, run: scriptRunner(init, root, environment), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** @returns its number on the host, once it lives in its own tree */
async function firstProcess(child: ChildProcess): Promise<string> {
  const [said] = await Promise.race([
    once(child.stdout ?? child, 'data'),
    once(child, 'exit').then(([code]) => [`ended with ${code}`]),
  ]);
  if (String(said).trim() !== 'ready') throw new Error(`no guest: ${said}`);
  return readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
}

/** What a cloud image has and debootstrap leaves out. */
function furnish(root: string, environment: Readonly<Record<string, string>>): void {
  for (const file of ['/etc/resolv.conf', '/etc/hosts']) copyFileSync(file, root + file);
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(root, 'etc/environment'), lines.join(''));
  copyFileSync(join(import.meta.dirname, 'systemctl'), join(root, 'usr/bin/systemctl'));
  // The kernel is the host's, and so is what it says.
  const rsyslog = join(root, 'etc/rsyslog.conf');
  const settings = readFileSync(rsyslog, 'utf8');
  writeFileSync(rsyslog, settings.replace(/^module\(load="imklog".*$/m, ''));
}

function scriptRunner(
  init: string,
  root: string,
  environment: Readonly<Record<string, string>>,
): Guest['run'] {
  const enter = [
    'nsenter',
    '--target',
    init,
    '--mount',
    '--pid',
    '--uts',
    '--ipc',
    '--root',
    '--wd',
  ];
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    ...environment,
  };
  let count = 0;
  return async (script) => {
    const file = `/root/script-${count++}`;
    writeFileSync(root + file, script, { mode: 0o700 });
    try {
      return await run([...enter, 'sh', file], env);
    } finally {
      rmSync(root + file);
    }
  };
}
