import { afterEach, expect, it } from 'vitest';
import { detachPolicy, detachRole } from './set-up-instance.ts';
import { startWatched, subjects, type Watched } from './watched.ts';

// What could not be looked at changes nothing, and is told by the verifier's own alarms.

let region: Watched | undefined;
afterEach(async () => {
  await region?.dispose();
  region = undefined;
});

async function watched(): Promise<Watched> {
  region = await startWatched(2);
  await region.register();
  await region.pass(4);
  expect(region.news()).toEqual([]);
  return region;
}

it('tells nobody anything about instances while it cannot look, and raises its own alarm', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  const { faults } = here.sandbox.world;
  here.silent.add(id);
  const reads = { service: 'monitoring', operation: 'GetMetricStatistics' };
  faults.add({ ...reads, effect: 'throttle' });
  await here.pass(1);
  faults.clear();
  faults.add({ ...reads, effect: 'deny' });
  await here.pass(2);
  expect(here.news()).toEqual([]);
  expect((await here.lastRun()).last?.blind).toContain('metrics');
  await here.pass(2);
  expect(here.alarms()).toEqual([expect.stringMatching(/^ALARM: .*-Blind-/)]);
  faults.clear();
  await here.pass(1);
  expect(subjects(here)).toEqual([expect.stringContaining('metrics missing')]);
});

it.each<{ blind: string; operation: string; harm: (here: Watched) => Promise<void> }>([
  {
    blind: 'inventory',
    operation: 'DescribeInstances',
    harm: (here) => detachRole(here.aws, here.ids[0] ?? ''),
  },
  { blind: 'role', operation: 'GetRole', harm: ({ aws }) => detachPolicy(aws) },
  {
    blind: 'logs',
    operation: 'GetLogEvents',
    harm: async ({ mute, ids }) => void mute.add(ids[0] ?? ''),
  },
  {
    blind: 'metrics',
    operation: 'GetMetricStatistics',
    harm: async ({ silent, ids }) => void silent.add(ids[0] ?? ''),
  },
  {
    blind: 'log-canary',
    operation: 'FilterLogEvents',
    harm: async ({ mute, ids }) => void mute.add(ids[0] ?? ''),
  },
])('changes nothing where $operation fails, and does when it works', async (row) => {
  const here = await watched();
  here.sandbox.world.faults.add({ service: '*', operation: row.operation, effect: 'deny' });
  await row.harm(here);
  await here.pass(3);
  expect((await here.lastRun()).last?.blind).toContain(row.blind);
  expect(here.news()).toEqual([]);
  here.sandbox.world.faults.clear();
  await here.pass(2);
  expect(subjects(here)[0]).toMatch(/^\[DOWN\]/);
});

it('does not flood after it was away itself, and its alarms tell that it is', async () => {
  const here = await watched();
  const { faults } = here.sandbox.world;
  expect(here.alarms()).toEqual([]);
  faults.add({ service: 'dynamodb', operation: 'UpdateItem', effect: 'deny' });
  await here.pass(12);
  expect(here.alarms()).toEqual([
    expect.stringMatching(/^ALARM: .*-Undelivered-/),
    expect.stringMatching(/^ALARM: .*-Dead-/),
  ]);
  faults.clear();
  await here.pass(3);
  expect(here.news()).toEqual([]);
});

it('believes no silence while its own datum does not come back', async () => {
  const here = await watched();
  const { faults } = here.sandbox.world;
  for (const id of here.ids) here.silent.add(id);
  faults.add({ service: 'monitoring', operation: 'PutMetricData', effect: 'deny' });
  await here.pass(4);
  expect((await here.lastRun()).last).toMatchObject({ blind: ['canary'], counts: { UNKNOWN: 2 } });
  expect(here.news()).toEqual([]);
  faults.clear();
  here.silent.clear();
  await here.pass(4);
  expect(here.news()).toEqual([]);
  expect((await here.lastRun()).last).toMatchObject({ blind: [], counts: { UP: 2 } });
});

it('makes nothing of data that comes a tick late', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  for (let tick = 0; tick < 3; tick++) {
    here.silent.add(id);
    await here.pass(1);
    await here.sendLate(id, 5);
    here.silent.delete(id);
    await here.pass(1);
  }
  expect(here.news()).toEqual([]);
});
