import { describe, expect, it } from 'vitest';
import { fromAttributes, toAttributes } from '../../lambda/items.ts';

describe('an item', () => {
  it('comes back as it went', () => {
    const item = {
      pk: 'R',
      v: 3,
      spec: { period: 60, swap: true, diskPaths: ['/', '/data'], logs: [] },
      nothing: null,
      share: 0.25,
    };
    expect(fromAttributes(toAttributes(item))).toEqual(item);
  });

  it('leaves out what is undefined, at any depth', () => {
    expect(toAttributes({ a: undefined, b: { c: undefined } })).toEqual({ b: { M: {} } });
  });

  it('refuses what is no JSON', () => {
    expect(() => toAttributes({ a: () => 1 })).toThrow('function cannot be kept');
  });
});
