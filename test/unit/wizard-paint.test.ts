import { describe, expect, it } from 'vitest';
import { paintFor, signsFor, sparkline } from '../../wizard/ui/paint.ts';
import type { Terminal } from '../../wizard/ui/terminal.ts';

const terminal: Terminal = {
  out: () => {},
  err: () => {},
  redraws: false,
  columns: { out: undefined, err: undefined },
  color: { out: true, err: false },
  unicode: true,
};

describe('paint', () => {
  it('colours the stream that may be coloured, whatever this process writes to', () => {
    expect(paintFor(terminal, 'out').bad('no')).toBe('\u001b[31mno\u001b[39m');
  });

  it('leaves the other stream as it is', () => {
    const paint = paintFor(terminal, 'err');
    const texts = [
      paint.bold('a'),
      paint.dim('b'),
      paint.good('c'),
      paint.warn('d'),
      paint.bad('e'),
    ];
    expect(texts.join('')).toBe('abcde');
  });
});

describe('signs', () => {
  it('are ASCII where the locale shows no more', () => {
    expect(Object.values(signsFor({ ...terminal, unicode: false })).join('')).toMatch(/^[ -~]+$/);
  });

  it('tell good, unchanged and bad apart', () => {
    for (const unicode of [true, false]) {
      const { done, same, bad } = signsFor({ ...terminal, unicode });
      expect(new Set([done, same, bad]).size).toBe(3);
    }
  });

  it('have as many bars in either alphabet', () => {
    const bars = [true, false].map((unicode) => signsFor({ ...terminal, unicode }).bars.length);
    expect(bars).toEqual([8, 8]);
  });
});

describe('a sparkline', () => {
  it.each<[string, readonly number[], string]>([
    ['of nothing', [], ''],
    ['of one value', [5], '0'],
    ['of the same value', [5, 5, 5], '000'],
    ['of two', [0, 1], '07'],
    ['of a rise', [0, 1, 2, 3, 4, 5, 6, 7], '01234567'],
    ['of a fall', [7, 3.5, 0], '740'],
    ['below zero', [-10, 0, 10], '047'],
    ['of large numbers', [1e12, 1e12 + 7e9], '07'],
    ['of tiny differences', [0.1, 0.1 + 1e-9], '07'],
    ['that holds no number', [1, Number.NaN, 2], ''],
  ])('%s', (_, values, drawn) => {
    expect(sparkline(values, '01234567')).toBe(drawn);
  });

  it('shows the newest thirty values, in their own scale', () => {
    const values = [1000, ...Array.from({ length: 30 }, (_, i) => i)];
    const drawn = sparkline(values, '01234567');
    expect(drawn).toHaveLength(30);
    expect(drawn).toMatch(/^0.*7$/);
  });
});
