import { describe, expect, it } from 'vitest';
import { alignColumns, cutToWidth, widthOf, wrapCommand, wrapLine } from '../../wizard/ui/width.ts';

it.each([
  ['abc', 3],
  ['한글', 4],
  ['a한', 3],
  ['\u001b[32mgreen\u001b[39m', 5],
  ['✔ ok', 4],
])('%j takes %d cells', (text, cells) => {
  expect(widthOf(text)).toBe(cells);
});

it.each([
  ['abcdef', 3, 'abc'],
  ['한글', 3, '한'],
  ['abc', 3, 'abc'],
])('%j is cut at %d', (text, columns, kept) => {
  expect(cutToWidth(text, columns)).toBe(kept);
});

describe('a line', () => {
  it.each([
    ['that fits stays as it is', 'short line', 20, 'short line'],
    ['is broken between words', 'one two three', 8, 'one two\nthree'],
    ['goes on where its text began', '  + one two three', 11, '  + one two\n    three'],
    ['keeps its indent', '      undo: take it all away', 20, '      undo: take it\n      all away'],
    ['of wide letters', '가나 다라 마바', 9, '가나 다라\n마바'],
    ['keeps a word that is longer than the terminal', 'y aaaaaaaaaaaa b', 6, 'y\naaaaaaaaaaaa\nb'],
    [
      'does not count its colours',
      '\u001b[1mone two\u001b[22m three',
      8,
      '\u001b[1mone two\u001b[22m\nthree',
    ],
  ])('%s', (_, line, columns, wrapped) => {
    expect(wrapLine(line, columns)).toBe(wrapped);
  });

  it('never makes a row wider than the terminal, but for a single word', () => {
    const line = `  + ${'word '.repeat(30)}end`;
    for (let columns = 12; columns < 90; columns++)
      for (const row of wrapLine(line, columns).split('\n'))
        expect(widthOf(row)).toBeLessThanOrEqual(columns);
  });
});

it('columns begin in the same cell, of wide letters too, and are left out empty', () => {
  const rows = [
    ['i-1', '', '한글', 'running', ''],
    ['i-20', '', 'web', 'stopped', 'set up'],
  ];
  expect(alignColumns(rows)).toEqual(['i-1   한글  running', 'i-20  web   stopped  set up']);
});

describe('a command', () => {
  const parts = ['wizard setup', '--disk-path /data', '--swap'];

  it('that fits is one line', () => {
    expect(wrapCommand(parts, 80)).toBe('  wizard setup --disk-path /data --swap');
  });

  it('is broken where a shell goes on reading', () => {
    expect(wrapCommand(parts, 25)).toBe('  wizard setup \\\n    --disk-path /data \\\n    --swap');
  });
});
