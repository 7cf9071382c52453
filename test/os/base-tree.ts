import { execFile, execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the agent needs, and the real syslog. Not cron: the installer has to bring that. */
const packages = ['ca-certificates', 'curl', 'gawk', 'rsyslog'];

/**
 * A minimal system of this host's own distribution, as a tar file. Made by debootstrap from the
 * mirror that the host's apt uses; made once, and kept in the temporary directory.
 */
export async function baseTree(): Promise<string> {
  const source = await packageSource();
  const kept = ownDirectory(join(tmpdir(), 'cloudwatch-wizard-os'));
  const tar = join(kept, `${[source.suite, ...packages].join('-')}.tar`);
  if (existsSync(tar)) return tar;
  const work = mkdtempSync(join(kept, 'making-'));
  try {
    await makeTree(join(work, 'tree'), source);
    await run('tar', ['-C', join(work, 'tree'), '-cf', join(work, 'tar'), '.']);
    renameSync(join(work, 'tar'), tar);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return tar;
}

interface PackageSource {
  /** e.g. `bookworm` */
  readonly suite: string;
  readonly mirror: string;
}

/** @throws when this host has no apt, or one that knows no mirror of its own release */
async function packageSource(): Promise<PackageSource> {
  const release = await readFile('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(.*)$/m.exec(release)?.[1];
  const format = '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)';
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--format',
    format,
    'Created-By: Packages',
  ]);
  const [, , , mirror] =
    stdout
      .split('\n')
      .map((line) => line.split(' '))
      .find(
        ([origin, codename, component]) =>
          /^(Debian|Ubuntu)$/.test(origin ?? '') && codename === suite && component === 'main',
      ) ?? [];
  if (!suite || !mirror) throw new Error('apt knows no mirror of this release: apt-get update');
  return { suite, mirror };
}

async function makeTree(directory: string, { suite, mirror }: PackageSource): Promise<void> {
  const debootstrap = () =>
    run('debootstrap', [
      '--variant=minbase',
      `--include=${packages.join(',')}`,
      suite,
      directory,
      mirror,
    ]);
  // A mirror is unreachable now and then; what was fetched before is used again.
  await debootstrap().catch(debootstrap);
  for (const path of ['var/cache/apt/archives', 'var/lib/apt/lists'])
    rmSync(join(directory, path), { recursive: true });
  for (const path of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial'])
    mkdirSync(join(directory, path), { recursive: true });
}

/** What is in it will be run by root: nobody else may have put it there. */
function ownDirectory(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(path);
  if (uid !== 0 || (mode & 0o077) !== 0) throw new Error(`${path} is not root's alone`);
  return path;
}

const tools: Readonly<Record<string, readonly string[]>> = {
  debootstrap: ['--version'],
  nsenter: ['--version'],
  unshare: ['--mount', '--pid', '--uts', '--fork', 'true'],
};

/**
 * Whether this host can run a system of its own. In CI it has to; elsewhere it is said why not.
 * @throws where CI is set and it cannot
 */
export function hasRealSystem(): boolean {
  const reason = whyNot();
  if (reason === undefined) return true;
  if (process.env.CI !== undefined) throw new Error(`No real system to test on: ${reason}`);
  process.stderr.write(`NOT TESTED on a real system: ${reason}. See CONTRIBUTING.md.\n`);
  return false;
}

function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return 'it takes root';
  for (const [tool, args] of Object.entries(tools)) {
    try {
      execFileSync(tool, args, { stdio: 'pipe' });
    } catch (error) {
      return `${tool}: ${(error as Error).message}`;
    }
  }
  return undefined;
}
