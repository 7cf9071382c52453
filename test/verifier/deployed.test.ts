import {
  CreateTagsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, expect, it } from 'vitest';
import { functionRole } from '../../lambda/stack/roles.ts';
import { verifyNow } from '../../lambda/verify-now.ts';
import { statementsOf } from '../support/role-statements.ts';
import { recordItem } from '../unit/sample-watch.ts';
import { attachPolicy, attachRole, detachPolicy, detachRole } from './set-up-instance.ts';
import { startWatched, subjects, type Watched } from './watched.ts';

// The deployed verifier and its mails: the template as it is, over HTTP, on a clock that is moved.

let region: Watched | undefined;
afterEach(async () => {
  await region?.dispose();
  region = undefined;
});

async function watched(count = 2): Promise<Watched> {
  region = await startWatched(count);
  await region.register();
  await region.pass(4);
  expect(region.news()).toEqual([]);
  return region;
}

it('is silent while all is well, and says what it saw', async () => {
  const { lastRun, ids } = await watched();
  const { o, last } = await lastRun();
  expect(o).toBe('');
  expect(last).toMatchObject({ counts: { UP: ids.length }, uncovered: 0, blind: [] });
});

it('tells within one run that a role was detached, and when all is clear again', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  await detachRole(here.aws, id);
  await here.pass(1);
  const [mail, ...others] = here.news();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe(`[DOWN] ${id} (web-1) role detached - ap-northeast-2`);
  expect(mail?.body).toContain(
    `cloudwatch-wizard repair --instance-id ${id} --region ap-northeast-2 --expect-account 111122223333`,
  );
  await here.pass(2);
  expect(here.news()).toEqual([]);
  await attachRole(here.aws, id);
  await here.pass(1);
  expect(here.news()).toEqual([]);
  await here.pass(1);
  expect(subjects(here)).toEqual([`[OK] ${id} (web-1) no longer: role detached - ap-northeast-2`]);
});

it('tells of silence after two ticks and their deadline, not before', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  here.silent.add(id);
  await here.pass(1);
  expect(here.news()).toEqual([]);
  expect((await here.lastRun()).last?.counts).toMatchObject({ UP: 1, LATE: 1 });
  await here.pass(1);
  expect(subjects(here)).toEqual([`[DOWN] ${id} (web-1) metrics missing - ap-northeast-2`]);
  here.silent.clear();
  await here.pass(2);
  expect(subjects(here)).toEqual([
    `[OK] ${id} (web-1) no longer: metrics missing - ap-northeast-2`,
  ]);
});

it('tells of missing log lines after three ticks, while metrics arrive', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  here.mute.add(id);
  await here.pass(2);
  expect(here.news()).toEqual([]);
  await here.pass(1);
  expect(subjects(here)).toEqual([`[DOWN] ${id} (web-1) logs missing - ap-northeast-2`]);
});

it('makes one message of many that fall silent for one reason', async () => {
  const here = await watched(6);
  await detachPolicy(here.aws);
  await here.pass(1);
  expect(subjects(here)).toEqual([
    '[DOWN] 6 instances cloudwatch policy detached - ap-northeast-2',
  ]);
  await attachPolicy(here.aws);
  await here.pass(2);
  expect(subjects(here)).toEqual([
    '[OK] 6 instances no longer: cloudwatch policy detached - ap-northeast-2',
  ]);
});

it('says nothing of instances that are stopped, started, terminated; it closes what was open', async () => {
  const here = await watched(3);
  const [stopped = '', terminated = '', open = ''] = here.ids;
  for (const id of here.ids) here.silent.add(id);
  here.silent.delete(open);
  await here.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  await here.aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [terminated] }));
  await here.pass(4);
  expect(here.news()).toEqual([]);
  await here.aws.ec2.send(new StartInstancesCommand({ InstanceIds: [stopped] }));
  await here.pass(1);
  here.silent.delete(stopped);
  await here.pass(4);
  expect(here.news()).toEqual([]);
  here.silent.add(open);
  await here.pass(2);
  expect(subjects(here)).toEqual([expect.stringContaining(`[DOWN] ${open}`)]);
  await here.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [open] }));
  await here.pass(1);
  const [closed] = here.news();
  expect(closed?.subject).toBe(`[CLOSED] ${open} (web-3) stopped - ap-northeast-2`);
  expect(closed?.body).toMatch(/EC2 says: stopped/);
});

it('sends what waited when the topic works again, in one piece and in order', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  here.sandbox.world.faults.add({ service: 'sns', operation: 'Publish', effect: 'fail' });
  await detachRole(here.aws, id);
  await here.pass(2);
  await attachRole(here.aws, id);
  await here.pass(3);
  expect(here.news()).toEqual([]);
  here.sandbox.world.faults.clear();
  await here.pass(1);
  expect(subjects(here)).toEqual([
    `[DOWN] ${id} (web-1) role detached - ap-northeast-2`,
    `[OK] ${id} (web-1) no longer: role detached - ap-northeast-2`,
  ]);
});

it('does nothing when its schedule comes twice', async () => {
  const here = await watched();
  const { scheduler } = here.sandbox.world.region(here.sandbox.region);
  scheduler.duplicates = 2;
  await detachRole(here.aws, here.ids[0] ?? '');
  await here.pass(2);
  expect(subjects(here)).toHaveLength(1);
});

it('is not stopped by an event of a time that is yet to come', async () => {
  const here = await watched(1);
  const at = new Date(here.sandbox.clock.now() + 365 * 24 * 60 * 60_000).toISOString();
  expect(await here.invoke({ scheduledTime: at })).toEqual({ outcome: 'skipped', sent: [] });
  await detachRole(here.aws, here.ids[0] ?? '');
  await here.pass(1);
  expect(subjects(here)).toHaveLength(1);
});

it('compares the tag, and never obeys it', async () => {
  const here = await watched();
  const [id = ''] = here.ids;
  const tag = { Key: 'cloudwatch-wizard', Value: 'off' };
  await here.aws.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [tag] }));
  await here.pass(1);
  const [mail] = here.news();
  expect(mail?.subject).toContain('record tag disagree');
  expect(mail?.body).toContain('Its tag says: off.');
});

it('looks every minute where it is to, and still waits for the ticks of five', async () => {
  region = await startWatched(1, { RunEvery: '60' });
  const here = region;
  await here.pass(4);
  await here.register();
  await here.pass(1);
  const [id = ''] = here.ids;
  here.silent.add(id);
  await here.pass(1);
  expect(here.news()).toEqual([]);
  await here.pass(1);
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[DOWN\].*metrics missing/)]);
  here.silent.clear();
  await here.pass(1);
  expect(here.news()).toEqual([]);
  await here.pass(1);
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[OK\]/)]);
  await detachRole(here.aws, id);
  await here.sandbox.clock.advance(60_000);
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[DOWN\].*role detached/)]);
});

// EC2 goes on calling it running, and its last start is what it was.
it('says nothing of a reboot of up to four minutes, even where every minute counts', async () => {
  region = await startWatched(1, { RunEvery: '60' });
  const here = region;
  const [instanceId = ''] = here.ids;
  await here.passMinutes(15);
  await here.register([instanceId], { spec: { ...recordItem.spec, instanceId, period: 60 } });
  const reboot = async (minutes: number) => {
    here.silent.add(instanceId);
    await here.passMinutes(minutes);
    here.silent.clear();
    await here.passMinutes(12);
  };
  for (const minutes of [1, 2, 3, 4]) await reboot(minutes);
  expect(here.news()).toEqual([]);
  here.silent.add(instanceId);
  await here.passMinutes(8);
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[DOWN\].*metrics missing/)]);
});

it('finds, run from elsewhere, what the deployed one finds', async () => {
  const here = await watched(4);
  const [detached = '', silent = '', muted = '', well = ''] = here.ids;
  here.silent.add(silent);
  here.mute.add(muted);
  await here.pass(3);
  await detachRole(here.aws, detached);
  await here.pass(1);
  const records = await here.records();
  const place = { accountId: here.sandbox.accountId, region: here.sandbox.region };
  const { verdicts, summary, errors } = await verifyNow(
    here.aws,
    { ...place, canary: 'read' },
    records,
    here.sandbox.clock.now(),
  );
  const found = Object.fromEntries(verdicts.map((one) => [one.instanceId, one.cause ?? one.state]));
  const causes = {
    [detached]: 'role-detached',
    [silent]: 'metrics-missing',
    [muted]: 'logs-missing',
  };
  expect(found).toMatchObject({ ...causes, [well]: 'UP' });
  expect({ blind: summary.blind, errors }).toEqual({ blind: [], errors: [] });
  expect(here.news().map(({ subject }) => subject)).toHaveLength(3);
});

it('sends a test, and says what became of it', async () => {
  const here = await watched(1);
  const answer = await here.invoke({ testAlert: { id: 'abc-1' } });
  expect(answer).toEqual({
    outcome: 'test-sent',
    sent: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
  });
  expect(here.news()).toMatchObject([{ body: expect.stringContaining('Test id: abc-1') }]);
});

it('makes only calls that it has the right to, and needs every right', async () => {
  const here = await watched();
  const { faults } = here.sandbox.world;
  await detachRole(here.aws, here.ids[0] ?? '');
  // A write whose answer is lost is read back; what is long over is deleted; a run that fails
  // twice is put aside.
  await here.rememberGone('i-00000000');
  faults.add({ service: 'dynamodb', operation: 'PutItem', times: 1, effect: 'after-effect' });
  await here.pass(2);
  faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 2, effect: 'deny' });
  await here.pass(1);
  const calls = here.sandbox.world.requests
    .all()
    .filter(({ caller }) => caller.includes('FunctionRole'));
  const denied = calls.filter(({ error }) => /AccessDenied|Unauthorized/.test(error ?? ''));
  expect(denied.map(({ operation }) => operation)).toEqual(['UpdateItem', 'UpdateItem']);
  const made = calls.map(({ service, operation }) => `${service}:${operation}`);
  const given = statementsOf(functionRole).flatMap(({ Action }) => Action);
  expect(new Set(made.map((call) => call.replace('monitoring:', 'cloudwatch:')))).toEqual(
    new Set(given),
  );
});
