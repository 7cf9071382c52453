import type { Terminal } from './terminal.ts';
import { widthOf } from './width.ts';

/** What our own signs look like without anything beyond ASCII. */
const standIns: Readonly<Record<string, string>> = {
  '·': '-',
  '…': '...',
  '→': '->',
  '✔': 'ok',
  '✖': 'x',
  '▸': '>',
  '‣': '>',
};

/**
 * A text for a locale that shows ASCII alone; a letter that nothing stands in for becomes `?`, as
 * often as it has cells, so that columns stay columns.
 */
export function toAscii(text: string): string {
  return text.replace(
    /[^\p{ASCII}]/gu,
    (letter) => standIns[letter] ?? '?'.repeat(widthOf(letter)),
  );
}

/** The same terminal, on which nothing is written that it cannot show. */
export function inAscii(terminal: Terminal): Terminal {
  return {
    ...terminal,
    out: (text) => terminal.out(toAscii(text)),
    err: (text) => terminal.err(toAscii(text)),
  };
}
