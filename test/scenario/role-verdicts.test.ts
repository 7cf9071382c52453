import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateServiceSettingCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Wizard, wizardOn } from '../support/wizard.ts';

// What the verifier's judgement says of the role: by what each instance needs of it, and by whose it is.

const name = 'CustomMonitoringRole';
const cloudWatch = 'CloudWatchFullAccess';
const systemsManager = 'AmazonSSMManagedInstanceCore';
let sandbox: Sandbox;
let wizard: Wizard;
let clients: ReturnType<typeof sandboxClients>;
let first = '';
let second = '';

beforeEach(async () => {
  const os = 'amazon-linux-2023';
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os }, { os }] });
  // Past their first minutes, in which nothing is expected of an instance.
  await sandbox.clock.advance(10 * 60_000);
  wizard = wizardOn(sandbox);
  clients = sandboxClients(sandbox);
  [first = '', second = ''] = sandbox.instances.map(({ id }) => id);
});
afterEach(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await sandbox.dispose();
});

async function runWell(...argv: string[]): Promise<void> {
  expect(await wizard.run(...argv, '--yes')).toMatchObject({ exitCode: 0 });
  // Ticks of after a set-up, and their deadline.
  await sandbox.clock.advance(15 * 60_000);
}

async function detach(policy: string): Promise<void> {
  const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
  await clients.iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
}

async function manageHostsByDefault(): Promise<void> {
  const policies = ['AmazonSSMManagedEC2InstanceDefaultPolicy'];
  const role = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
  await createInstanceRole(clients.iam, { name: role, policies, trusted: 'ssm.amazonaws.com' });
  const SettingId = '/ssm/managed-instance/default-ec2-instance-management-role';
  const SettingValue = `service-role/${role}`;
  await clients.ssm.send(new UpdateServiceSettingCommand({ SettingId, SettingValue }));
}

async function verdicts() {
  const { exitCode, stdout } = await wizard.run('verify', '--json');
  const { verdicts } = JSON.parse(stdout) as {
    verdicts: { cause?: string; command?: string; evidence: { id: string }[] }[];
  };
  return { exitCode, verdicts };
}

describe('the right of Systems Manager', () => {
  it('is missed by an instance that found it on the role', async () => {
    await runWell('setup', '--instance-id', first, '--no-alerts');
    await runWell('setup', '--instance-id', second, '--no-alerts');
    await runWell('undo', '--instance-id', first);
    expect(await verdicts()).toMatchObject({ exitCode: 0, verdicts: [{}] });
    await detach(systemsManager);
    expect(await verdicts()).toMatchObject({
      exitCode: 3,
      verdicts: [{ instanceId: second, cause: 'ssm-policy-detached' }],
    });
  });

  it('is not missed by one that never needed it, nor by one that no longer does', async () => {
    await manageHostsByDefault();
    await sandbox.clock.advance(60 * 60_000);
    await runWell('setup', '--instance-id', first, '--no-alerts');
    expect(await verdicts()).toMatchObject({ exitCode: 0, verdicts: [{ state: 'UP' }] });
  });

  it('is no longer missed after a repair by which it is not needed', async () => {
    await runWell('setup', '--instance-id', first, '--no-alerts');
    await manageHostsByDefault();
    await detach(systemsManager);
    expect(await verdicts()).toMatchObject({ exitCode: 3 });
    await runWell('repair', '--instance-id', first);
    expect(await verdicts()).toMatchObject({ exitCode: 0, verdicts: [{ state: 'UP' }] });
  });
});

describe('a role that somebody made by hand', () => {
  it('is told without a command: a repair would refuse to change it', async () => {
    await createInstanceRole(clients.iam, { name, policies: [cloudWatch, systemsManager] });
    await runWell('setup', '--instance-id', first, '--no-alerts');
    await detach(cloudWatch);
    const { exitCode, verdicts: found } = await verdicts();
    expect(exitCode).toBe(3);
    expect(found).toMatchObject([{ cause: 'cloudwatch-policy-detached' }]);
    expect(found[0]?.command).toBeUndefined();
    expect(found[0]?.evidence).toContainEqual({ id: 'role-not-ours', values: { roleName: name } });
    const repair = ['repair', '--instance-id', first, '--yes'];
    expect(await wizard.run(...repair)).toMatchObject({ exitCode: 4 });
  });
});
