import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

const name = 'CustomMonitoringRole';

let sandbox: Sandbox;
let wizard: Wizard;
let instanceId = '';

async function start(options: SandboxOptions): Promise<void> {
  sandbox = await startSandbox(options);
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
}
afterEach(() => sandbox.dispose());

/** @returns how a set-up ended, with the changing calls it made */
async function setUp(...more: string[]): Promise<Ran & { calls: string[] }> {
  sandbox.world.requests.clear();
  const ran = await wizard.run(
    'setup',
    '--instance-id',
    instanceId,
    '--no-alerts',
    '--yes',
    ...more,
  );
  return { ...ran, calls: changingCalls(sandbox) };
}

function pathInside(path: string): string {
  return join(sandbox.world.machines.get(instanceId)?.root ?? '', path);
}

const command = 'ssm:SendCommand';
const last = 'ec2:CreateTags';
const newGroup = ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'];

it('shows what went wrong inside, and the next run goes on from there', async () => {
  await start({ delayScale: 0, instances: [{ os: 'amazon-linux-2023' }] });
  const { iam } = sandboxClients(sandbox);
  await createInstanceRole(iam, {
    name,
    policies: ['CloudWatchFullAccess', 'AmazonSSMManagedInstanceCore'],
  });
  const before = snapshotWorld(sandbox.world);

  chmodSync(pathInside('tmp'), 0o555);
  const noRoom = await setUp();
  expect(noRoom.exitCode).toBe(1);
  expect(noRoom.stderr).toMatch(/script-failed[\s\S]*\| mktemp:.*tmp/);
  expect(noRoom.calls).toEqual(['ec2:AssociateIamInstanceProfile', command]);
  chmodSync(pathInside('tmp'), 0o1777);

  await deny('cloudwatch:PutMetricData');
  const refused = await setUp();
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('send-failed');
  expect(refused.stderr).toContain('is not authorized to perform: cloudwatch:PutMetricData');
  expect(refused.calls).toEqual([command, command]);
  await iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: 'deny' }));

  writeFileSync(pathInside('.pretend/repository-down'), '');
  // A timer takes the place of cron; nothing takes that of a log agent.
  const noPackage = await setUp();
  expect(noPackage.exitCode).toBe(1);
  expect(noPackage.stderr).toContain('package-unavailable');
  expect(noPackage.stderr).toContain("| Error: Failed to download metadata for repo 'amazonlinux'");
  expect(noPackage.calls).toEqual([command, command, command, ...newGroup, command]);
  rmSync(pathInside('.pretend/repository-down'));

  const done = await setUp();
  expect(done.exitCode).toBe(0);
  expect(done.stderr).not.toMatch(/Install the metrics agent.*: changed/);
  expect(done.calls).toEqual([command, command, last]);
  await wizard.run('undo', '--instance-id', instanceId, '--yes');
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

it('is taken back whole after it failed inside', async () => {
  await start({ delayScale: 0, instances: [{ os: 'amazon-linux-2023' }] });
  const before = snapshotWorld(sandbox.world);
  writeFileSync(pathInside('.pretend/repository-down'), '');
  expect((await setUp()).exitCode).toBe(1);
  const undone = await wizard.run('undo', '--instance-id', instanceId, '--yes');
  expect(undone).toMatchObject({ exitCode: 0 });
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

it('ends well although every command is sent twice, because the answer to the first was lost', async () => {
  await start({ delayScale: 0, instances: [{ os: 'amazon-linux-2' }] });
  const before = snapshotWorld(sandbox.world);
  const lost = { service: 'ssm', operation: 'SendCommand', effect: 'after-effect' } as const;
  const scripts = ['look inside', 'metrics agent', 'cron entry', 'install awslogs', 'uninstall'];
  sandbox.world.faults.add(...scripts.map((match) => ({ ...lost, match, times: 1 })));
  expect(await setUp()).toMatchObject({ exitCode: 0 });
  expect(await setUp()).toMatchObject({ exitCode: 0, calls: [] });
  const undone = await wizard.run('undo', '--instance-id', instanceId, '--yes');
  expect(undone).toMatchObject({ exitCode: 0 });
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

it('gives up on an SSM agent that sleeps when it is told how long to wait, and ends well later', async () => {
  // Two minutes before cron's next turn.
  const startAt = Date.UTC(2026, 2, 24, 12, 3);
  await start({ startAt, instances: [{ os: 'amazon-linux-2' }] });
  const late = await setUp('--timeout', '60');
  expect(late.exitCode).toBe(5);
  expect(late.stderr).toContain('[managed-node-late]');
  expect(late.calls).not.toContain(command);

  await sandbox.clock.advance(31 * 60_000);
  const early = await setUp('--timeout', '20');
  expect(early.exitCode).toBe(5);
  expect(early.stderr).toContain('[arrival-late]');
  expect(early.calls).toEqual([command, command, command, ...newGroup, command, last]);

  expect(await setUp()).toMatchObject({ exitCode: 0, calls: [] });
});

async function deny(Action: string): Promise<void> {
  const { iam } = sandboxClients(sandbox);
  const statement = { Effect: 'Deny', Action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const policy = { RoleName: name, PolicyName: 'deny', PolicyDocument };
  await iam.send(new PutRolePolicyCommand(policy));
}
