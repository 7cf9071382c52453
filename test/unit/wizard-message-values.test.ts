import { describe, expect, it } from 'vitest';
import { age, list, usd } from '../../wizard/messages/values.ts';

const letters = (count: number) => [...'abcdefghijkl'].slice(0, count);

describe('a list', () => {
  it.each([
    [letters(1), 'a'],
    [letters(3), 'a, b, c'],
    [letters(10), 'a, b, c, d, e, f, g, h, i, j'],
    [letters(12), 'a, b, c, d, e, f, g, h, i, j (+2)'],
    [[], ''],
    [[1, 2], '1, 2'],
    ['alone', 'alone'],
    [undefined, ''],
  ])('of %j is %s', (items, text) => {
    expect(list(items)).toBe(text);
  });
});

describe('an age, as exact as a person needs', () => {
  it.each([
    [0, '0 s', '0초'],
    [0.4, '0 s', '0초'],
    [89, '89 s', '89초'],
    [90, '2 min', '2분'],
    [149, '2 min', '2분'],
    [5399, '90 min', '90분'],
    [5400, '2 h', '2시간'],
    [10_800, '3 h', '3시간'],
    [undefined, '0 s', '0초'],
  ])('%s s: %s, %s', (seconds, english, korean) => {
    expect([age(seconds, 'en'), age(seconds, 'ko')]).toEqual([english, korean]);
  });
});

it.each([
  [0, '$0.00'],
  [2.1, '$2.10'],
  [1234.567, '$1234.57'],
])('%s dollars are %s', (amount, text) => {
  expect(usd(amount)).toBe(text);
});
