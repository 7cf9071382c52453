import { describe, expect, it } from 'vitest';
import { formatPointer, parsePointer } from '../../agent/pointer-tag.ts';
import { instanceId } from './sample-instance.ts';

const value = `v=1 id=${instanceId} k=0123456789ab sh=0`;
const pointer = { instanceId, specHash: '0123456789ab', shard: 0 };

it('is written in one order', () => {
  expect(formatPointer(pointer)).toBe(value);
});

it('is written in characters that EC2 and IAM take in a tag', () => {
  expect(formatPointer(pointer)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
});

describe('a pointer is read', () => {
  it.each([
    ['as written', value],
    ['in another order', `sh=0 k=0123456789ab id=${instanceId} v=1`],
    ['with unknown keys', `${value} next=x flag`],
    ['with more blanks', `  ${value.replaceAll(' ', '   ')} `],
  ])('%s', (_, text) => {
    expect(parsePointer(text)).toEqual(pointer);
  });

  it('with an instance id of the old length', () => {
    expect(parsePointer(value.replace(instanceId, 'i-01234567'))?.instanceId).toBe('i-01234567');
  });
});

describe('no pointer is', () => {
  it.each([
    ['an empty value', ''],
    ['a tag of somebody else', 'production'],
    ['a later version', value.replace('v=1', 'v=2')],
    ['without a version', value.replace('v=1 ', '')],
    ['without an instance', value.replace(`id=${instanceId} `, '')],
    ['an id that is none', value.replace(instanceId, 'i-xyz')],
    ['an id with something behind it', value.replace(instanceId, `${instanceId};reboot`)],
    ['without a hash', value.replace('k=0123456789ab ', '')],
    ['a hash of another length', value.replace('k=0123456789ab', 'k=0123')],
    ['without a shard', value.replace(' sh=0', '')],
    ['a shard that is no number', value.replace('sh=0', 'sh=-1')],
    ['a shard that is too large', value.replace('sh=0', 'sh=10000')],
  ])('%s', (_, text) => {
    expect(parsePointer(text)).toBeUndefined();
  });
});
