import type { Terminal } from './terminal.ts';
import { wrapCommand, wrapLine } from './width.ts';

/** Writes one line; on a terminal it is broken between words, and goes whole into a file or pipe. */
export function writeLine(terminal: Terminal, stream: 'out' | 'err', line: string): void {
  const columns = terminal.columns[stream];
  terminal[stream](`${columns ? wrapLine(line, columns) : line}\n`);
}

/** Writes a command to be copied, indented; `parts` are a flag each, with its value. */
export function writeCommand(
  terminal: Terminal,
  stream: 'out' | 'err',
  parts: readonly string[],
): void {
  const columns = terminal.columns[stream];
  terminal[stream](`${wrapCommand(parts, columns ?? Number.POSITIVE_INFINITY)}\n`);
}
