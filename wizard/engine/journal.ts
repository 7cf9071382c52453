import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../errors.ts';
import { currentLines, foldHistory, type History, type JournalLine } from './history.ts';

/** What was done to one instance, on disk before it is done to AWS. */
export interface Journal {
  readonly path: string;
  history(): History;
  /** Since it was last undone, oldest first. */
  lines(): readonly JournalLine[];
  /** Returns once the line is on the disk. */
  append(line: JournalLine): void;
  /** Refuses a second run on the same instance from this machine; the answer lets go again. */
  lock(): () => void;
}

/** Who is running on this machine: for the lock, which a killed run leaves behind. */
export interface Processes {
  readonly self: number;
  /** Epoch milliseconds at which it started. */
  readonly startedAt: number;
  isAlive(pid: number): boolean;
}

/** Where journals live: `$XDG_STATE_HOME/cloudwatch-wizard`, else `~/.local/state/…`. */
export function journalDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const state = env.XDG_STATE_HOME || join(env.HOME || '.', '.local', 'state');
  return join(state, 'cloudwatch-wizard');
}

/** The journal of one instance: a file per account, Region and instance, readable by its owner. */
export function openJournal(
  directory: string,
  { accountId, region, instanceId }: { accountId: string; region: string; instanceId: string },
  processes: Processes,
): Journal {
  const path = join(directory, `${accountId}-${region}-${instanceId}.jsonl`);
  let lines: readonly JournalLine[] | undefined;
  const read = () => {
    lines ??= readLines(path);
    return lines;
  };
  return {
    path,
    history: () => foldHistory(read()),
    lines: () => currentLines(read()),
    append: (line) => {
      const before = read();
      appendDurably(path, `${JSON.stringify(line)}\n`);
      lines = [...before, line];
    },
    lock: () => takeLock(`${path}.lock`, processes),
  };
}

function readLines(path: string): JournalLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem('journal-unreadable', { path, reason: String(error) }, { cause: error });
  }
  const lines = text.split('\n');
  // A crash while writing leaves a last line without its end: what it would say did not begin.
  lines.pop();
  return lines.map((line, index) => parseLine(line, path, index + 1));
}

function parseLine(line: string, path: string, number: number): JournalLine {
  try {
    const parsed = JSON.parse(line) as JournalLine;
    if (typeof parsed?.action?.kind !== 'string') throw new Error('not a journal line');
    return parsed;
  } catch (error) {
    const reason = `line ${number} is not a line of a journal`;
    throw problem('journal-unreadable', { path, reason }, { cause: error });
  }
}

function appendDurably(path: string, text: string): void {
  orUnwritable(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'a', 0o600);
    try {
      // What a crash tore off would swallow the new line.
      ftruncateSync(file, readFileSync(path).lastIndexOf('\n') + 1);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

function takeLock(path: string, processes: Processes): () => void {
  orUnwritable(path, () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  for (;;) {
    if (orUnwritable(path, () => createFile(path, `${processes.self} ${processes.startedAt}`)))
      return () => rmSync(path, { force: true });
    const held = readIfThere(path);
    // Its holder has just let go.
    if (held === undefined) continue;
    const [pid = 0, startedAt] = held.split(' ').map(Number);
    // In a container every run may have the same number: then the start tells them apart.
    const isOther = pid === processes.self && startedAt !== processes.startedAt;
    if (!isOther && processes.isAlive(pid)) throw problem('another-run', { pid, path });
    takeAway(path, processes.self);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a killed run left behind. Renamed first: of two who try, only one can. */
function takeAway(path: string, self: number): void {
  const away = `${path}.${self}.stale`;
  try {
    renameSync(path, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(away, { force: true });
}

/** Appears with its text or not at all. @returns `false` when the file is there already */
function createFile(path: string, text: string): boolean {
  const draft = `${path}.${text.replace(' ', '-')}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function orUnwritable<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw problem('journal-unwritable', { path, reason: String(error) }, { cause: error });
  }
}
