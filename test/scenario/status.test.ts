import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTagsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Wizard, wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let wizard: Wizard;
let clients: ReturnType<typeof sandboxClients>;
/** Set up with everything; with fewer metrics; not at all; stopped. */
let [full, small, uncovered, stopped] = ['', '', '', ''];

beforeAll(async () => {
  const os = 'amazon-linux-2';
  sandbox = await startSandbox({
    delayScale: 0,
    instances: [{ os, name: 'web-1' }, { os }, { os }, { os, state: 'stopped' }],
  });
  wizard = wizardOn(sandbox);
  clients = sandboxClients(sandbox);
  [full = '', small = '', uncovered = '', stopped = ''] = sandbox.instances.map(({ id }) => id);
  const ran = [
    await wizard.run('setup', '--instance-id', full, '--no-alerts', '--yes'),
    await wizard.run('setup', '--instance-id', small, '--no-swap', '--no-alerts', '--yes'),
  ];
  expect(ran).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
});
afterAll(() => sandbox.dispose());

beforeEach(() => sandbox.world.requests.clear());
interface Answer {
  readonly instances: readonly Record<string, unknown>[];
}

/** What `status --json` says; it has to change nothing. */
async function status(...more: string[]): Promise<Answer> {
  const { stdout, exitCode } = await wizard.run('status', '--json', ...more);
  expect(exitCode).toBe(0);
  expect(changingCalls(sandbox)).toEqual([]);
  return JSON.parse(stdout) as Answer;
}

/** Instance ids with what `status` says of how each is covered. */
function coverage({ instances }: Answer): Record<string, unknown> {
  return Object.fromEntries(instances.map((one) => [one.instanceId, one.coverage]));
}

it('lists every instance of the Region, the uncovered and the stopped ones too', async () => {
  expect(coverage(await status())).toEqual({
    [full]: 'set-up',
    [small]: 'set-up',
    [uncovered]: 'not-set-up',
    [stopped]: 'not-set-up',
  });
});

it('is a document for scripts', async () => {
  const said = await status('--instance-id', full);
  expect(said).toEqual({
    schemaVersion: 1,
    accountId: sandbox.accountId,
    region: sandbox.region,
    instances: [
      {
        instanceId: full,
        name: 'web-1',
        state: 'running',
        profileArn: `arn:aws:iam::${sandbox.accountId}:instance-profile/CustomMonitoringRole`,
        coverage: 'set-up',
        drift: [],
        missing: [],
        arrived: expect.arrayContaining([
          expect.objectContaining({ id: 'metric-arrived' }),
          expect.objectContaining({ id: 'heartbeat-arrived' }),
        ]),
        healthy: true,
      },
    ],
  });
});

it('makes as many calls for ten metrics as for five, and one for all that are not set up', async () => {
  const calls = async (...more: string[]) => {
    sandbox.world.requests.clear();
    await status(...more);
    return sandbox.world.requests.all().length;
  };
  const one = await calls('--instance-id', full);
  expect(one).toBeLessThanOrEqual(20);
  expect(await calls('--instance-id', small)).toBe(one);
  const bare = await calls('--instance-id', uncovered);
  expect(await calls('--instance-id', uncovered, '--instance-id', stopped)).toBe(bare);
});

it('does not believe a tag that was copied from another instance, or is malformed', async () => {
  const { instances } = sandbox;
  const copied = instances[0]?.tags.get('cloudwatch-wizard');
  for (const Value of [copied, 'v=1 id=; k= sh=0', '']) {
    const Tags = [{ Key: 'cloudwatch-wizard', Value }];
    await clients.ec2.send(new CreateTagsCommand({ Resources: [uncovered], Tags }));
    sandbox.world.requests.clear();
    expect(coverage(await status('--instance-id', uncovered))).toEqual({
      [uncovered]: 'not-set-up',
    });
  }
});

it('says on another machine that an instance was set up elsewhere', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'wizard-elsewhere-'));
  const env = { ...process.env, XDG_STATE_HOME: elsewhere };
  const listed = await wizard.runWith({ env }, 'status', '--json');
  expect(coverage(JSON.parse(listed.stdout) as Answer)).toMatchObject({
    [full]: 'elsewhere',
    [small]: 'elsewhere',
    [stopped]: 'not-set-up',
  });
  for (const verb of ['repair', 'undo']) {
    const ran = await wizard.runWith({ env }, verb, '--instance-id', full, '--yes');
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('[no-record]');
  }
  expect(changingCalls(sandbox)).toEqual([]);
});

it('ends with 3 where something has drifted, if it is asked to', async () => {
  const fails = async (...more: string[]) => (await wizard.run('status', ...more)).exitCode;
  expect(await fails('--fail')).toBe(0);
  const policy = {
    RoleName: 'CustomMonitoringRole',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
  };
  await clients.iam.send(new DetachRolePolicyCommand(policy));
  expect(await fails('--fail')).toBe(3);
  expect(await fails()).toBe(0);
  expect(await fails('--fail', '--instance-id', uncovered)).toBe(0);
  await clients.iam.send(new AttachRolePolicyCommand(policy));
  expect(await fails('--fail', '--instance-id', 'i-0123456789abcdef0')).toBe(3);
  expect(changingCalls(sandbox)).toEqual(['iam:DetachRolePolicy', 'iam:AttachRolePolicy']);
});

it('expects nothing of an instance that was set up and is stopped', async () => {
  await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [small] }));
  await sandbox.clock.advance(40 * 60_000);
  sandbox.world.requests.clear();
  const { instances } = await status('--instance-id', small);
  expect(instances).toMatchObject([
    { state: 'stopped', coverage: 'set-up', drift: [], missing: [], healthy: true },
  ]);
});

it('shows the others although one cannot be looked at', async () => {
  sandbox.world.faults.add({ service: 'monitoring', operation: '*', match: full, effect: 'deny' });
  const { instances } = await status();
  sandbox.world.faults.clear();
  expect(instances.find((one) => one.instanceId === full)).toMatchObject({
    healthy: false,
    drift: [{ id: 'access-denied' }],
  });
  expect(instances.find((one) => one.instanceId === small)).toMatchObject({ healthy: true });
});

it('expects nothing yet of an instance that has just been started', async () => {
  const InstanceIds = [small];
  await clients.ec2.send(new StopInstancesCommand({ InstanceIds }));
  await sandbox.clock.advance(60 * 60_000);
  await clients.ec2.send(new StartInstancesCommand({ InstanceIds }));
  await sandbox.clock.advance(90_000);
  sandbox.world.requests.clear();
  const { instances } = await status('--instance-id', small);
  expect(instances).toMatchObject([{ healthy: true, drift: [], missing: [] }]);
  await sandbox.clock.advance(20 * 60_000);
  const later = await status('--instance-id', small);
  expect(later.instances).toMatchObject([{ healthy: true, drift: [], missing: [] }]);
});

it('says of a set-up and of an undo that they were not finished, and how they are', async () => {
  const { faults } = sandbox.world;
  const of = ['--instance-id', uncovered];
  const where = `--instance-id ${uncovered} --region ${sandbox.region}`;
  faults.add({ service: 'ssm', operation: 'SendCommand', effect: 'deny' });
  expect((await wizard.run('setup', ...of, '--no-alerts', '--yes')).exitCode).toBe(4);
  faults.clear();
  sandbox.world.requests.clear();
  const begun = await status(...of);
  expect(begun.instances).toMatchObject([{ coverage: 'setting-up', healthy: false }]);
  const { stdout } = await wizard.run('status', ...of);
  expect(stdout.split('\n').slice(1)).toEqual([`    → cloudwatch-wizard setup ${where}`, '']);
  expect((await wizard.run('setup', ...of, '--no-alerts', '--yes')).exitCode).toBe(0);
  sandbox.world.requests.clear();
  expect(coverage(await status(...of))).toEqual({ [uncovered]: 'set-up' });

  faults.add({ service: 'ec2', operation: 'DisassociateIamInstanceProfile', effect: 'deny' });
  expect((await wizard.run('undo', ...of, '--yes')).exitCode).toBe(4);
  faults.clear();
  expect((await wizard.run('status', ...of)).stdout).toContain(
    `undo not finished\n    → cloudwatch-wizard undo ${where}\n`,
  );
  expect((await wizard.run('undo', ...of, '--yes')).exitCode).toBe(0);
  sandbox.world.requests.clear();
  expect(coverage(await status(...of))).toEqual({ [uncovered]: 'not-set-up' });
});
