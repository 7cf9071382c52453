import { describe, expect, it } from 'vitest';
import { cronEntry } from '../../agent/cron-entry.ts';
import { agentOptions, countMetrics, metricsOf } from '../../agent/metric-catalogue.ts';
import { logsHash, specHash } from '../../agent/monitoring-spec.ts';
import { adoptable } from '../../agent/old-options.ts';
import { buildSpec } from '../../wizard/build-spec.ts';
import { noFlags } from '../../wizard/flags/flags.ts';
import { rootDisk, spec } from './sample-instance.ts';

it.each([
  [['--aggregated', '--auto-scaling', '--mem-used-incl-cache-buff'], undefined],
  [['--memory-units=BYTES', '--disk-space-units=megabytes', '--disk-path=/data'], undefined],
  [
    [
      '--aws-secret-key=HUSH',
      '--verbose',
      '--memory-units=$(x)',
      '--disk-path=a',
      '--disk-path=/a%b',
    ],
    [],
  ],
  [['--aggregated', '--aggregated'], ['--aggregated']],
  [['--memory-units=bytes', '--memory-units=kilobytes'], ['--memory-units=kilobytes']],
])('of %j is taken over %j', (words, taken = words) => {
  expect(adoptable(words).sort()).toEqual([...taken].sort());
});

it('each metric is paid for as often as it is sent', () => {
  const one = countMetrics(spec);
  expect(countMetrics(spec, ['--auto-scaling'])).toBe(2 * one);
  expect(countMetrics(spec, ['--aggregated', '--auto-scaling'])).toBe(5 * one);
  expect(countMetrics(spec, ['--disk-path=/data'])).toBe(one + 3);
  expect(countMetrics(spec, ['--disk-path=/'])).toBe(one);
});

it('options of old lines follow ours, their paths among them', () => {
  const options = agentOptions(spec, ['--disk-path=/data', '--memory-units=bytes']);
  expect(options.slice(5)).toEqual([
    ...['--disk-path=/', '--disk-path=/data'],
    ...['--disk-space-util', '--disk-space-used', '--disk-space-avail', '--memory-units=bytes'],
  ]);
});

it('names are looked for as the agent writes them', () => {
  const disk = { ...rootDisk, mountPath: '/데' };
  expect(metricsOf(spec, [disk]).at(-1)?.dimensions.at(-1)?.value).toBe('/%EB%8D%B0');
});

describe('wishes that were not there before', () => {
  const wish = (said: object, recorded = spec) =>
    buildSpec(spec.instanceId, { ...noFlags, ...said }, recorded);

  it('leave the hash of an older wish as it was', () => {
    expect(specHash(wish({}))).toBe(specHash(spec));
    expect(specHash(wish({ highResolution: 0, proxy: '', migrate: false }))).toBe(specHash(spec));
    expect(logsHash(wish({ proxy: 'http://p:1' }))).not.toBe(logsHash(spec));
  });

  it('are kept until they are taken back', () => {
    const all = wish({ highResolution: 10, proxy: 'http://p:1', migrate: true });
    expect(all).toMatchObject({
      period: 60,
      highResolution: 10,
      proxy: 'http://p:1',
      migrate: true,
    });
    expect(wish({}, all)).toEqual(all);
    expect(wish({ highResolution: 0, proxy: '', migrate: false }, all)).toEqual({
      ...spec,
      period: 60,
    });
  });

  it('samples within a minute end where five minutes are asked for', () => {
    const fine = wish({ highResolution: 1 });
    expect(wish({ period: 300 }, fine)).toEqual({ ...spec, period: 300 });
  });

  it('stand in the cron entry', () => {
    const entry = cronEntry(wish({ highResolution: 10, proxy: 'http://p:1' }), undefined);
    expect(entry).toContain('\nHTTPS_PROXY=http://p:1\n* * * * * root ');
    expect(entry).toContain(
      ' --from-cron --spool=/var/spool/cloudwatch-wizard --high-resolution=10\n',
    );
    expect(entry).not.toContain('--heartbeat');
  });
});
