import { describe, expect, it } from 'vitest';
import { agentPath, cronEntry, cronEntryPath } from '../../agent/cron-entry.ts';
import { isDiskPath } from '../../agent/disk-path.ts';
import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import { spec } from './sample-instance.ts';

const heartbeat = { shard: 0, specHash: '0123456789ab', nonce: 'beef' };
const lineOf = (change: Partial<MonitoringSpec> = {}) =>
  cronEntry({ ...spec, ...change }, heartbeat).split('\n')[2] ?? '';

describe('the cron.d file', () => {
  it('is whole, with the final newline without which cron ignores the last line', () => {
    expect(cronEntry(spec, heartbeat)).toMatchInlineSnapshot(`
      "# Written by cloudwatch-wizard: a change by hand is drift, and the next repair undoes it.
      MAILTO=""
      */5 * * * * root "$ROOT"/usr/local/libexec/cloudwatch-wizard/mon-put-instance-data --mem-util --mem-used --mem-avail --swap-util --swap-used --disk-path=/ --disk-space-util --disk-space-used --disk-space-avail --from-cron --spool=/var/spool/cloudwatch-wizard --heartbeat=0,0123456789ab,beef --period=300
      "
    `);
  });

  it('has a name that cron reads: without a dot', () => {
    expect(cronEntryPath).toMatch(/^\/etc\/cron\.d\/[\w-]+$/);
  });

  it.each([
    [60, '* * * * *'],
    [300, '*/5 * * * *'],
  ] as const)('with a period of %s s runs at %s, as root', (period, time) => {
    expect(lineOf({ period })).toMatch(`${time} root "$ROOT"${agentPath} `);
    expect(lineOf({ period })).toMatch(` --period=${period}`);
  });

  it.each([
    ['/', '--disk-path=/'],
    ['/mnt/data-1_x.y', '--disk-path=/mnt/data-1_x.y'],
    ['/my data', "'--disk-path=/my data'"],
    ['/a$(reboot)', "'--disk-path=/a$(reboot)'"],
    ["/it's", "'--disk-path=/it'\\''s'"],
    ['/a;b', "'--disk-path=/a;b'"],
    ['/100%', "'--disk-path=/100\\%'"],
    ['/데이터', "'--disk-path=/데이터'"],
  ])('quotes the path %s for its shell', (path, word) => {
    expect(lineOf({ diskPaths: [path] })).toContain(` ${word} `);
  });
});

describe('a disk path', () => {
  it.each(['/', '/data', '/my data', "/it's", '/데이터', `/${'a'.repeat(254)}`])(
    'may be %s',
    (path) => {
      expect(isDiskPath(path)).toBe(true);
    },
  );

  it.each([
    ['empty', ''],
    ['relative', 'data'],
    ['two lines', '/a\n* * * * * root reboot'],
    ['with a control character', '/a\u0007'],
    ['with a tab', '/a\tb'],
    ['with what cron reads as a line end', '/100%'],
    ['with a backslash', '/a\\b'],
    ['too long', `/${'a'.repeat(255)}`],
  ])('may not be %s', (_, path) => {
    expect(isDiskPath(path)).toBe(false);
  });
});

it('sends the heartbeat alone where the CloudWatch agent measures', () => {
  const wish = { ...spec, metricsAgent: 'cloudwatch-agent' } as const;
  const entry = cronEntry(wish, { shard: 0, specHash: 'h', nonce: 'n' });
  expect(entry).toContain('mon-put-instance-data --from-cron --heartbeat=0,h,n --period=300');
});
