import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import { DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { type AwsClients, createAwsClients } from '../../wizard/aws/clients.ts';
import type { Prompts } from '../../wizard/ui/prompts.ts';
import { mailsTo } from '../support/mails.ts';
import { clockOf, type Wizard, wizardOn } from '../support/wizard.ts';

// An alert was told, and what was to end it failed half-way: it is as open as before.

const address = 'ops@example.com';
const RoleName = 'CustomMonitoringRole';
const minute = 60_000;
let sandbox: Sandbox;
let aws: AwsClients;
let wizard: Wizard;
let id = '';
let read = 0;

beforeEach(async () => {
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os: 'amazon-linux-2023' }] });
  await sandbox.clock.advance(10 * minute);
  wizard = wizardOn(sandbox);
  aws = createAwsClients({}, clockOf(sandbox));
  id = sandbox.instances[0]?.id ?? '';
  read = 0;
});
afterEach(async () => {
  aws.destroy();
  await sandbox.dispose();
});

const reader: Prompts = {
  confirm: async () => true,
  enter: async () =>
    /https:\S+Token=\S+/.exec(mailsTo(sandbox, address).at(-1)?.body ?? '')?.[0] ?? '',
  choose: async () => 'back',
};

async function setUp(...more: string[]): Promise<void> {
  const argv = ['setup', '--instance-id', id, '--email', address, ...more];
  expect(await wizard.runWith({ prompts: async () => reader }, ...argv)).toMatchObject({
    exitCode: 0,
  });
  // Ticks of after the set-up, and their deadline.
  await sandbox.clock.advance(15 * minute);
  expect(news()).toEqual([]);
}

/** Subjects of mails about instances since the last call, without the instance and the Region. */
function news(): string[] {
  const all = mailsTo(sandbox, address)
    .map(({ subject }) => subject)
    .filter((subject) => subject.startsWith('['));
  const fresh = all.slice(read);
  read = all.length;
  return fresh.map(
    (subject) => subject.replace(/ i-[0-9a-f]+( \(.*?\))?/, '').split(' - ')[0] ?? '',
  );
}

async function detachPolicy(name: string): Promise<void> {
  const { AttachedPolicies = [] } = await aws.iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  const PolicyArn = AttachedPolicies.find(({ PolicyName }) => PolicyName === name)?.PolicyArn;
  await aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
}

async function detachRole(): Promise<void> {
  const { IamInstanceProfileAssociations = [] } = await aws.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({}),
  );
  for (const { AssociationId } of IamInstanceProfileAssociations)
    await aws.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}

it('stays told while a repair that failed leaves the cause as it was', async () => {
  await setUp();
  await detachPolicy('AmazonSSMManagedInstanceCore');
  await sandbox.clock.advance(6 * minute);
  expect(news()).toEqual(['[DOWN] ssm policy detached']);
  sandbox.world.faults.add({ service: 'iam', operation: 'AttachRolePolicy', effect: 'deny' });
  const repair = ['repair', '--instance-id', id, '--yes'];
  expect(await wizard.run(...repair)).toMatchObject({ exitCode: 4 });
  await sandbox.clock.advance(30 * minute);
  expect(news()).toEqual([]);
  expect(await wizard.run('verify')).toMatchObject({ exitCode: 3 });
  sandbox.world.faults.clear();
  expect(await wizard.run(...repair)).toMatchObject({ exitCode: 0 });
  await sandbox.clock.advance(15 * minute);
  expect(news()).toEqual(['[OK] no longer: ssm policy detached']);
  expect(await wizard.run('verify')).toMatchObject({ exitCode: 0 });
});

it('is never told for another cause, which only follows from it', async () => {
  await setUp('--period', '60');
  await detachRole();
  await sandbox.clock.advance(2 * minute);
  expect(news()).toEqual(['[DOWN] role detached']);
  const fault = {
    service: 'ec2',
    operation: 'AssociateIamInstanceProfile',
    effect: 'deny',
  } as const;
  sandbox.world.faults.add(fault);
  const ran = await wizard.run('repair', '--instance-id', id, '--yes');
  expect(ran).toMatchObject({ exitCode: 4 });
  expect(await wizard.run('verify')).toMatchObject({ exitCode: 3 });
  await sandbox.clock.advance(60 * minute);
  expect(news().filter((subject) => !subject.includes('metrics missing'))).toEqual([]);
  expect(await wizard.run('verify')).toMatchObject({ exitCode: 3 });
});

it('stays told while an undo that failed leaves everything as it was, and ends with the record', async () => {
  await setUp();
  await detachPolicy('CloudWatchFullAccess');
  await sandbox.clock.advance(6 * minute);
  expect(news()).toEqual(['[DOWN] cloudwatch policy detached']);
  sandbox.world.faults.add({ service: 'ec2', operation: 'DeleteTags', effect: 'deny' });
  const undo = ['undo', '--instance-id', id, '--yes'];
  expect(await wizard.run(...undo)).toMatchObject({ exitCode: 4 });
  await sandbox.clock.advance(30 * minute);
  expect(news()).toEqual([]);
  expect(await wizard.run('verify')).toMatchObject({ exitCode: 3 });
  sandbox.world.faults.clear();
  expect(await wizard.run(...undo)).toMatchObject({ exitCode: 0 });
  await sandbox.clock.advance(6 * minute);
  expect(news()).toEqual(['[CLOSED] undone']);
});
