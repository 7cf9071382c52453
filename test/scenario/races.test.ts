import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AssociateIamInstanceProfileCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { putAssociation } from '../../sandbox/services/ec2/associations.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { personWho } from '../support/prompts.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { clockOf, type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

const name = 'CustomMonitoringRole';
const policies = ['CloudWatchFullAccess', 'AmazonSSMManagedInstanceCore'];
const roleOfOurs = [
  'iam:CreateRole',
  'iam:AttachRolePolicy',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:AddRoleToInstanceProfile',
];
const onInstance = [
  ...['ssm:SendCommand', 'ssm:SendCommand', 'ssm:SendCommand'],
  ...['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'ssm:SendCommand'],
];
const attachAndInstall = ['ec2:AssociateIamInstanceProfile', ...onInstance, 'ec2:CreateTags'];

let sandbox: Sandbox;
let wizard: Wizard;
let clients: ReturnType<typeof sandboxClients>;
let instanceId = '';

async function start(delayScale: number): Promise<void> {
  sandbox = await startSandbox({ delayScale, instances: [{ os: 'amazon-linux-2' }] });
  wizard = wizardOn(sandbox);
  clients = sandboxClients(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
}
afterEach(() => sandbox.dispose());

/** The id of the problem that a run ended with. */
function problemOf({ stderr }: Ran): string | undefined {
  return /\[([\w-]+)\]\s*$/.exec(stderr)?.[1];
}

describe('somebody else, between plan and apply,', () => {
  beforeEach(() => start(0));

  /** Sets up; `meanwhile` happens while a person reads the plan, who then says yes. */
  async function setUpWhile(meanwhile: () => Promise<unknown>): Promise<Ran> {
    const prompts = personWho(async () => {
      await meanwhile();
      sandbox.world.requests.clear();
      return true;
    });
    return wizard.runWith({ prompts }, 'setup', '--instance-id', instanceId, '--no-alerts');
  }

  it('attaches another role: it is left there, and an undo takes back what was done before', async () => {
    await createInstanceRole(clients.iam, { name: 'WebRole' });
    const before = snapshotWorld(sandbox.world);
    const ran = await setUpWhile(() => attach('WebRole'));
    expect([ran.exitCode, problemOf(ran)]).toEqual([4, 'instance-has-other-role']);
    expect(changingCalls(sandbox)).toEqual(roleOfOurs);
    expect(await wizard.run('undo', '--instance-id', instanceId, '--yes')).toMatchObject({
      exitCode: 0,
    });
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([
      expect.stringMatching(/profiles.0: undefined -> .*\/WebRole$/),
    ]);
  });

  it('makes the role: it is used, and stays when we go', async () => {
    const byHand = () => createInstanceRole(clients.iam, { name, policies });
    expect(await setUpWhile(byHand)).toMatchObject({ exitCode: 0 });
    expect(changingCalls(sandbox)).toEqual(attachAndInstall);
    await wizard.run('undo', '--instance-id', instanceId, '--yes');
    expect(sandbox.world.iam.roles.get(name.toLowerCase())?.attached.size).toBe(2);
    expect(sandbox.world.iam.profiles.get(name.toLowerCase())?.role?.name).toBe(name);
  });

  it('makes a role that will not do: nothing is changed', async () => {
    const ran = await setUpWhile(() => createInstanceRole(clients.iam, { name }));
    expect([ran.exitCode, problemOf(ran)]).toEqual([4, 'role-lacks-cloudwatch']);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('makes more to repair than was confirmed: the run stops', async () => {
    await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes');
    await detach('CloudWatchFullAccess');
    const ran = await setUpWhile(() => detach('AmazonSSMManagedInstanceCore'));
    expect([ran.exitCode, problemOf(ran)]).toEqual([5, 'changed-under-us']);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('attaches another role in the very moment of our call: AWS refuses ours', async () => {
    await createInstanceRole(clients.iam, { name: 'WebRole' });
    whenCalled('AssociateIamInstanceProfile', attachAtOnce);
    const ran = await setUpWhile(async () => {});
    expect([ran.exitCode, problemOf(ran)]).toEqual([4, 'instance-has-other-role']);
    expect(changingCalls(sandbox)).toEqual(roleOfOurs);
  });
});

describe('two runs at once', () => {
  beforeEach(() => start(0));
  const processes = {
    self: process.pid,
    startedAt: 0,
    isAlive: (pid: number) => pid === process.pid,
  };
  const setUp = () =>
    wizard.runWith({ processes }, 'setup', '--instance-id', instanceId, '--no-alerts', '--yes');

  it('do not work on the same instance: the second is told, the first finishes', async () => {
    const ran = await Promise.all([setUp(), setUp()]);
    expect(ran.map(({ exitCode }) => exitCode).sort()).toEqual([0, 5]);
    const refused = ran.find(({ exitCode }) => exitCode === 5);
    expect(refused && problemOf(refused)).toBe('another-run');
    expect(changingCalls(sandbox)).toEqual([...roleOfOurs, ...attachAndInstall]);
  });

  it('end in one set-up, although the first had to wait for its first look', async () => {
    const delayMs = 60_000;
    const operation = 'DescribeInstances';
    sandbox.world.faults.add({ service: 'ec2', operation, effect: 'delay', delayMs, times: 1 });
    const first = setUp();
    const called = () => sandbox.world.requests.all().map((request) => request.operation);
    await expect.poll(called).toContain(operation);
    const second = await setUp();
    await sandbox.clock.advance(delayMs);
    expect([(await first).exitCode, second.exitCode]).toEqual([0, 5]);
    expect(changingCalls(sandbox)).toEqual([...roleOfOurs, ...attachAndInstall]);
  });

  it('are not held up by one that was killed', async () => {
    const directory = join(wizard.stateHome, 'cloudwatch-wizard');
    await mkdir(directory);
    const { accountId, region } = sandbox;
    const journal = join(directory, `${accountId}-${region}-${instanceId}.jsonl`);
    writeFileSync(`${journal}.lock`, '4194305');
    expect(await setUp()).toMatchObject({ exitCode: 0 });
    expect(changingCalls(sandbox)).toEqual([...roleOfOurs, ...attachAndInstall]);
  });
});

describe('half-way', () => {
  beforeEach(async () => {
    await start(1);
    await createInstanceRole(clients.iam, { name, policies });
    await sandbox.clock.advance(60_000);
    const { region } = sandbox;
    const os = 'amazon-linux-2';
    instanceId = (await launchInstance(sandbox.world, { region, os, profile: name })).id;
    sandbox.world.requests.clear();
  });

  /** Sets up; `event` happens at the first pause after so many commands were sent, for each. */
  async function setUpUntil(counts: number[], event: () => Promise<unknown>): Promise<Ran> {
    const virtual = clockOf(sandbox);
    const toCome = [...counts];
    const sleep = async (ms: number, signal?: AbortSignal) => {
      await virtual.sleep(ms, signal);
      const sent = changingCalls(sandbox).filter((call) => call === 'ssm:SendCommand');
      if (sent.length < (toCome[0] ?? Number.POSITIVE_INFINITY)) return;
      toCome.shift();
      await event();
    };
    const clock = { ...virtual, sleep };
    const ran = await wizard.runWith(
      { clock },
      'setup',
      '--instance-id',
      instanceId,
      '--no-alerts',
      '--yes',
    );
    expect(toCome).toEqual([]);
    return ran;
  }

  it('the instance is stopped: that is said, and once it runs again the rest is done', async () => {
    const InstanceIds = [instanceId];
    const stop = () => clients.ec2.send(new StopInstancesCommand({ InstanceIds }));
    const ran = await setUpUntil([2], stop);
    expect([ran.exitCode, problemOf(ran)]).toEqual([4, 'instance-stopped']);
    await sandbox.clock.advance(60_000);
    await clients.ec2.send(new StartInstancesCommand({ InstanceIds }));
    await sandbox.clock.advance(60_000);
    sandbox.world.requests.clear();
    const again = await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes');
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stderr).not.toMatch(/Install the metrics agent.*: changed/);
    expect(changingCalls(sandbox)).toEqual([
      'ssm:SendCommand',
      'ssm:SendCommand',
      'logs:CreateLogGroup',
      'logs:PutRetentionPolicy',
      'ssm:SendCommand',
      'ec2:CreateTags',
    ]);
  });

  it('the instance is rebooted while its SSM agent is waited for: that shortens the wait', async () => {
    instanceId = sandbox.instances[0]?.id ?? '';
    const begun = sandbox.clock.now();
    const reboot = new RebootInstancesCommand({ InstanceIds: [instanceId] });
    expect(await setUpUntil([0], () => clients.ec2.send(reboot))).toMatchObject({ exitCode: 0 });
    expect(sandbox.clock.now() - begun).toBeLessThan(12 * 60_000);
    expect(changingCalls(sandbox)).toEqual([
      'ec2:AssociateIamInstanceProfile',
      'ec2:RebootInstances',
      ...onInstance,
      'ec2:CreateTags',
    ]);
  });

  it('two hours are gone, while a script runs and again while data is awaited: it ends well', async () => {
    const twoHours = () => sandbox.clock.advance(2 * 3_600_000);
    expect(await setUpUntil([2, 4], twoHours)).toMatchObject({ exitCode: 0 });
    expect(changingCalls(sandbox)).toEqual([...onInstance, 'ec2:CreateTags']);
  });
});

async function attach(Name: string): Promise<void> {
  const command = { InstanceId: instanceId, IamInstanceProfile: { Name } };
  await clients.ec2.send(new AssociateIamInstanceProfileCommand(command));
}

async function detach(policy: string): Promise<void> {
  const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
  await clients.iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
}

/** Without a call, which would come too late to come in between. */
function attachAtOnce(): void {
  const { world, region } = sandbox;
  const profile = world.iam.profiles.get('webrole');
  if (!profile) throw new Error('There is no WebRole to attach.');
  const id = world.ids.hex('iip-assoc-', 17);
  const startedAt = world.clock.now();
  putAssociation(world.region(region).ec2, { id, instanceId, profile, startedAt });
}

/** Once, after the sandbox has taken a call on and before it carries it out. */
function whenCalled(operation: string, happens: () => void): void {
  const { faults } = sandbox.world;
  const { strike } = faults;
  faults.strike = (service, called, input) => {
    if (called === operation) {
      faults.strike = strike;
      happens();
    }
    return strike(service, called, input);
  };
}
