import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StopInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { personWho } from '../support/prompts.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let wizard: Wizard;
let instanceId = '';

beforeEach(async () => {
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os: 'amazon-linux-2' }] });
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
});
afterEach(() => sandbox.dispose());

function setUp(...more: string[]): Promise<Ran> {
  return wizard.run(
    'setup',
    '--instance-id',
    instanceId,
    '--no-alerts',
    '--yes',
    '--json',
    ...more,
  );
}

/** Every change that setting up the first instance of an account makes. */
const wholeSetUp = [
  'iam:CreateRole',
  'iam:AttachRolePolicy',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:AddRoleToInstanceProfile',
  'ec2:AssociateIamInstanceProfile',
  'ssm:SendCommand',
  'ssm:SendCommand',
  'ssm:SendCommand',
  'logs:CreateLogGroup',
  'logs:PutRetentionPolicy',
  'ssm:SendCommand',
  'ec2:CreateTags',
];

describe('nothing is changed, and nothing recorded', () => {
  afterEach(() => {
    expect(changingCalls(sandbox)).toEqual([]);
    const journals = join(wizard.stateHome, 'cloudwatch-wizard');
    expect(existsSync(journals) ? readdirSync(journals) : []).toEqual([]);
  });

  /** @param problemId what the last line of the answer has to say, with exit code 4 */
  async function expectRefusal(ran: Promise<Ran>, problemId: string): Promise<void> {
    const { exitCode, events } = await ran;
    expect(events.at(-1)).toMatchObject({ type: 'error', problems: [{ id: problemId }] });
    expect(exitCode).toBe(4);
  }

  it('where there is no such instance', async () => {
    instanceId = 'i-0123456789abcdef0';
    await expectRefusal(setUp(), 'no-such-instance');
  });

  it('where the instance is in another Region', async () => {
    await expectRefusal(setUp('--region', 'us-east-1'), 'no-such-instance');
  });

  it('where the instance is stopped', async () => {
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    sandbox.world.requests.clear();
    await expectRefusal(setUp(), 'instance-stopped');
  });

  it('where the instance is terminated', async () => {
    const { ec2 } = sandboxClients(sandbox);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    sandbox.world.requests.clear();
    await expectRefusal(setUp(), 'instance-terminated');
  });

  it('where nobody confirms the plan, and nobody can be asked', async () => {
    const ran = await wizard.run('setup', '--instance-id', instanceId, '--no-alerts');
    expect(ran.exitCode).toBe(2);
    expect(ran.stdout).toContain('Create the role CustomMonitoringRole');
    expect(ran.stderr).toContain('[needs-confirmation]');
  });

  it('where a person says no', async () => {
    const prompts = personWho(async () => false);
    const ran = await wizard.runWith(
      { prompts },
      'setup',
      '--instance-id',
      instanceId,
      '--no-alerts',
    );
    expect(ran.exitCode).toBe(130);
    expect(ran.stdout).toContain('Create the role CustomMonitoringRole');
  });

  it('where AWS cannot be reached', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    await expectRefusal(setUp(), 'endpoint-unreachable');
  });
});

// In the order in which a set-up needs them.
const rights = [
  'ec2:DescribeInstances',
  'iam:GetRole',
  'iam:GetInstanceProfile',
  'ec2:DescribeIamInstanceProfileAssociations',
  'ssm:DescribeInstanceInformation',
  'logs:DescribeLogGroups',
  'iam:CreateRole',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:PassRole',
  'ec2:AssociateIamInstanceProfile',
  'ssm:SendCommand',
  'ssm:GetCommandInvocation',
  'logs:CreateLogGroup',
  'logs:PutRetentionPolicy',
  'ec2:CreateTags',
  'cloudwatch:GetMetricData',
  'logs:FilterLogEvents',
];

it('names the one right that is missing, and goes on from there once it is given', async () => {
  for (const right of rights) {
    useKeysWithout(right);
    const { exitCode, events } = await setUp();
    const { problems } = events.at(-1) as { problems: { id: string; values: object }[] };
    expect(problems).toMatchObject([{ id: 'access-denied', values: { action: right } }]);
    expect(exitCode).toBe(4);
  }
  useKeysWithout('s3:GetObject');
  expect(await setUp()).toMatchObject({ exitCode: 0 });
  const calls = changingCalls(sandbox);
  expect(calls.filter((call) => call !== 'ssm:SendCommand')).toEqual(
    wholeSetUp.filter((call) => call !== 'ssm:SendCommand'),
  );
  // A run that may not read the answer, or was stopped behind it, has to look inside again.
  expect(calls.filter((call) => call === 'ssm:SendCommand').length).toBeLessThanOrEqual(8);
});

it('looks for the log of a retention on all instances together, before any is changed', async () => {
  const log = ['--log', '/var/log/app.log,group=app', '--allow-missing'];
  const first = await wizard.run(
    'setup',
    '--instance-id',
    instanceId,
    '--no-alerts',
    '--yes',
    ...log,
  );
  expect(first.exitCode).toBe(0);
  const both = ['--instance-id', instanceId, '--instance-id', 'i-0123456789abcdef0', '--yes'];
  const before = changingCalls(sandbox).length;
  const misspelt = await wizard.run('setup', ...both, '--retention', 'ap=60');
  expect(misspelt.exitCode).toBe(2);
  expect(changingCalls(sandbox)).toHaveLength(before);
  const meant = await wizard.run('setup', ...both, '--retention', 'app=60');
  expect(meant.stderr).not.toContain('[retention-of-no-log]');
  expect(meant.exitCode).toBe(6);
});

it('goes on with the next instance, and says with 6 that one could not be set up', async () => {
  const missing = 'i-0123456789abcdef0';
  const named = ['--instance-id', missing, '--instance-id', instanceId];
  const ran = await wizard.run('setup', ...named, '--no-alerts', '--yes', '--json');
  expect(ran.exitCode).toBe(6);
  const errors = ran.events.filter(({ type }) => type === 'error');
  expect(errors).toMatchObject([{ instanceId: missing, problems: [{ id: 'no-such-instance' }] }]);
  expect(changingCalls(sandbox)).toEqual(wholeSetUp);
});

it('ends well although every service throttles', async () => {
  const services = ['sts', 'iam', 'ec2', 'ssm', 'monitoring', 'logs'];
  const throttled = { operation: '*', effect: 'throttle', times: 1 } as const;
  sandbox.world.faults.add(...services.map((service) => ({ ...throttled, service })));
  expect(await setUp()).toMatchObject({ exitCode: 0 });
  expect(changingCalls(sandbox)).toEqual(wholeSetUp);
  const struck = sandbox.world.requests
    .all()
    .filter(({ error }) => /Throttl|RequestLimit/.test(error ?? ''));
  expect(new Set(struck.map(({ service }) => service))).toEqual(new Set(services));
});

it('asks once for what is not there, also where the clock of this machine is off', async () => {
  await using late = await startSandbox({
    startAt: Date.now() - 3_600_000,
    instances: [{ os: 'amazon-linux-2023' }],
  });
  const { id = '' } = late.instances[0] ?? {};
  const ran = await wizardOn(late).run('plan', '--instance-id', id, '--no-alerts');
  expect(ran.exitCode).toBe(0);
  const asked = late.world.requests.all().filter(({ error }) => error?.startsWith('NoSuchEntity'));
  expect(asked.map(({ operation }) => operation)).toEqual(['GetRole', 'GetInstanceProfile']);
});

/** From here on the wizard's keys may do everything but this. */
function useKeysWithout(Action: string): void {
  const keys = createUserKeys(sandbox.world, 'limited', [
    { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    { Statement: [{ Effect: 'Deny', Action, Resource: '*' }] },
  ]);
  process.env.AWS_ACCESS_KEY_ID = keys.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = keys.secretAccessKey;
}
