import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unlessMissing } from '../machine-files.ts';

/** How far a file has been read. The inode tells a new file of the same name from the old one. */
export interface Position {
  readonly inode: number;
  readonly offset: number;
}

export interface NewLines {
  /** Whole lines without their ends. */
  readonly lines: readonly string[];
  /** Where reading goes on once so many of the lines are dealt with; all of them, by default. */
  positionAfter(lineCount?: number): Position;
}

const chunkBytes = 256 * 1024;

/**
 * What was written to a file since `position`, at most one chunk. Costs one stat when nothing
 * was. `undefined` without a file or without news.
 * @param holdsOld stays with a file that was renamed, whatever stands in its place by now
 */
export function readNewLines(
  path: string,
  position: Position | undefined,
  holdsOld = false,
): NewLines | undefined {
  const stats = unlessMissing(() => statSync(path));
  if (!stats?.isFile()) return undefined;
  if (!position) return readFrom(path, 0);
  if (position.inode !== stats.ino) {
    const rest = readRotated(path, position);
    if (rest && rest.lines.length > 0) return rest;
    return holdsOld ? undefined : readFrom(path, 0);
  }
  if (stats.size === position.offset) return undefined;
  // Shorter than what was read: truncated, and begun anew.
  return readFrom(path, stats.size < position.offset ? 0 : position.offset);
}

/** Where a file that has not been read yet ends. */
export function endOfFile(path: string): Position | undefined {
  const stats = unlessMissing(() => statSync(path));
  return stats && { inode: stats.ino, offset: stats.size };
}

/** The rest of the old file, which rotation has renamed to something beside it. */
function readRotated(path: string, position: Position): NewLines | undefined {
  const directory = dirname(path);
  const old = unlessMissing(() => readdirSync(directory))
    ?.map((name) => join(directory, name))
    .find((other) => unlessMissing(() => statSync(other))?.ino === position.inode);
  return old === undefined ? undefined : readFrom(old, position.offset);
}

function readFrom(path: string, offset: number): NewLines | undefined {
  return unlessMissing(() => {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(chunkBytes);
      const length = readSync(file, buffer, 0, chunkBytes, offset);
      const inode = fstatSync(file).ino;
      return toLines(buffer.subarray(0, length), inode, offset);
    } finally {
      closeSync(file);
    }
  });
}

function toLines(chunk: Buffer, inode: number, offset: number): NewLines {
  const lines: string[] = [];
  const ends = [0];
  let start = 0;
  for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
    lines.push(chunk.toString('utf8', start, end));
    start = end + 1;
    ends.push(start);
  }
  // A line longer than an event may be (256 KiB) is passed over piece by piece.
  if (lines.length === 0 && chunk.length === chunkBytes) ends[0] = chunk.length;
  return {
    lines,
    positionAfter: (count = lines.length) => ({ inode, offset: offset + (ends[count] ?? start) }),
  };
}
