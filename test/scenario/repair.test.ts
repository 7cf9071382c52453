import {
  DeleteTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteInstanceProfileCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Wizard, wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let wizard: Wizard;
let instanceId = '';

beforeAll(async () => {
  sandbox = await startSandbox({
    delayScale: 0.1,
    instances: [{ os: 'amazon-linux-2023', name: 'web-1' }],
  });
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
  const ran = await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes');
  if (ran.exitCode !== 0) throw new Error(ran.stderr);
});

afterAll(() => sandbox.dispose());

/** @returns the changing calls of a repair that ended well */
async function repair(): Promise<string[]> {
  sandbox.world.requests.clear();
  const ran = await wizard.run('repair', '--instance-id', instanceId, '--yes');
  expect(ran.stderr).not.toContain('✖');
  expect(ran.exitCode).toBe(0);
  return changingCalls(sandbox);
}

async function status(): Promise<string> {
  return (await wizard.run('status', '--instance-id', instanceId)).stdout;
}

describe('repair', () => {
  it('attaches a detached policy again, and nothing else', async () => {
    const { iam } = sandboxClients(sandbox);
    const PolicyArn = 'arn:aws:iam::aws:policy/CloudWatchFullAccess';
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'CustomMonitoringRole', PolicyArn }));
    expect(await status()).toContain('Attach CloudWatchFullAccess to CustomMonitoringRole');
    expect(await repair()).toEqual(['iam:AttachRolePolicy']);
    expect(await status()).not.toContain('drift');
  });

  it('attaches a detached role again, and nothing else, while data still flows', async () => {
    await detachRole();
    await sandbox.clock.advance(10 * 60_000);
    const seen = await status();
    expect(seen).toContain(`Attach CustomMonitoringRole to ${instanceId}`);
    expect(seen).not.toContain('not arriving');
    expect(await repair()).toEqual(['ec2:AssociateIamInstanceProfile']);
  });

  it('attaches a profile anew that was deleted and made again under the same name', async () => {
    const { iam } = sandboxClients(sandbox);
    const names = { RoleName: 'CustomMonitoringRole', InstanceProfileName: 'CustomMonitoringRole' };
    await iam.send(new RemoveRoleFromInstanceProfileCommand(names));
    await iam.send(new DeleteInstanceProfileCommand(names));
    expect(await repair()).toEqual([
      'iam:CreateInstanceProfile',
      'iam:AddRoleToInstanceProfile',
      'ec2:ReplaceIamInstanceProfileAssociation',
    ]);
  });

  it('puts the pointer tag back', async () => {
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(
      new DeleteTagsCommand({ Resources: [instanceId], Tags: [{ Key: 'cloudwatch-wizard' }] }),
    );
    expect(await repair()).toEqual(['ec2:CreateTags']);
  });

  it('looks inside when data stops for no reason that shows from outside, and mends what it finds', async () => {
    const machine = sandbox.world.machines.get(instanceId);
    await machine?.run('rm "$ROOT/etc/cron.d/cloudwatch-wizard"', { timeoutMs: 5_000 });
    await sandbox.clock.advance(20 * 60_000);
    expect(await status()).toContain('not arriving');
    const calls = await repair();
    expect(calls.filter((call) => call === 'ssm:SendCommand')).toHaveLength(2);
    expect(await status()).not.toContain('drift');
  });

  it('mends a cron line that was changed by hand, although metrics still flow', async () => {
    const machine = sandbox.world.machines.get(instanceId);
    const entry = '"$ROOT/etc/cron.d/cloudwatch-wizard"';
    await machine?.run(`sed -i 's/ --heartbeat=[^ ]*//' ${entry}`, { timeoutMs: 5_000 });
    await sandbox.clock.advance(40 * 60_000);
    expect(await status()).toContain('not arriving: log-heartbeat');
    await repair();
    expect(await status()).not.toContain('drift');
    const mended = await machine?.run(`grep -c -- --heartbeat= ${entry}`, { timeoutMs: 5_000 });
    expect(mended?.stdout).toBe('1\n');
  });

  it('takes its place again after another machine has set the instance up anew', async () => {
    const other = wizardOn(sandbox);
    const args = ['--instance-id', instanceId, '--yes'];
    expect(await other.run('setup', ...args, '--no-alerts')).toMatchObject({ exitCode: 0 });
    await sandbox.clock.advance(40 * 60_000);
    expect(await status()).toContain('not arriving: log-heartbeat');
    await repair();
    expect(await status()).not.toContain('not arriving');
  });

  it('starts a cron that was stopped', async () => {
    const machine = sandbox.world.machines.get(instanceId);
    await machine?.run('systemctl stop crond', { timeoutMs: 5_000 });
    await sandbox.clock.advance(20 * 60_000);
    await repair();
    expect(machine?.activeUnits()).toContain('crond.service');
  });

  it('starts a log agent that was stopped, and leaves the metrics alone', async () => {
    const machine = sandbox.world.machines.get(instanceId);
    await machine?.run('systemctl stop amazon-cloudwatch-agent', { timeoutMs: 5_000 });
    await sandbox.clock.advance(30 * 60_000);
    expect(await status()).toContain('not arriving: log-heartbeat');
    await repair();
    expect(machine?.activeUnits()).toContain('amazon-cloudwatch-agent.service');
  });
});

async function detachRole(): Promise<void> {
  const { ec2 } = sandboxClients(sandbox);
  const found = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  const living = found.IamInstanceProfileAssociations?.find(({ State }) => State === 'associated');
  await ec2.send(
    new DisassociateIamInstanceProfileCommand({ AssociationId: living?.AssociationId }),
  );
}
