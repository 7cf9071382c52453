import { lstatSync, type Stats } from 'node:fs';
import { type MachineFiles, unlessMissing } from '../machine-files.ts';
import type { CronFlavour } from './cron-flavour.ts';
import { type CronEntry, parseCrontab } from './crontab.ts';
import { isUser } from './users.ts';

/** The crontabs of a machine. Reads again only what has changed since. */
export interface CronFiles {
  entries(): readonly CronEntry[];
  /**
   * What is wrong with the files just read, as the daemon puts it in its log; each is told once
   * until the file changes.
   */
  takeProblems(): readonly string[];
}

interface Known {
  readonly version: string;
  readonly entries: readonly CronEntry[];
}

export function createCronFiles(files: MachineFiles, flavour: CronFlavour): CronFiles {
  const { crontabs, family } = flavour;
  const known = new Map<string, Known>();
  const userIsKnown = (user: string) => isUser(files, user);
  const say = family === 'debian' ? sayAsDebian : sayAsCronie;
  let problems: string[] = [];

  const load = (name: string, owner: string | undefined): readonly CronEntry[] => {
    const stats = unlessMissing(() => lstatSync(files.path(name)));
    if (!stats) return [];
    const version = [stats.ino, stats.size, stats.mtimeMs, stats.mode, stats.uid].join();
    const before = known.get(name);
    if (before?.version === version) return before.entries;
    const wrong = whyUntrusted(stats, files);
    const crontab =
      wrong === undefined ? parseCrontab(files.read(name) ?? '', owner, userIsKnown) : undefined;
    const problem = wrong ?? crontab?.problem;
    if (problem !== undefined) problems.push(say(name, owner, problem));
    const entries = crontab?.entries ?? [];
    known.set(name, { version, entries });
    return entries;
  };

  return {
    entries: () => [
      ...load('etc/crontab', undefined),
      ...files
        .list('etc/cron.d')
        .filter(isCrontabName)
        .flatMap((name) => load(`etc/cron.d/${name}`, undefined)),
      ...files.list(crontabs).flatMap((user) => load(`${crontabs}/${user}`, user)),
    ],
    takeProblems: () => {
      const taken = problems;
      problems = [];
      return taken;
    },
  };
}

/** A dot, a tilde or the like in a name in `/etc/cron.d` and it is passed over without a word. */
export function isCrontabName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}

function sayAsCronie(name: string, _owner: string | undefined, problem: string): string {
  return `(root) ${problem} (/${name})`;
}

function sayAsDebian(name: string, owner: string | undefined, problem: string): string {
  const who = owner ?? `*system*${name.replace(/^etc\/(crontab|cron\.d\/)/, '')}`;
  if (problem.startsWith('ERROR')) return `(${who}) ${problem}`;
  const words = problem === 'BAD FILE MODE' ? 'INSECURE MODE (group/other writable)' : problem;
  return `(${who}) ${words} (/${name})`;
}

function whyUntrusted(stats: Stats, files: MachineFiles): string | undefined {
  if (!stats.isFile()) return 'NOT REGULAR';
  const owner = files.owner?.uid ?? process.getuid?.();
  if (owner !== undefined && stats.uid !== owner) return 'WRONG FILE OWNER';
  // Group or others may write: anybody could have root run anything.
  if ((stats.mode & 0o022) !== 0) return 'BAD FILE MODE';
  return undefined;
}
