import { afterEach, expect, it } from 'vitest';
import { verifyNow } from '../../lambda/verify-now.ts';
import { startWatched, type Watched } from './watched.ts';

// An instance that was set up without alerts: its tag names it, and the table has no record of it.

let here: Watched | undefined;
afterEach(async () => {
  await here?.dispose();
  here = undefined;
});

it('is uncovered, is told once with both ways out, and is well where its record is', async () => {
  here = await startWatched(1);
  const [id = ''] = here.ids;
  await here.register();
  const records = await here.records();
  await here.forget(id);
  await here.pass(4);
  const [mail, ...others] = here.news();
  expect(others).toEqual([]);
  expect(mail?.subject).toContain('record tag disagree');
  expect(mail?.body).toContain(`cloudwatch-wizard setup --instance-id ${id}`);
  expect(mail?.body).toContain('remove its tag cloudwatch-wizard');
  const { last } = await here.lastRun();
  expect(last).toMatchObject({ uncovered: 1, counts: { DOWN: 0, UP: 0 } });
  const place = { accountId: here.sandbox.accountId, region: here.sandbox.region };
  const now = here.sandbox.clock.now();
  const { verdicts } = await verifyNow(here.aws, { ...place, canary: 'read' }, records, now);
  expect(verdicts).toMatchObject([{ instanceId: id, state: 'UP' }]);
});
