import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AssociateIamInstanceProfileCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { UpdateServiceSettingCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

const name = 'CustomMonitoringRole';
const cloudWatch = 'CloudWatchFullAccess';
const systemsManager = 'AmazonSSMManagedInstanceCore';

let sandbox: Sandbox;
let wizard: Wizard;
let clients: ReturnType<typeof sandboxClients>;
let first = '';
let second = '';

beforeEach(async () => {
  const os = 'amazon-linux-2';
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os }, { os }] });
  wizard = wizardOn(sandbox);
  clients = sandboxClients(sandbox);
  [first = '', second = ''] = sandbox.instances.map(({ id }) => id);
});
afterEach(() => sandbox.dispose());

const verbs = { setup: ['setup', '--no-alerts'], undo: ['undo'] } as const;

/** Runs a verb to its good end. @returns what it said, and the changing calls it made */
async function runWell(verb: 'setup' | 'undo', instanceId: string) {
  sandbox.world.requests.clear();
  const ran = await wizard.run(...verbs[verb], '--instance-id', instanceId, '--yes', '--json');
  expect(ran).toMatchObject({ exitCode: 0 });
  return { notes: notesOf(ran), calls: changingCalls(sandbox) };
}

const onInstance = [
  ...['ssm:SendCommand', 'ssm:SendCommand', 'ssm:SendCommand'],
  ...['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'ssm:SendCommand'],
];
/** The second instance finds the log group there. */
const onSecond = onInstance.filter((call) => call.startsWith('ssm:'));
const attachAndInstall = ['ec2:AssociateIamInstanceProfile', ...onInstance, 'ec2:CreateTags'];
const uninstallAndDetach = [
  'ec2:DeleteTags',
  'ssm:SendCommand',
  'ec2:DisassociateIamInstanceProfile',
];

/** Remarks in the plan and beside it. */
function notesOf({ events }: Ran): { id: string; values: Record<string, unknown> }[] {
  const plans = events.filter(({ type }) => type === 'plan');
  const steps = plans.flatMap(({ steps }) => steps as { plan: { notes?: [] } }[]);
  return [...steps.flatMap(({ plan }) => plan.notes ?? []), ...events] as ReturnType<
    typeof notesOf
  >;
}

describe('a CustomMonitoringRole made by hand', () => {
  it('is used as it is, is said to be not ours, and outlives the undo', async () => {
    await createInstanceRole(clients.iam, { name, policies: [cloudWatch, systemsManager] });
    const before = snapshotWorld(sandbox.world);

    const setUp = await runWell('setup', first);
    expect(setUp.notes).toContainEqual({ id: 'role-not-ours', values: { roleName: name } });
    expect(setUp.calls).toEqual(attachAndInstall);
    const undone = await runWell('undo', first);
    expect(undone.calls).toEqual(uninstallAndDetach);
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });

  it('may lack the SSM right where Default Host Management reaches the instance', async () => {
    await createInstanceRole(clients.iam, { name, policies: [cloudWatch] });
    await manageHostsByDefault();
    expect((await runWell('setup', first)).calls).toEqual(attachAndInstall);
    expect((await runWell('setup', first)).calls).toEqual([]);
  });

  const refused: Record<string, (iam: IAMClient) => Promise<unknown>> = {
    'role-lacks-ssm': (iam) => createInstanceRole(iam, { name, policies: [cloudWatch] }),
    'role-lacks-cloudwatch': (iam) => createInstanceRole(iam, { name, policies: [systemsManager] }),
    'role-trust-wrong': (iam) =>
      createInstanceRole(iam, {
        name,
        policies: [cloudWatch, systemsManager],
        trusted: 'lambda.amazonaws.com',
      }),
    'profile-holds-other-role': async (iam) => {
      await createInstanceRole(iam, { name: 'WebRole' });
      await createProfile(iam, name, 'WebRole');
    },
    'profile-empty-not-ours': (iam) => createProfile(iam, name),
  };
  it.each(Object.keys(refused))('is refused as %s, and nothing is changed', async (id) => {
    await refused[id]?.(clients.iam);
    await expectRefusal(id);
  });
});

it('refuses an instance that has another role, and changes nothing', async () => {
  await createInstanceRole(clients.iam, { name: 'WebRole' });
  await attach(first, 'WebRole');
  await expectRefusal('instance-has-other-role');
});

describe('the role that we made', () => {
  it('serves every instance of the account, and goes with the last one', async () => {
    const before = snapshotWorld(sandbox.world);
    await runWell('setup', first);
    expect((await runWell('setup', second)).calls).toEqual([
      'ec2:AssociateIamInstanceProfile',
      ...onSecond,
      'ec2:CreateTags',
    ]);

    const kept = await runWell('undo', first);
    expect(kept.calls).toEqual(uninstallAndDetach);
    const inUse = { id: 'role-in-use', values: { roleName: name, instances: [second] } };
    expect(kept.notes).toContainEqual(inUse);
    expect((await runWell('setup', second)).calls).toEqual([]);

    await runWell('undo', second);
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });

  it('gets CloudWatchFullAccessV2 once AWS attaches CloudWatchFullAccess no more', async () => {
    sandbox.world.iam.unattachable.add(`arn:aws:iam::aws:policy/${cloudWatch}`);
    const before = snapshotWorld(sandbox.world);
    const { notes } = await runWell('setup', first);
    expect(notes).toContainEqual(expect.objectContaining({ id: 'policy-retired' }));
    expect((await runWell('setup', first)).calls).toEqual([]);
    await runWell('undo', first);
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });

  it('gets no SSM right where Default Host Management reaches the instance', async () => {
    await manageHostsByDefault();
    const { calls } = await runWell('setup', first);
    expect(calls.filter((call) => call === 'iam:AttachRolePolicy')).toHaveLength(1);
    expect((await runWell('setup', first)).calls).toEqual([]);
  });
});

describe('an undo leaves the role', () => {
  beforeEach(() => runWell('setup', first));

  it('to an instance of another Region', async () => {
    const os = 'amazon-linux-2023';
    const far = { region: 'us-east-1', os, profile: name } as const;
    const { id } = await launchInstance(sandbox.world, far);
    const { calls, notes } = await runWell('undo', first);
    expect(calls).toEqual(uninstallAndDetach);
    const instances = [`us-east-1/${id}`];
    expect(notes).toContainEqual({ id: 'role-in-use', values: { roleName: name, instances } });
  });

  it('to whoever may be in a Region that cannot be read', async () => {
    const operation = 'DescribeInstances';
    const match = 'iam-instance-profile.arn';
    sandbox.world.faults.add({ service: 'ec2', operation, match, effect: 'deny' });
    sandbox.world.requests.clear();
    const ran = await wizard.run('undo', '--instance-id', first, '--yes', '--json');
    expect(ran.exitCode).toBe(5);
    expect(ran.events.at(-1)).toMatchObject({ problems: [{ id: 'role-left' }] });
    expect(changingCalls(sandbox)).toEqual(uninstallAndDetach);

    // It is not forgotten: once the Region can be read, the next undo takes the role too.
    sandbox.world.faults.clear();
    const { calls } = await runWell('undo', first);
    expect(calls).toContain('iam:DeleteRole');
  });

  it('to somebody who gave it further rights', async () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const inline = { RoleName: name, PolicyName: 'read-bucket', PolicyDocument };
    await clients.iam.send(new PutRolePolicyCommand(inline));
    const { calls, notes } = await runWell('undo', first);
    expect(calls).toEqual(uninstallAndDetach);
    const values = { roleName: name, policies: ['read-bucket'] };
    expect(notes).toContainEqual({ id: 'role-has-other-policies', values });
  });

  it('to somebody who put it into a profile of his own', async () => {
    await createProfile(clients.iam, 'WebProfile', name);
    await attach(second, 'WebProfile');
    const { calls, notes } = await runWell('undo', first);
    expect(calls).toEqual(uninstallAndDetach);
    const values = { roleName: name, profiles: ['WebProfile'] };
    expect(notes).toContainEqual({ id: 'role-in-other-profile', values });
  });

  it('to an instance that somebody else had attached it to', async () => {
    await attach(second, name);
    expect((await runWell('setup', second)).calls).toEqual([...onSecond, 'ec2:CreateTags']);
    await runWell('undo', first);
    const { calls, notes } = await runWell('undo', second);
    expect(calls).toEqual(['ec2:DeleteTags', 'ssm:SendCommand']);
    const inUse = { id: 'role-in-use', values: { roleName: name, instances: [second] } };
    expect(notes).toContainEqual(inUse);
  });
});

/** Sets the first instance up, which has to be refused: no change, no record of one. */
async function expectRefusal(id: string): Promise<void> {
  sandbox.world.requests.clear();
  const ran = await wizard.run('setup', '--instance-id', first, '--no-alerts', '--yes', '--json');
  expect(ran.exitCode).toBe(4);
  expect(ran.events.at(-1)).toMatchObject({ type: 'error', problems: [{ id }] });
  expect(changingCalls(sandbox)).toEqual([]);
  const journals = join(wizard.stateHome, 'cloudwatch-wizard');
  expect(existsSync(journals) ? readdirSync(journals) : []).toEqual([]);
}

async function createProfile(iam: IAMClient, profile: string, RoleName?: string): Promise<void> {
  const InstanceProfileName = profile;
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  if (RoleName)
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

async function attach(InstanceId: string, Name: string): Promise<void> {
  const command = { InstanceId, IamInstanceProfile: { Name } };
  await clients.ec2.send(new AssociateIamInstanceProfileCommand(command));
}

/** Of the account and Region: SSM reaches every instance with a role of its own. */
async function manageHostsByDefault(): Promise<void> {
  const policies = ['AmazonSSMManagedEC2InstanceDefaultPolicy'];
  const role = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
  await createInstanceRole(clients.iam, { name: role, policies, trusted: 'ssm.amazonaws.com' });
  await clients.ssm.send(
    new UpdateServiceSettingCommand({
      SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
      SettingValue: `service-role/${role}`,
    }),
  );
}
