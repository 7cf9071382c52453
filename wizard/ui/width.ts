/** Hangul and its like take two cells of a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** Colours, which take none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with a control character.
const colors = /\u001b\[[0-9;]*m/g;

/** Cells of a terminal that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text.replace(colors, '')) width += wide.test(letter) ? 2 : 1;
  return width;
}

/** Cuts a text without colours at a width: a wrapped line could not be drawn again. */
export function cutToWidth(text: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const letter of text) {
    width += widthOf(letter);
    if (width > columns) return kept;
    kept += letter;
  }
  return kept;
}

/** Rows of a table as lines: a column begins in the same cell everywhere, or is left out empty. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')));
  const isUsed = (_: string, column: number) => width(column) > 0;
  return rows.map((row) =>
    row
      .map((text, column) => text + ' '.repeat(width(column) - widthOf(text)))
      .filter(isUsed)
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Breaks a command between its parts, as a shell can read it: a line break alone would end it
 * half-way when it is pasted.
 */
export function wrapCommand(parts: readonly string[], columns: number): string {
  const rows: string[] = [];
  let row = '';
  for (const part of parts) {
    const longer = row === '' ? `  ${part}` : `${row} ${part}`;
    if (row === '' || widthOf(longer) <= columns - ' \\'.length) row = longer;
    else {
      rows.push(`${row} \\`);
      row = `    ${part}`;
    }
  }
  return [...rows, row].join('\n');
}

/**
 * Breaks a line between words where a terminal would break it anywhere. What follows is indented
 * as far as the line's own text begins, behind its sign if it has one.
 */
export function wrapLine(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const [start = ''] = /^\s*(?:[-+!·✔✖→] |ok |x |-> )?/u.exec(line.replace(colors, '')) ?? [];
  const indent = ' '.repeat(Math.min(widthOf(start), Math.floor(columns / 2)));
  const rows: string[] = [];
  let row = '';
  for (const [index, word] of line.split(' ').entries()) {
    const longer = index === 0 ? word : `${row} ${word}`;
    if (widthOf(longer) <= columns || row.trim() === '') row = longer;
    else {
      rows.push(row);
      row = indent + word;
    }
  }
  return [...rows, row].join('\n');
}
