import { PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, expect, it } from 'vitest';
import { systemLog } from '../../agent/log-file.ts';
import { startWatched, subjects, type Watched } from './watched.ts';

// Between two heartbeat lines more is written than a run reads.

let region: Watched | undefined;
afterEach(async () => {
  await region?.dispose();
  region = undefined;
});

async function watched(): Promise<Watched> {
  region = await startWatched(1);
  await region.register();
  await region.pass(4);
  expect(region.news()).toEqual([]);
  return region;
}

/** More than five pages of a megabyte each, in front of the next tick's line. */
async function flood({ sandbox, aws, ids }: Watched): Promise<void> {
  const where = { logGroupName: systemLog.group, logStreamName: ids[0] };
  const message = 'x'.repeat(250_000);
  for (let page = 0; page < 6; page++) {
    const timestamp = sandbox.clock.now() + page;
    const logEvents = Array.from({ length: 4 }, () => ({ timestamp, message }));
    await aws.logs.send(new PutLogEventsCommand({ ...where, logEvents }));
  }
}

it('is well while the newest line is found, and is told to be', async () => {
  const here = await watched();
  here.mute.add(here.ids[0] ?? '');
  await here.pass(3);
  expect(subjects(here)).toEqual([expect.stringContaining('logs missing')]);
  here.mute.clear();
  for (let tick = 0; tick < 2; tick++) {
    await flood(here);
    await here.pass(1);
    expect((await here.lastRun()).last).toMatchObject({ blind: [], counts: { UP: 1 } });
  }
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[OK\].*logs missing/)]);
});

it('is unknown where no line is found, and the run says that it was blind', async () => {
  const here = await watched();
  here.mute.add(here.ids[0] ?? '');
  await flood(here);
  await here.pass(1);
  await flood(here);
  await here.pass(3);
  expect((await here.lastRun()).last).toMatchObject({ blind: ['logs'], counts: { UNKNOWN: 1 } });
  expect(here.news()).toEqual([]);
});
