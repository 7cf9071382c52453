import { describe, expect, it } from 'vitest';
import { systemLog } from '../../agent/log-file.ts';
import { type MonitoringSpec, specHash } from '../../agent/monitoring-spec.ts';
import { buildSpec, retentionProblem } from '../../wizard/build-spec.ts';
import { type Flags, noFlags } from '../../wizard/flags/flags.ts';
import { instanceId, spec } from './sample-instance.ts';

const web = { file: '/w', group: 'w', stream: 's' };
const other: MonitoringSpec = {
  ...spec,
  period: 60,
  swap: false,
  diskPaths: ['/data'],
  detailedMonitoring: true,
  logs: [{ ...systemLog, group: 'web' }],
};

it('without a word and a record is the default: 300 s, memory, swap, root disk, the log of the guide', () => {
  expect(buildSpec(instanceId, noFlags, undefined)).toEqual(spec);
});

it('without a word is what was said last time, so that a repair changes no wish', () => {
  expect(specHash(buildSpec(instanceId, noFlags, other))).toBe(specHash(other));
});

describe('a flag wins over the record, and leaves the rest of it', () => {
  it.each<[Partial<Flags>, Partial<MonitoringSpec>]>([
    [{ period: 300 }, { period: 300 }],
    [{ swap: true }, { swap: true }],
    [{ diskPaths: ['/', '/data'] }, { diskPaths: ['/', '/data'] }],
    [{ detailedMonitoring: false }, { detailedMonitoring: false }],
    [{ logs: [web] }, { logs: [systemLog, web] }],
    [{ logShipper: 'awslogs' }, { logShipper: 'awslogs' }],
    [
      { logStart: 'end', allowMissing: true },
      { logStart: 'end', allowMissing: true },
    ],
    [
      { retention: { a: 1 }, logKmsKey: 'arn' },
      { retention: { a: 1 }, logKmsKey: 'arn' },
    ],
    [{ metricsAgent: 'cloudwatch-agent' }, { metricsAgent: 'cloudwatch-agent' }],
  ])('%j', (said, wished) => {
    expect(buildSpec(instanceId, { ...noFlags, ...said }, other)).toEqual({ ...other, ...wished });
  });
});

it('the default can be asked for again, and then stands in no record', () => {
  const wished: MonitoringSpec = {
    ...spec,
    logShipper: 'awslogs',
    allowMissing: true,
    metricsAgent: 'cloudwatch-agent',
  };
  const said = { logShipper: 'auto', allowMissing: false, metricsAgent: 'script' } as const;
  expect(buildSpec(instanceId, { ...noFlags, ...said }, wished)).toEqual(spec);
});

it('a retention is added to those that were said before', () => {
  const wished: MonitoringSpec = { ...spec, retention: { a: 1, b: 3 } };
  const said = { retention: { b: 5 } };
  const { retention } = buildSpec(instanceId, { ...noFlags, ...said }, wished);
  expect(retention).toEqual({ a: 1, b: 5 });
});

describe('a log group that is named, and that no log of the run goes to', () => {
  const wished: MonitoringSpec = { ...spec, logs: [systemLog, { ...web, group: 'web' }] };
  const groups = [systemLog.group, 'web'];
  const refused = (group: string, meant: string, flag = '--retention') => ({
    id: 'retention-of-no-log',
    values: { flag, group, meant, groups },
  });

  it.each<[Partial<Flags>, ReturnType<typeof refused> | undefined]>([
    [{}, undefined],
    [{ retention: { [systemLog.group]: 7, web: 'never' } }, undefined],
    [
      { retention: { web: 7, '/var/log/mesages': 7 } },
      refused('/var/log/mesages', systemLog.group),
    ],
    [{ retention: { orders: 7 } }, refused('orders', '')],
    [{ lowerRetention: ['web'] }, undefined],
    [{ lowerRetention: ['wep'] }, refused('wep', 'web', '--lower-retention')],
  ])('is refused: %j', (said, problem) => {
    expect(retentionProblem({ ...noFlags, ...said }, wished)).toEqual(problem);
  });
});

it.each<[Partial<Flags>, boolean]>([
  [{}, false],
  [{ yes: true, period: 60 }, false],
  [{ detailedMonitoring: true }, true],
])('detailed monitoring costs money: with %j it is %s', (said, on) => {
  expect(buildSpec(instanceId, { ...noFlags, ...said }, undefined).detailedMonitoring).toBe(on);
});
