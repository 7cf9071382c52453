import { describe, expect, it } from 'vitest';
import {
  fingerprint,
  type HeartbeatLine,
  heartbeatOption,
  parseHeartbeatLine,
} from '../../agent/heartbeat.ts';
import { instanceId } from './sample-instance.ts';

const text = 'cwhb v=1 sh=0 fp=4169148423 p=300 ok=1 k=0123456789ab ag=1.0.0 n=00000000deadbeef';
const read: HeartbeatLine = {
  shard: 0,
  fingerprint: 4169148423,
  ok: true,
  specHash: '0123456789ab',
  agentVersion: '1.0.0',
  nonce: '00000000deadbeef',
};

describe('the fingerprint', () => {
  it('is the first 8 hex digits of the sha256 of the instance id', () => {
    // printf %s i-0123456789abcdef0 | sha256sum | cut -c1-8
    expect(fingerprint(instanceId).toString(16).padStart(8, '0')).toBe('57df7329');
  });

  it('tells instances apart', () => {
    expect(fingerprint('i-0fedcba9876543210')).not.toBe(fingerprint(instanceId));
  });
});

it('stands in the cron line as shard, hash and nonce', () => {
  const option = heartbeatOption({ shard: 7, specHash: '0123456789ab', nonce: 'beef' });
  expect(option).toBe('--heartbeat=7,0123456789ab,beef');
});

describe('a heartbeat line is read', () => {
  it.each([
    ['bare', text],
    ['from rsyslog', `Nov 24 05:58:01 ip-10-0-0-1 cwhb: ${text}`],
    ['from rsyslog with a process', `Nov 24 05:58:01 ip-10-0-0-1 cwhb[4711]: ${text}`],
    ['from a journal in JSON', `{"PRIORITY":"6","MESSAGE":"${text}","_PID":"4711"}`],
    ['with an unknown field', text.replace('p=300', 'p=300 new=x')],
    ['with its fields in another order', text.replace('sh=0 fp=4169148423', 'fp=4169148423 sh=0')],
    ['with a line end', `${text}\n`],
  ])('%s', (_, line) => {
    expect(parseHeartbeatLine(line)).toEqual(read);
  });

  it.each([
    ['ok=1', true],
    ['ok=0', false],
    ['ok=', false],
  ])('%s', (word, ok) => {
    expect(parseHeartbeatLine(text.replace('ok=1', word))?.ok).toBe(ok);
  });
});

describe('no heartbeat line is', () => {
  it.each([
    ['an empty line', ''],
    ['another program', text.replace('cwhb', 'sshd')],
    ['a word that only ends in ours', text.replace('cwhb', 'xcwhb')],
    ['a later version', text.replace('v=1', 'v=2')],
    ['without a shard', text.replace('sh=0 ', '')],
    ['a shard that is no number', text.replace('sh=0', 'sh=a')],
    ['without a fingerprint', text.replace('fp=4169148423 ', '')],
    ['a fingerprint that is no number', text.replace('fp=4169148423', 'fp=x1')],
    ['without a hash', text.replace('k=0123456789ab ', '')],
    ['without a version of the agent', text.replace('ag=1.0.0 ', '')],
    ['cut off before the nonce', text.slice(0, text.indexOf(' n='))],
  ])('%s', (_, line) => {
    expect(parseHeartbeatLine(line)).toBeUndefined();
  });
});
