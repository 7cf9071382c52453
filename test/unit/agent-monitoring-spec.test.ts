import { describe, expect, it } from 'vitest';
import { streamName, systemLog } from '../../agent/log-file.ts';
import {
  canonicalJson,
  logsHash,
  type MonitoringSpec,
  specHash,
} from '../../agent/monitoring-spec.ts';
import { instanceId, spec } from './sample-instance.ts';

describe('the hash of a wish', () => {
  it('is 12 hex digits', () => {
    expect(specHash(spec)).toMatch(/^[0-9a-f]{12}$/);
  });

  it('does not depend on the order in which the wish was written', () => {
    const backwards = Object.fromEntries(Object.entries(spec).reverse());
    expect(specHash(backwards as unknown as MonitoringSpec)).toBe(specHash(spec));
  });

  it('is pinned: it stands in cron lines and tags of instances that are set up', () => {
    expect(specHash(spec)).toBe('c0ffa2ef3c56');
  });

  it.each<[string, Partial<MonitoringSpec>]>([
    ['another instance', { instanceId: 'i-0fedcba9876543210' }],
    ['another period', { period: 60 }],
    ['without swap', { swap: false }],
    ['one more disk', { diskPaths: ['/', '/data'] }],
    ['the same disks in another order', { diskPaths: ['/data', '/'] }],
    ['detailed monitoring', { detailedMonitoring: true }],
    ['another log', { logs: [{ ...systemLog, group: 'web' }] }],
    ['no log', { logs: [] }],
  ])('changes with %s', (_, change) => {
    expect(specHash({ ...spec, ...change })).not.toBe(specHash(spec));
  });
});

describe('the hash of the logs', () => {
  it('stays when something else changes, so that the shipper is left alone', () => {
    expect(logsHash({ ...spec, period: 60, swap: false })).toBe(logsHash(spec));
  });

  it('changes with a log', () => {
    expect(logsHash({ ...spec, logs: [{ ...systemLog, stream: 'x' }] })).not.toBe(logsHash(spec));
  });
});

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    [[{ b: 1, a: 2 }, 'x'], '[{"a":2,"b":1},"x"]'],
    [{ list: [2, 1] }, '{"list":[2,1]}'],
    [{ a: null, b: undefined }, '{"a":null}'],
    ['text', '"text"'],
  ])('%j is %s', (value, json) => {
    expect(canonicalJson(value)).toBe(json);
  });
});

describe('the log stream', () => {
  it.each([
    ['{instance_id}', instanceId],
    ['web/{instance_id}/{instance_id}', `web/${instanceId}/${instanceId}`],
    ['fixed', 'fixed'],
  ])('of %s is %s', (stream, name) => {
    expect(streamName({ ...systemLog, stream }, instanceId)).toBe(name);
  });
});
