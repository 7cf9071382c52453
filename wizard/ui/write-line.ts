import type { Terminal } from './terminal.ts';
import { wrapLine } from './width.ts';

/** Writes one line; on a terminal it is broken between words, and goes whole into a file or pipe. */
export function writeLine(terminal: Terminal, stream: 'out' | 'err', line: string): void {
  const columns = terminal.columns[stream];
  terminal[stream](`${columns ? wrapLine(line, columns) : line}\n`);
}
