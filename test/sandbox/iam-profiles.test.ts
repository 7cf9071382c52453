import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { findProfileForEc2 } from '../../sandbox/services/iam/state.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const web = { InstanceProfileName: 'web' };

let sandbox: Sandbox;
let iam: ReturnType<typeof sandboxClients>['iam'];
beforeEach(async () => {
  sandbox = await startSandbox();
  iam = sandboxClients(sandbox, { maxAttempts: 1 }).iam;
  await iam.send(new CreateInstanceProfileCommand(web));
  for (const RoleName of ['one', 'two'])
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
});
afterEach(() => sandbox.dispose());

const addRole = (RoleName: string) =>
  iam.send(new AddRoleToInstanceProfileCommand({ ...web, RoleName }));

it('makes a profile that is empty at first', async () => {
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand(web));
  expect(InstanceProfile).toMatchObject({
    InstanceProfileName: 'web',
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
    Arn: `arn:aws:iam::${sandbox.accountId}:instance-profile/web`,
    Roles: [],
  });
});

it('gives a profile made again under the same name another id', async () => {
  const idOf = async () =>
    (await iam.send(new GetInstanceProfileCommand(web))).InstanceProfile?.InstanceProfileId;
  const before = await idOf();
  await iam.send(new DeleteInstanceProfileCommand(web));
  expect(await errorOf(idOf())).toMatchObject({
    name: 'NoSuchEntityException',
    message: 'Instance Profile web cannot be found.',
  });
  await iam.send(new CreateInstanceProfileCommand(web));
  expect(await idOf()).not.toBe(before);
});

it('puts one role in and no second one', async () => {
  await addRole('one');
  expect(await errorOf(addRole('two'))).toEqual({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    status: 409,
  });
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand(web));
  expect(InstanceProfile?.Roles?.map((role) => role.RoleName)).toEqual(['one']);
  const list = (RoleName: string) => iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  expect((await list('one')).InstanceProfiles).toHaveLength(1);
  expect((await list('two')).InstanceProfiles).toEqual([]);
});

it('deletes neither a profile with a role nor a role in a profile', async () => {
  await addRole('one');
  const message = 'Cannot delete entity, must remove roles from instance profile first.';
  const conflict = { name: 'DeleteConflictException', message };
  expect(await errorOf(iam.send(new DeleteInstanceProfileCommand(web)))).toMatchObject(conflict);
  expect(await errorOf(iam.send(new DeleteRoleCommand({ RoleName: 'one' })))).toMatchObject(
    conflict,
  );
  const remove = () =>
    iam.send(new RemoveRoleFromInstanceProfileCommand({ ...web, RoleName: 'one' }));
  await remove();
  expect((await errorOf(remove())).name).toBe('NoSuchEntityException');
  await iam.send(new DeleteInstanceProfileCommand(web));
  await iam.send(new DeleteRoleCommand({ RoleName: 'one' }));
});

it('keeps tags', async () => {
  await iam.send(new TagInstanceProfileCommand({ ...web, Tags: [{ Key: 'a:b', Value: '1' }] }));
  const { Tags } = await iam.send(new ListInstanceProfileTagsCommand(web));
  expect(Tags).toEqual([{ Key: 'a:b', Value: '1' }]);
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesCommand());
  expect(InstanceProfiles).toHaveLength(1);
});

it('hides a new profile from EC2 until IAM has spread the news', async () => {
  const { world, clock } = sandbox;
  expect(findProfileForEc2(world, 'web')).toBeUndefined();
  await clock.advance(world.delays.iamPropagationMs - 1);
  expect(findProfileForEc2(world, 'web')).toBeUndefined();
  await clock.advance(1);
  const seen = findProfileForEc2(world, 'web');
  expect(seen?.name).toBe('web');
  expect(findProfileForEc2(world, seen?.arn ?? '')).toBe(seen);
  await addRole('one');
  expect(seen?.role).toEqual({ name: 'one', since: clock.now() });
});
