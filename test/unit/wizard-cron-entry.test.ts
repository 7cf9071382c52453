import { expect, it } from 'vitest';
import { planCron } from '../../wizard/steps/cron-entry/plan.ts';
import {
  actionsOf,
  converged,
  fresh,
  freshProbe,
  instanceId,
  outcomeOf,
  probe,
} from './sample-instance.ts';

it('is left alone where it is right', () => {
  expect(outcomeOf(planCron(converged, 'script'))).toEqual([]);
  expect(outcomeOf(planCron({ ...converged, probe }, 'script'))).toEqual([]);
});

it.each([
  ['on a fresh instance', fresh],
  ['where its line was changed by hand', { ...converged, probe: { ...probe, cronEntrySha: 'x' } }],
  ['where cron was stopped', { ...converged, probe: { ...probe, cronActive: false } }],
])('is installed %s, by the script that was handed in', (_, seen) => {
  expect(actionsOf(planCron(seen, 'script'))).toMatchObject([
    {
      kind: 'install-cron',
      values: { instanceId, minutes: 5 },
      calls: [{ input: { Parameters: { commands: ['script'] } } }],
      undo: { kind: 'uninstall', values: { instanceId } },
    },
  ]);
});

it.each([
  [60, 1],
  [300, 5],
] as const)('of %s seconds is said in minutes: %s', (period, minutes) => {
  const seen = { ...fresh, spec: { ...fresh.spec, period } };
  expect(actionsOf(planCron(seen, ''))[0]?.values.minutes).toBe(minutes);
});

it('is an assumption until somebody has looked inside', () => {
  expect(actionsOf(planCron(fresh, ''))[0]).toHaveProperty('assumed', true);
  expect(actionsOf(planCron({ ...fresh, probe: freshProbe }, ''))[0]).not.toHaveProperty('assumed');
});
