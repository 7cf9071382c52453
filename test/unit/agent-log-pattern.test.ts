import { describe, expect, it } from 'vitest';
import { isCommonPattern } from '../../agent/log-pattern.ts';

/** Compared with Go 1.26, Python 2.7 and 3.11: what is taken here, all of them take. */
const taken = [
  String.raw`^\d{4}-[01]\d-\d{2}`,
  '(?i)^error',
  '(?i)(?s)a',
  '(?P<t>x)',
  '(?P<a>x)(?P<b>y)',
  '(?:a|b)*?c',
  '()',
  'a||b',
  String.raw`\A\[\w+\]\s`,
  String.raw`\bINFO\B`,
  String.raw`\x1b\[`,
  String.raw`\-\_\ \"`,
  '^{"time":',
  '{}',
  'a{b}',
  'a{2}?',
  'a{1000}',
  String.raw`(?:\d{1,3}\.){3}\d{1,3}`,
  '(?:a{10}b{20}){50}',
  '[a-z0-9_-]+',
  String.raw`[^\s]`,
  String.raw`[\]\[\\^]`,
  String.raw`[\d-]`,
  String.raw`[\x30-\x39]`,
  '[a-c-e]',
  '[--a]',
  '^[가-힣]+',
  ']}',
];

const refused: readonly (readonly [string, string])[] = [
  ['^(?!\\s)', 'Go does not look ahead'],
  ['^(?=x)', 'Go does not look ahead'],
  ['(?<=x)y', 'Go does not look behind'],
  ['(?<!x)y', 'Go does not look behind'],
  ['(a)\\1', 'Go refers to no group'],
  ['(?P<t>x)(?P=t)', 'Go refers to no group'],
  ['(?<t>x)', 'Python wants a P'],
  ['(?P<1>x)', 'Python wants a letter'],
  ['(?P<t>x)(?P<t>y)', 'twice the same name'],
  ['(?#x)', 'Go has no comments'],
  ['(?>x)', 'Go has none'],
  ['(?i:x)', 'Python 2.7 has none'],
  ['^(?i)error', 'Python 3.11 wants it first'],
  ['(?x)a', 'Go has no such flag'],
  ['(?U)a', 'Python has no such flag'],
  ['[^]', 'only JavaScript knows it'],
  ['[]', 'only JavaScript knows it'],
  ['[a', 'it does not end'],
  ['[z-a]', 'backwards'],
  ['[\\x39-\\x30]', 'backwards'],
  ['[a-\\d]', 'a range to many'],
  ['[\\d-x]', 'Python does not take the hyphen'],
  ['[\\b]', 'Go does not'],
  ['[[:digit:]]', 'Python reads it otherwise'],
  ['\\cA', 'neither knows it'],
  ['\\u0041', 'Go does not'],
  ['\\p{L}', 'Python does not'],
  ['\\Qa', 'Python does not'],
  ['a\\Z', 'Go does not'],
  ['a\\z', 'Python does not'],
  ['\\e', 'neither knows it'],
  ['\\x4', 'half a number'],
  ['\\가', 'Go does not'],
  ['\\', 'nothing behind it'],
  ['(', 'it does not end'],
  ['a)', 'it does not begin'],
  [')(', 'it does not begin'],
  ['*', 'nothing to repeat'],
  ['a|*', 'nothing to repeat'],
  ['(+a)', 'nothing to repeat'],
  ['^*', 'Python does not repeat it'],
  ['(?i)*', 'nothing to repeat'],
  ['a**', 'twice'],
  ['a*+', 'Go does not'],
  ['a{2}{3}', 'twice'],
  ['a{3,2}', 'backwards'],
  ['a{1001}', 'Go does not'],
  ['a{12345}', 'Go does not'],
  ['(a{100}){100}', 'Go does not repeat so often in all'],
  ['(?:x(?:a{20}|b)*y){51}', 'Go does not repeat so often in all'],
  ['a{,2}', 'a number of times for Python alone'],
];

describe('a pattern for both log agents', () => {
  it.each(taken)('is %s', (pattern) => {
    expect(isCommonPattern(pattern)).toBe(true);
  });

  it.each(refused)('is not %s: %s', (pattern) => {
    expect(isCommonPattern(pattern)).toBe(false);
  });
});
