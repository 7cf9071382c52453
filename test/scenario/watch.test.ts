import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { type AwsClients, createAwsClients } from '../../wizard/aws/clients.ts';
import type { Prompts } from '../../wizard/ui/prompts.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { mailsTo } from '../support/mails.ts';
import { clockOf, type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

// The Region's verifier, as its users meet it: made with the first instance, confirmed, relied on
// from any machine, and taken away in the end.

const address = 'ops@example.com';
let sandbox: Sandbox;
let aws: AwsClients;
let wizard: Wizard;
let [instanceId, otherId] = ['', ''];

async function start(): Promise<void> {
  const instances = [{ os: 'amazon-linux-2023' }, { os: 'amazon-linux-2023' }] as const;
  sandbox = await startSandbox({ delayScale: 0, instances });
  // Past their first minutes, in which nothing is expected of an instance.
  await sandbox.clock.advance(10 * 60_000);
  wizard = wizardOn(sandbox);
  aws = createAwsClients({}, clockOf(sandbox));
  [instanceId = '', otherId = ''] = sandbox.instances.map(({ id }) => id);
}

async function stop(): Promise<void> {
  aws.destroy();
  await sandbox.dispose();
}

/** Somebody at the terminal who says yes, and pastes the link of the newest mail. */
const reader: Prompts = {
  confirm: async () => true,
  enter: async () => linkIn(sandbox),
  choose: async () => 'back',
};

function linkIn(of: Sandbox): string {
  const body = mailsTo(of, address).at(-1)?.body ?? '';
  return /https:\S+Token=\S+/.exec(body)?.[0] ?? '';
}

function problemOf({ stderr }: Ran): string | undefined {
  return /\[([\w-]+)\]\s*$/.exec(stderr)?.[1];
}

async function stackStatus(): Promise<string | undefined> {
  try {
    const { Stacks } = await aws.cloudformation.send(
      new DescribeStacksCommand({ StackName: 'cloudwatch-wizard' }),
    );
    return Stacks?.[0]?.StackStatus;
  } catch {
    return undefined;
  }
}

async function detachRole(id: string): Promise<void> {
  const { IamInstanceProfileAssociations = [] } = await aws.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [id] }],
    }),
  );
  for (const { AssociationId } of IamInstanceProfileAssociations)
    await aws.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}

describe('a Region that is watched', () => {
  let before: ReturnType<typeof snapshotWorld>;

  beforeAll(async () => {
    await start();
    before = snapshotWorld(sandbox.world);
    const argv = ['setup', '--instance-id', instanceId, '--period', '60', '--email', address];
    const ran = await wizard.runWith({ prompts: async () => reader }, ...argv);
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.stdout).toContain(`${address} is subscribed and confirmed`);
    expect(ran.stdout).toMatch(/The verifier looked .* ago: 1 registered, 0 down/);
  });
  afterAll(stop);

  it('has a stack under protection, and a subscription that only its owner can end', async () => {
    expect(await stackStatus()).toBe('CREATE_COMPLETE');
    const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsCommand({}));
    const SubscriptionArn = Subscriptions[0]?.SubscriptionArn;
    const { Attributes } = await aws.sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn }),
    );
    expect(Attributes).toMatchObject({ ConfirmationWasAuthenticated: 'true' });
  });

  it('finds nothing to change in a second run, and nobody has to be named again', async () => {
    sandbox.world.requests.clear();
    const again = await wizard.run('setup', '--instance-id', instanceId, '--yes');
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('nothing had to be changed');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('takes a second instance in without a question', async () => {
    const ran = await wizard.run('setup', '--instance-id', otherId, '--yes');
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.stdout).toMatch(/2 registered, 0 down/);
  });

  it('is in order for verify and for verifier status', async () => {
    // Ticks of after the set-up, and their deadline.
    await sandbox.clock.advance(15 * 60_000);
    const verified = await wizard.run('verify', '--json');
    expect(verified).toMatchObject({ exitCode: 0 });
    const { summary } = JSON.parse(verified.stdout) as { summary: object };
    expect(summary).toMatchObject({ counts: { UP: 2, DOWN: 0 }, blind: [] });
    const status = await wizard.run('verifier', 'status', '--fail');
    expect(status).toMatchObject({ exitCode: 0 });
    expect(status.stdout).toContain(`Tells email ${address}`);
  });

  it('sends a test to everybody who would be told', async () => {
    const ran = await wizard.run('verifier', 'test-alert', '--json');
    expect(ran).toMatchObject({ exitCode: 0 });
    const { id } = JSON.parse(ran.stdout) as { id: string };
    expect(mailsTo(sandbox, address).at(-1)?.body).toContain(id);
  });

  it('is known on every machine: what drifted is seen, repaired and undone from another', async () => {
    const elsewhere = wizardOn(sandbox);
    await detachRole(otherId);
    const verified = await elsewhere.run('verify');
    expect(verified).toMatchObject({ exitCode: 3 });
    expect(verified.stdout).toContain('role detached');
    const command = /cloudwatch-wizard (repair .*)/.exec(verified.stdout)?.[1] ?? '';
    expect(command).toContain(`--instance-id ${otherId}`);
    expect(await elsewhere.run('status', '--fail')).toMatchObject({ exitCode: 3 });
    expect(await elsewhere.run(...command.split(' '), '--yes')).toMatchObject({ exitCode: 0 });
    expect(await elsewhere.run('undo', '--instance-id', otherId, '--yes')).toMatchObject({
      exitCode: 0,
    });
    expect(await wizard.run('repair', '--instance-id', otherId, '--yes')).toMatchObject({
      exitCode: 1,
    });
  });

  it('refuses a command that was meant for another account', async () => {
    sandbox.world.requests.clear();
    const ran = await wizard.run(
      ...['repair', '--instance-id', instanceId, '--expect-account', '444455556666', '--yes'],
    );
    expect(ran.exitCode).toBe(4);
    expect(problemOf(ran)).toBe('other-account');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('keeps its verifier as long as an instance relies on it, and is as before after that', async () => {
    const refused = await wizard.run('verifier', 'remove', '--yes');
    expect(refused.exitCode).toBe(4);
    expect(problemOf(refused)).toBe('instances-registered');
    expect(await wizard.run('undo', '--instance-id', instanceId, '--yes')).toMatchObject({
      exitCode: 0,
    });
    expect(await wizard.run('verifier', 'remove', '--yes')).toMatchObject({ exitCode: 0 });
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });
});

describe('the first instance of a Region', () => {
  afterEach(stop);

  it('is not set up before it is said who is to be told', async () => {
    await start();
    sandbox.world.requests.clear();
    const ran = await wizard.run('setup', '--instance-id', instanceId, '--yes');
    expect(ran.exitCode).toBe(2);
    expect(problemOf(ran)).toBe('alerts-undecided');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('is finished, all but the confirmation, where nobody pastes the link', async () => {
    await start();
    const argv = ['setup', '--instance-id', instanceId, '--email', address, '--yes'];
    const ran = await wizard.run(...argv, '--timeout', '1200');
    expect(ran.exitCode).toBe(5);
    expect(problemOf(ran)).toBe('email-unconfirmed');
    const confirm = ['verifier', 'deploy', '--email', address, '--confirm-link', linkIn(sandbox)];
    expect(await wizard.run(...confirm, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await wizard.run(...argv)).toMatchObject({ exitCode: 0 });
  });

  it('is told why its stack could not be made, and finds nothing in the way of the next try', async () => {
    await start();
    const before = snapshotWorld(sandbox.world);
    sandbox.world.faults.add({
      service: 'lambda',
      operation: 'CreateFunction',
      times: 1,
      effect: 'deny',
    });
    const argv = ['verifier', 'deploy', '--webhook', 'http://127.0.0.1:9/', '--yes'];
    const ran = await wizard.run(...argv);
    expect(ran.exitCode).toBe(1);
    expect(problemOf(ran)).toBe('stack-failed');
    expect(ran.stderr).toContain('lambda:CreateFunction');
    expect(await stackStatus()).toBeUndefined();
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
    expect(await wizard.run(...argv)).toMatchObject({ exitCode: 0 });
  });

  it('leaves alone what somebody else made while the question stood there', async () => {
    await start();
    const elsewhere = wizardOn(sandbox);
    const deploy = ['verifier', 'deploy', '--webhook', 'http://127.0.0.1:9/'];
    const slow: Prompts = {
      ...reader,
      confirm: async () => {
        expect(await elsewhere.run(...deploy, '--yes')).toMatchObject({ exitCode: 0 });
        const faster = await elsewhere.run('verifier', 'deploy', '--period', '60', '--yes');
        expect(faster).toMatchObject({ exitCode: 0 });
        return true;
      },
    };
    const argv = ['setup', '--instance-id', instanceId, '--webhook', 'http://127.0.0.1:9/'];
    const ran = await wizard.runWith({ prompts: async () => slow }, ...argv);
    expect(ran.exitCode).toBe(0);
    expect(await stackStatus()).toBe('UPDATE_COMPLETE');
  });

  it('registers with the next set-up what nobody was to be told of, and takes it out again', async () => {
    await start();
    const argv = ['setup', '--instance-id', instanceId, '--yes'];
    expect(await wizard.run(...argv, '--no-alerts')).toMatchObject({ exitCode: 0 });
    const deploy = ['verifier', 'deploy', '--webhook', 'http://127.0.0.1:9/', '--yes'];
    expect(await wizard.run(...deploy)).toMatchObject({ exitCode: 0 });
    await sandbox.clock.advance(15 * 60_000);
    expect(await wizard.run('repair', ...argv.slice(1))).toMatchObject({ exitCode: 0 });
    // Its tag says that nobody is to be told: the verifier finds no fault in that.
    expect(await wizard.run('verifier', 'remove', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await wizard.run(...deploy)).toMatchObject({ exitCode: 0 });
    const told = [...argv, '--webhook', 'http://127.0.0.1:9/'];
    expect(await wizard.run(...told)).toMatchObject({ exitCode: 0 });
    expect(problemOf(await wizard.run('verifier', 'remove', '--yes'))).toBe('instances-registered');
    expect(await wizard.run(...argv, '--no-alerts')).toMatchObject({ exitCode: 0 });
    expect(await wizard.run('verifier', 'remove', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await wizard.run('undo', ...argv.slice(1))).toMatchObject({ exitCode: 0 });
  });

  it('is watched by a stack whose creation was not answered', async () => {
    await start();
    sandbox.world.faults.add({
      service: 'cloudformation',
      operation: 'CreateStack',
      times: 2,
      effect: 'after-effect',
    });
    const ran = await wizard.run('verifier', 'deploy', '--webhook', 'http://127.0.0.1:9/', '--yes');
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(await stackStatus()).toBe('CREATE_COMPLETE');
  });
});
