import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { LaunchOptions } from '../../sandbox/services/ec2/state.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Wizard, wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let wizard: Wizard;
let instanceId = '';

async function start(instance: LaunchOptions): Promise<void> {
  sandbox = await startSandbox({ delayScale: 0, instances: [instance] });
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
}
afterEach(() => sandbox.dispose());

const verbs = { setup: ['setup', '--no-alerts'], undo: ['undo'] } as const;

/** Runs a verb to its good end. @returns its changing calls */
async function runWell(verb: 'setup' | 'undo', ...more: string[]): Promise<string[]> {
  sandbox.world.requests.clear();
  const ran = await wizard.run(...verbs[verb], '--instance-id', instanceId, '--yes', ...more);
  expect(ran).toMatchObject({ exitCode: 0 });
  return changingCalls(sandbox);
}

/** Runs a script on the instance, which has to succeed. */
async function inside(script: string): Promise<void> {
  const ran = await sandbox.world.machines.get(instanceId)?.run(script, { timeoutMs: 5_000 });
  expect(ran).toMatchObject({ exitCode: 0 });
}

function fileInside(path: string): string {
  return readFileSync(join(sandbox.world.machines.get(instanceId)?.root ?? '', path), 'utf8');
}

const detach = ['ec2:DisassociateIamInstanceProfile'];
const dropRole = [
  'iam:RemoveRoleFromInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:DetachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:DeleteRole',
];

describe('undo', () => {
  it('takes the role away after the instance was terminated', async () => {
    await start({ os: 'amazon-linux-2' });
    await runWell('setup', '--detailed-monitoring');
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    expect(await runWell('undo')).toEqual(['ec2:DeleteTags', ...dropRole]);
    expect(sandbox.world.iam.roles.size + sandbox.world.iam.profiles.size).toBe(0);
  });

  it('does not take a wrong Region for an instance without us', async () => {
    await start({ os: 'amazon-linux-2' });
    await runWell('setup');
    const elsewhere = ['--region', 'eu-west-1', '--yes'];
    const ran = await wizard.run('undo', '--instance-id', instanceId, ...elsewhere);
    expect(ran.exitCode).toBe(4);
    expect(ran.stderr).toContain('[no-such-instance]');
  });

  it('takes the role away after EC2 has forgotten the instance', async () => {
    await start({ os: 'amazon-linux-2' });
    await runWell('setup');
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    sandbox.world.region(sandbox.region).ec2.instances.delete(instanceId);
    expect(await runWell('undo')).toEqual(dropRole);
  });

  it('waits for a stopped instance to be started, and has nothing to do the second time', async () => {
    await start({ os: 'amazon-linux-2' });
    const before = snapshotWorld(sandbox.world);
    await runWell('setup');
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    sandbox.world.requests.clear();
    const ran = await wizard.run('undo', '--instance-id', instanceId, '--yes');
    expect(ran).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('[instance-stopped]'),
    });
    expect(changingCalls(sandbox)).toEqual([]);
    await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
    const once = ['ec2:DeleteTags', 'ssm:SendCommand', ...detach, ...dropRole];
    expect(await runWell('undo')).toEqual(once);
    expect(await runWell('undo')).toEqual([]);
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });

  it('leaves detailed monitoring on that was on before, although it was wished for too', async () => {
    await start({ os: 'amazon-linux-2', detailedMonitoring: true });
    const before = snapshotWorld(sandbox.world);
    expect(await runWell('setup', '--detailed-monitoring')).not.toContain('ec2:MonitorInstances');
    expect(await runWell('undo')).not.toContain('ec2:UnmonitorInstances');
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });
});

describe('undo keeps', () => {
  const section =
    '[application]\nfile = /var/log/application\nlog_group_name = application\nlog_stream_name = {instance_id}';

  it('an awslogs.conf that was there before, byte for byte', async () => {
    await start({ os: 'amazon-linux-2' });
    await inside(
      `yum -y -q install awslogs && printf '[general]\\nstate_file = /var/lib/awslogs/agent-state\\n\\n%s' '${section}' >"$ROOT/etc/awslogs/awslogs.conf"`,
    );
    const before = snapshotWorld(sandbox.world);
    await runWell('setup');
    expect(fileInside('etc/awslogs/awslogs.conf')).toContain(
      '[cloudwatch-wizard /var/log/messages]',
    );
    await runWell('undo');
    // Where the agent itself notes how far it has read.
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([
      expect.stringContaining('var/lib/awslogs/agent-state'),
    ]);
  });

  it('what somebody added to the awslogs.conf that came with us, and the agent with it', async () => {
    await start({ os: 'amazon-linux-2' });
    await runWell('setup');
    await inside(`printf '%s\\n' '${section}' >>"$ROOT/etc/awslogs/awslogs.conf"`);
    await runWell('undo');
    const kept = fileInside('etc/awslogs/awslogs.conf');
    expect(kept).toMatch(/^\[general\]\n[^#]*\n\[\/var\/log\/messages\]\n[^#]*$/);
    expect(kept.endsWith(`\n${section}\n`)).toBe(true);
    expect(sandbox.world.machines.get(instanceId)?.activeUnits()).toContain('awslogsd.service');
  });

  it('the cron that came with us, if somebody else uses it by now', async () => {
    await start({ os: 'amazon-linux-2023' });
    await runWell('setup');
    await inside(`echo '* * * * * root date' >"$ROOT/etc/cron.d/backup"`);
    await runWell('undo');
    expect(fileInside('etc/cron.d/backup')).toBe('* * * * * root date\n');
    expect(() => fileInside('etc/cron.d/cloudwatch-wizard')).toThrow('ENOENT');
    expect(sandbox.world.machines.get(instanceId)?.activeUnits()).toContain('crond.service');
  });
});
