import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, it } from 'vitest';
import { verifyNow } from '../../lambda/verify-now.ts';
import { startWatched, type Watched } from './watched.ts';

// An instance that has a tag of ours, and of which the table has no record.

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

it('is told with a tag that was copied from another, until that is gone', async () => {
  here = await startWatched(2);
  const [id = '', copy = ''] = here.ids;
  await here.register([id]);
  await here.pass(4);
  expect(here.news()).toEqual([]);
  const [record] = await here.records();
  const pointer = `v=1 id=${id} k=${record?.specHash} sh=0`;
  const retag = async (Value: string) => {
    const Tags = [{ Key: 'cloudwatch-wizard', Value }];
    await here?.aws.ec2.send(new CreateTagsCommand({ Resources: [copy], Tags }));
  };
  await retag(pointer);
  await here.pass(2);
  const [mail, ...others] = here.news();
  expect(others).toEqual([]);
  expect(mail?.subject).toContain(`[DOWN] ${copy} (web-2) record tag disagree`);
  expect(mail?.body).toContain("a copy of another instance's");
  expect(mail?.body).toContain(`cloudwatch-wizard setup --instance-id ${copy}`);
  await retag('');
  await here.pass(1);
  expect(here.news()).toMatchObject([{ subject: expect.stringContaining('[CLOSED]') }]);
});
