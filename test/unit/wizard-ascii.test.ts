import { expect, it } from 'vitest';
import { toAscii } from '../../wizard/ui/ascii.ts';
import { signsFor } from '../../wizard/ui/paint.ts';

it.each([
  ['plain text stays', 'plain text stays'],
  ['a · b …', 'a - b ...'],
  ['웹-1', '??-1'],
  ['\u001b[32m✔\u001b[39m', '\u001b[32mok\u001b[39m'],
  ['🦊', '?'],
])('%j is %j in ASCII', (text, ascii) => {
  expect(toAscii(text)).toBe(ascii);
});

it('has the same stand-ins as the signs', () => {
  const terminal = { out: () => {}, err: () => {}, redraws: false, unicode: true } as const;
  const none = { columns: { out: 80, err: 80 }, color: { out: false, err: false } };
  const { bars: _, ...signs } = signsFor({ ...terminal, ...none });
  const { bars: __, same: ___, ...plain } = signsFor({ ...terminal, ...none, unicode: false });
  expect(Object.fromEntries(Object.entries(signs).map(([k, sign]) => [k, toAscii(sign)]))).toEqual({
    ...plain,
    same: '-',
  });
});
