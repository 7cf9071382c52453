import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CancelCommandCommand,
  GetCommandInvocationCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
  type SendCommandCommandInput,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const minuteMs = 60_000;

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
/** Managed. */
let id: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  clients = sandboxClients(sandbox);
  await createInstanceRole(clients.iam, {
    name: 'App',
    policies: ['AmazonSSMManagedInstanceCore'],
  });
  await sandbox.clock.advance(8_000);
  id = (await launch('App')).id;
});

afterEach(() => sandbox.dispose());

function launch(profile?: string) {
  return launchInstance(sandbox.world, {
    os: 'amazon-linux-2023',
    region: sandbox.region,
    ...(profile !== undefined && { profile }),
  });
}

async function send(script: string, more: Partial<SendCommandCommandInput> = {}) {
  const { Command } = await clients.ssm.send(
    new SendCommandCommand({
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [id],
      Parameters: { commands: [script] },
      ...more,
    }),
  );
  return Command?.CommandId;
}

const invocation = (CommandId: string | undefined) =>
  clients.ssm.send(new GetCommandInvocationCommand({ CommandId, InstanceId: id }));

/** Sends and lets the clock go on until the script has ended. */
async function run(script: string, more: Partial<SendCommandCommandInput> = {}) {
  const commandId = await send(script, more);
  await sandbox.clock.advance(1_000);
  return invocation(commandId);
}

describe('a command', () => {
  it('really runs in the instance', async () => {
    const done = await run('echo one >"$ROOT/tmp/made"; cat "$ROOT/tmp/made"; echo two >&2');
    expect(done).toMatchObject({
      Status: 'Success',
      StatusDetails: 'Success',
      ResponseCode: 0,
      StandardOutputContent: 'one\n',
      StandardErrorContent: 'two\n',
    });
  });

  it('has failed when its script ends with another code than 0', async () => {
    expect(await run('echo why >&2; exit 3')).toMatchObject({
      Status: 'Failed',
      ResponseCode: 3,
      StandardErrorContent: 'why\nfailed to run commands: exit status 3',
    });
  });

  it('is ended by its execution timeout', async () => {
    const Parameters = { commands: ['while :; do :; done'], executionTimeout: ['1'] };
    expect(await run('', { Parameters })).toMatchObject({
      Status: 'TimedOut',
      StatusDetails: 'ExecutionTimedOut',
      ResponseCode: 137,
    });
  });

  it('has its output cut at 24,000 and 8,000 characters', async () => {
    const done = await run(
      'i=0; while [ $i -lt 3000 ]; do echo 123456789; echo 123456789 >&2; i=$((i+1)); done',
    );
    expect(done.StandardOutputContent).toHaveLength(24_000);
    expect(done.StandardErrorContent).toHaveLength(8_000);
    expect(done.StandardOutputContent).toMatch(/--output truncated--$/);
  });

  it('is unknown for a moment, then waits, then has run', async () => {
    const commandId = await send('true');
    expect((await errorOf(invocation(commandId))).name).toBe('InvocationDoesNotExist');
    await sandbox.clock.advance(300);
    expect(await invocation(commandId)).toMatchObject({ Status: 'Pending', ResponseCode: -1 });
    await sandbox.clock.advance(300);
    expect(await invocation(commandId)).toMatchObject({ Status: 'Success' });
  });

  it('starts in its working directory', async () => {
    const Parameters = { commands: ['pwd'], workingDirectory: ['/etc'] };
    const done = await run('', { Parameters });
    expect(done.StandardOutputContent).toMatch(/\/etc\n$/);
  });

  it('can be cancelled before it starts', async () => {
    const CommandId = await send('touch "$ROOT/tmp/ran"');
    await clients.ssm.send(new CancelCommandCommand({ CommandId }));
    await sandbox.clock.advance(1_000);
    expect(await invocation(CommandId)).toMatchObject({ Status: 'Cancelled', ResponseCode: -1 });
  });
});

describe('the lists', () => {
  it('show commands and invocations, newest first', async () => {
    const first = await send('echo one');
    const second = await send('exit 1', { Comment: 'second' });
    await sandbox.clock.advance(1_000);
    const { Commands } = await clients.ssm.send(new ListCommandsCommand({}));
    expect(Commands).toMatchObject([
      { CommandId: second, Status: 'Failed', Comment: 'second', ErrorCount: 1 },
      { CommandId: first, Status: 'Success', CompletedCount: 1, TargetCount: 1 },
    ]);
    const { CommandInvocations } = await clients.ssm.send(
      new ListCommandInvocationsCommand({ CommandId: first, Details: true }),
    );
    expect(CommandInvocations).toMatchObject([
      { InstanceId: id, Status: 'Success', CommandPlugins: [{ Output: 'one\n' }] },
    ]);
  });

  it('hold no invocation right after SendCommand', async () => {
    const CommandId = await send('true');
    const list = new ListCommandInvocationsCommand({ CommandId });
    expect((await clients.ssm.send(list)).CommandInvocations).toEqual([]);
  });
});

describe('SendCommand', () => {
  const refusal = async (more: Partial<SendCommandCommandInput>) => errorOf(send('true', more));

  it('refuses an instance that is not managed, with its id', async () => {
    const bare = await launch();
    expect(await refusal({ InstanceIds: [bare.id] })).toEqual({
      name: 'InvalidInstanceId',
      message: `Instances [[${bare.id}]] not in a valid state for account 111122223333`,
      status: 400,
    });
  });

  it.each<[string, string, Partial<SendCommandCommandInput>]>([
    ['another document', 'InvalidDocument', { DocumentName: 'AWS-Nothing' }],
    ['no commands', 'InvalidParameters', { Parameters: {} }],
    ['an unknown parameter', 'InvalidParameters', { Parameters: { commands: ['x'], x: ['y'] } }],
    [
      'an execution timeout over two days',
      'InvalidParameters',
      { Parameters: { commands: ['x'], executionTimeout: ['172801'] } },
    ],
    [
      'more than 64 KB',
      'MaxDocumentSizeExceeded',
      { Parameters: { commands: ['x'.repeat(65_536)] } },
    ],
    ['a delivery timeout under 30 s', 'ValidationException', { TimeoutSeconds: 29 }],
    ['a long comment', 'ValidationException', { Comment: 'x'.repeat(101) }],
  ])('refuses %s', async (_, name, more) => {
    expect((await refusal(more)).name).toBe(name);
  });

  it('takes a command for a stopped managed node, which then expires', async () => {
    await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await sandbox.clock.advance(20_000);
    const commandId = await send('true', { TimeoutSeconds: 60 });
    await sandbox.clock.advance(59_000);
    expect((await invocation(commandId)).Status).toBe('Pending');
    await sandbox.clock.advance(1_000);
    expect(await invocation(commandId)).toMatchObject({
      Status: 'TimedOut',
      StatusDetails: 'DeliveryTimedOut',
      ResponseCode: -1,
    });
  });

  it('reaches the instances that have a tag', async () => {
    sandbox.world.region(sandbox.region).ec2.instances.get(id)?.tags.set('team', 'blue');
    await launch('App');
    const commandId = await send('true', {
      InstanceIds: undefined,
      Targets: [{ Key: 'tag:team', Values: ['blue'] }],
    });
    await sandbox.clock.advance(minuteMs);
    expect((await invocation(commandId)).Status).toBe('Success');
    const { Commands } = await clients.ssm.send(new ListCommandsCommand({ CommandId: commandId }));
    expect(Commands).toMatchObject([{ TargetCount: 1 }]);
  });
});
