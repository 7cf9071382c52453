import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';

export interface SnapshotOptions {
  /**
   * Paths inside the machine to leave out, with everything below them. Left out: `.pretend` and
   * `proc`, which change by themselves.
   */
  readonly exclude?: readonly string[];
}

/** Path inside the machine → what is there: type, mode, and size and digest or link target. */
export type TreeSnapshot = Readonly<Record<string, string>>;

/** A listing of a machine's files that is the same whenever the files are; times do not count. */
export function snapshotTree(root: string, options: SnapshotOptions = {}): TreeSnapshot {
  const exclude = new Set(options.exclude ?? ['.pretend', 'proc']);
  const found: Record<string, string> = {};
  const visit = (directory: string) => {
    for (const name of readdirSync(join(root, directory)).sort()) {
      const path = directory === '' ? name : `${directory}/${name}`;
      if (exclude.has(path)) continue;
      const stats = lstatSync(join(root, path));
      found[path] = describe(join(root, path), stats);
      if (stats.isDirectory()) visit(path);
    }
  };
  visit('');
  return found;
}

function describe(path: string, stats: Stats): string {
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  if (stats.isDirectory()) return `directory ${mode}`;
  if (stats.isSymbolicLink()) return `link -> ${readlinkSync(path)}`;
  if (!stats.isFile()) return `special ${mode}`;
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
  return `file ${mode} ${stats.size} ${digest}`;
}
