import { describe, expect, it } from 'vitest';
import { plainText } from '../../wizard/plain-text.ts';

describe('text of others, made fit for a line of a terminal', () => {
  it.each([
    ['plain text', 'web-1', 'web-1'],
    ['Hangul and emoji', '웹 서버 🙂', '웹 서버 🙂'],
    ['line ends', 'a\r\nb', 'a b'],
    ['a colour', '\u001b[31mred', ' [31mred'],
    ['the 8-bit form of an escape sequence', '\u009b2J', ' 2J'],
    ['a window title', '\u001b]0;gotcha\u0007x', ' ]0;gotcha x'],
    ['a mark that turns the direction of writing', 'a\u202eb', 'a b'],
    ['an isolate', 'a\u2066b\u2069', 'a b '],
    ['a zero-width space', 'a\u200bb', 'a b'],
    ['a line separator', 'a\u2028b\u2029c', 'a b c'],
    ['a byte order mark', '\ufeffa', ' a'],
    ['nul and delete', 'a\u0000\u007fb', 'a b'],
    ['nothing', '', ''],
  ])('%s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each([
    ['abcd', 'abcd'],
    ['abcde', 'abcd…'],
    ['a\n\n\n\nbc', 'a bc'],
  ])('%j is cut at the limit', (text, plain) => {
    expect(plainText(text, 4)).toBe(plain);
  });

  it('is cut at 600 characters unless said otherwise', () => {
    expect(plainText('x'.repeat(700))).toBe(`${'x'.repeat(600)}…`);
  });
});
