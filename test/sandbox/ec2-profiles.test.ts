import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { createInstanceProfile, createInstanceRole } from '../support/instance-role.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
let id: string;

beforeEach(async () => {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023' }] });
  clients = sandboxClients(sandbox);
  id = sandbox.instances[0]?.id ?? '';
});

afterEach(() => sandbox.dispose());

const createProfile = (name: string) => createInstanceRole(clients.iam, { name });

async function associate(Name: string) {
  const answer = await clients.ec2.send(
    new AssociateIamInstanceProfileCommand({ InstanceId: id, IamInstanceProfile: { Name } }),
  );
  return answer.IamInstanceProfileAssociation;
}

async function replace(AssociationId: string | undefined, Name: string) {
  const answer = await clients.ec2.send(
    new ReplaceIamInstanceProfileAssociationCommand({
      AssociationId,
      IamInstanceProfile: { Name },
    }),
  );
  return answer.IamInstanceProfileAssociation;
}

const disassociate = (AssociationId: string | undefined) =>
  clients.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));

async function associations() {
  const answer = await clients.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [id] }],
    }),
  );
  return answer.IamInstanceProfileAssociations?.map(({ AssociationId, State }) => [
    AssociationId,
    State,
  ]);
}

async function profileAtEc2() {
  const answer = await clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile;
}

describe('associating a profile', () => {
  it('is refused until EC2 sees the new profile', async () => {
    await createProfile('App');
    expect(await errorOf(associate('App'))).toEqual({
      name: 'InvalidParameterValue',
      message:
        'Value (App) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
      status: 400,
    });
    await sandbox.clock.advance(8_000);
    expect((await associate('App'))?.State).toBe('associating');
  });

  it('goes from associating to associated, and shows on the instance', async () => {
    await createProfile('App');
    await sandbox.clock.advance(8_000);
    const made = await associate('App');
    expect(await associations()).toEqual([[made?.AssociationId, 'associating']]);
    await sandbox.clock.advance(3_000);
    expect(await associations()).toEqual([[made?.AssociationId, 'associated']]);
    expect(await profileAtEc2()).toEqual({
      Id: expect.stringMatching(/^AIPA[A-Z0-9]{17}$/),
      Arn: 'arn:aws:iam::111122223333:instance-profile/App',
    });
  });

  it('is refused beside another one, and until that one has gone', async () => {
    await createProfile('App');
    await createProfile('Other');
    await sandbox.clock.advance(8_000);
    const first = await associate('App');
    const refusal = {
      name: 'IncorrectState',
      message: `There is an existing association for instance ${id}`,
    };
    expect(await errorOf(associate('Other'))).toMatchObject(refusal);
    await disassociate(first?.AssociationId);
    expect(await associations()).toEqual([[first?.AssociationId, 'disassociating']]);
    expect(await profileAtEc2()).toBeUndefined();
    expect(await errorOf(associate('Other'))).toMatchObject(refusal);
    await sandbox.clock.advance(3_000);
    expect(await associations()).toEqual([]);
    expect((await associate('Other'))?.State).toBe('associating');
  });

  it('needs the right to do it on that instance, and to pass the role on', async () => {
    await createProfile('App');
    await sandbox.clock.advance(8_000);
    const arn = (instanceId: string) =>
      `arn:aws:ec2:ap-northeast-2:111122223333:instance/${instanceId}`;
    const associateAllowed = (Resource: string) =>
      sandbox.world.call({
        caller: {
          kind: 'user',
          arn: 'arn:aws:iam::111122223333:user/operator',
          userId: 'AIDAOPERATOR',
          accountId: '111122223333',
          rights: [{ Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource }] }],
        },
        region: sandbox.region,
        service: 'ec2',
        operation: 'AssociateIamInstanceProfile',
        input: { InstanceId: id, IamInstanceProfile: { Name: 'App' } },
      });
    await expect(associateAllowed(arn('i-0123456789abcdef0'))).rejects.toThrow(
      `not authorized to perform: ec2:AssociateIamInstanceProfile on resource: ${arn(id)}`,
    );
    await expect(associateAllowed(arn(id))).rejects.toThrow(
      'iam:PassRole on resource: arn:aws:iam::111122223333:role/App',
    );
    expect(await associations()).toEqual([]);
  });
});

describe('replacing an association', () => {
  it('makes a new one beside the old one, which is still disassociating', async () => {
    await createProfile('App');
    await createProfile('Other');
    await sandbox.clock.advance(8_000);
    const old = await associate('App');
    await sandbox.clock.advance(3_000);
    const fresh = await replace(old?.AssociationId, 'Other');
    expect(fresh?.AssociationId).not.toBe(old?.AssociationId);
    expect(await associations()).toEqual([
      [old?.AssociationId, 'disassociating'],
      [fresh?.AssociationId, 'associating'],
    ]);
    expect((await profileAtEc2())?.Arn).toContain('instance-profile/Other');
    await sandbox.clock.advance(3_000);
    expect(await associations()).toEqual([[fresh?.AssociationId, 'associated']]);
  });

  it('is refused on a stopped instance and for an association that has ended', async () => {
    await createProfile('App');
    await sandbox.clock.advance(8_000);
    const { AssociationId } = (await associate('App')) ?? {};
    await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await sandbox.clock.advance(20_000);
    const refusal = {
      name: 'IncorrectState',
      message: `The association ${AssociationId} is not the active association`,
    };
    expect(await errorOf(replace(AssociationId, 'App'))).toMatchObject(refusal);
    await disassociate(AssociationId);
    expect(await errorOf(replace(AssociationId, 'App'))).toMatchObject(refusal);
    await sandbox.clock.advance(3_000);
    expect((await errorOf(replace(AssociationId, 'App'))).name).toBe(
      'InvalidAssociationID.NotFound',
    );
  });
});

it('keeps the id of a profile that was deleted and made again under its name', async () => {
  await createProfile('App');
  await sandbox.clock.advance(8_000);
  await associate('App');
  const before = await profileAtEc2();
  const { iam } = clients;
  const InstanceProfileName = 'App';
  await iam.send(
    new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'App' }),
  );
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  const newId = await createInstanceProfile(iam, 'App');
  expect(newId).not.toBe(before?.Id);
  expect(await profileAtEc2()).toEqual(before);
});
