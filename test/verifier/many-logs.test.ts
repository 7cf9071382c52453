import { afterEach, expect, it } from 'vitest';
import { look } from '../../lambda/look/look.ts';
import { startWatched, type Watched } from './watched.ts';

// More logs than a run has time for: AWS lets nobody read more than a few a second.

let region: Watched | undefined;
afterEach(async () => {
  await region?.dispose();
  region = undefined;
});

it('reads on where the run before had to stop, and calls nobody blind for that', async () => {
  const here = await startWatched(26);
  region = here;
  await here.register();
  // Past their first minutes. They send nothing: a log without lines is read all the same.
  await here.sandbox.clock.advance(11 * 60_000);
  const records = new Map((await here.records()).map((record) => [record.sk, record]));
  const at = here.sandbox.clock.now();
  // Of these, five seconds are for what has begun.
  const wish = { at, records, canarySince: undefined, budgetMs: 7_500 };
  const read = (seen: Awaited<ReturnType<typeof look>>) =>
    seen.instances.filter(({ data }) => Array.isArray(data?.logs)).map(({ id }) => id);
  const first = await look(here.aws, wish);
  const second = await look(here.aws, { ...wish, logsAfter: first.logsAfter });
  expect([...first.blind, ...second.blind]).toEqual([]);
  expect(read(first).length).toBeLessThan(26);
  expect(read(first).length).toBeGreaterThan(12);
  expect(new Set([...read(first), ...read(second)]).size).toBe(26);
  // Nobody waits: all of it.
  const patient = await look(here.aws, { at, records, canarySince: undefined });
  expect(read(patient)).toHaveLength(26);
  expect(patient.logsAfter).toBeUndefined();
  // No time for anybody's is blindness.
  const hasty = await look(here.aws, { ...wish, budgetMs: 5_000 });
  expect(hasty.blind).toContain('logs');
}, 120_000);
