import { describe, expect, it } from 'vitest';
import { type OnInstance, wantedCronEntry } from '../../wizard/on-instance/on-instance.ts';
import { planCron } from '../../wizard/steps/cron-entry/plan.ts';
import {
  actionsOf,
  converged,
  fresh,
  freshProbe,
  instanceId,
  outcomeOf,
  probe,
  record,
} from './sample-instance.ts';

const scripts = { install: 'install', migrate: 'migrate' };

it('is left alone where it is right', () => {
  expect(outcomeOf(planCron(converged, scripts))).toEqual([]);
  expect(outcomeOf(planCron({ ...converged, probe }, scripts))).toEqual([]);
});

it.each([
  ['on a fresh instance', fresh],
  ['where its line was changed by hand', { ...converged, probe: { ...probe, cronEntrySha: 'x' } }],
  ['where cron was stopped', { ...converged, probe: { ...probe, cronActive: false } }],
])('is installed %s, by the script that was handed in', (_, seen) => {
  expect(actionsOf(planCron(seen, scripts))).toMatchObject([
    {
      kind: 'install-cron',
      values: { instanceId, minutes: 5 },
      calls: [{ input: { Parameters: { commands: ['install'] } } }],
      undo: { kind: 'uninstall', values: { instanceId } },
    },
  ]);
});

it.each([
  [60, 1],
  [300, 5],
] as const)('of %s seconds is said in minutes: %s', (period, minutes) => {
  const seen = { ...fresh, spec: { ...fresh.spec, period } };
  expect(actionsOf(planCron(seen, scripts))[0]?.values.minutes).toBe(minutes);
});

it('is an assumption until somebody has looked inside', () => {
  expect(actionsOf(planCron(fresh, scripts))[0]).toHaveProperty('assumed', true);
  expect(actionsOf(planCron({ ...fresh, probe: freshProbe }, scripts))[0]).not.toHaveProperty(
    'assumed',
  );
});

const migrating = { ...fresh.spec, migrate: true } as const;
const found = {
  ...freshProbe,
  oldLines: ['/var/spool/cron/ec2-user'],
  oldOptions: ['--aggregated', '--auto-scaling', '--disk-path=/data'],
};
const kinds = (seen: OnInstance) => actionsOf(planCron(seen, scripts)).map(({ kind }) => kind);
const ours = { ours: true, inline: [] };

describe('old cron lines', () => {
  it('are let be unless asked for', () => {
    expect(kinds({ ...fresh, probe: found })).toEqual(['install-cron']);
  });

  it('are planned as an assumption before a look inside, with the right they may need', () => {
    const actions = actionsOf(planCron({ ...fresh, spec: migrating }, scripts));
    expect(actions.map(({ kind, assumed }) => [kind, assumed])).toEqual([
      ['allow-describe-tags', true],
      ['install-cron', true],
      ['migrate-cron', true],
    ]);
  });

  it.each([
    [
      'with a group, on a role of ours',
      found,
      ours,
      ['allow-describe-tags', 'install-cron', 'migrate-cron'],
    ],
    [
      'with a group, where the right is there',
      found,
      { ours: true, inline: ['cloudwatch-wizard-describe-tags'] },
      ['install-cron', 'migrate-cron'],
    ],
    [
      'with a group, on a role of others',
      found,
      { ours: false, inline: [] },
      ['install-cron', 'migrate-cron'],
    ],
    ['without a group', { ...found, oldOptions: [] }, ours, ['install-cron', 'migrate-cron']],
    ['that are not there', freshProbe, ours, ['install-cron']],
  ] as const)('%s', (_, probed, role, wanted) => {
    expect(kinds({ ...fresh, spec: migrating, probe: probed, role })).toEqual(wanted);
  });

  it('on a role of others say what is missing', () => {
    const seen = { ...fresh, spec: migrating, probe: found, role: { ours: false, inline: [] } };
    expect(planCron(seen, scripts)).toMatchObject({ notes: [{ id: 'groups-need-right' }] });
  });

  it('live on in ours, and stay there once they are gone', () => {
    const seen = { ...fresh, spec: migrating, probe: found };
    expect(wantedCronEntry(seen)).toContain('--disk-path=/ --disk-path=/data --disk-space-util');
    expect(wantedCronEntry(seen)).toContain(' --aggregated --auto-scaling --from-cron');
    const later = {
      ...converged,
      spec: migrating,
      record: { ...record, spec: migrating, adopted: found.oldOptions },
    };
    expect(wantedCronEntry(later)).toContain('--aggregated --auto-scaling');
  });
});
