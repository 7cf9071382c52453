import { expect, it } from 'vitest';
import { inTurn } from '../../lambda/look/pace.ts';

const all = ['c', 'a', 'd', 'b'].map((sk) => ({ sk }));
const order = (after?: string) =>
  inTurn(all, after)
    .map(({ sk }) => sk)
    .join('');

it.each([
  ['at the first at first', undefined, 'abcd'],
  ['behind the last one', 'b', 'cdab'],
  ['behind one that is gone', 'bb', 'cdab'],
  ['at the first again behind the end', 'd', 'abcd'],
])('begins %s', (_, after, expected) => {
  expect(order(after)).toBe(expected);
});

it('comes round to everybody, however many there are and however few are read', () => {
  for (let size = 1; size < 40; size++)
    for (let reads = 1; reads <= size; reads++) {
      const many = Array.from({ length: size }, (_, index) => ({ sk: String(index) }));
      const seen = new Set<string>();
      let after: string | undefined;
      for (let run = 0; run < Math.ceil(size / reads); run++) {
        const read = inTurn(many, after).slice(0, reads);
        for (const { sk } of read) seen.add(sk);
        after = read.at(-1)?.sk;
      }
      expect(seen.size).toBe(size);
    }
});
