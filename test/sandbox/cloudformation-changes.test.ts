import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf } from '../support/sandbox.ts';
import { stackIn, template } from './stack-fixture.ts';

let sandbox: Sandbox;
let stack: ReturnType<typeof stackIn>;
beforeEach(async () => {
  sandbox = await startSandbox();
  stack = stackIn(sandbox);
});
afterEach(() => sandbox.dispose());

const region = () => sandbox.world.region(sandbox.region);

it('changes in place, replaces what has to be another, and removes what is gone', async () => {
  await stack.create();
  await stack.settle();
  expect((await errorOf(stack.update({ UsePreviousTemplate: true }))).message).toBe(
    'No updates are to be performed.',
  );
  const { Group, Topic, ...resources } = JSON.parse(template()).Resources;
  const body = JSON.stringify({
    ...JSON.parse(template()),
    Resources: {
      ...resources,
      Topic: { ...Topic, Properties: { DisplayName: 'Other' } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Group: { ...Group, Properties: { LogGroupName: '/new', RetentionInDays: { Ref: 'Days' } } },
    },
  });
  await stack.update({
    TemplateBody: body,
    Parameters: [{ ParameterKey: 'Days', ParameterValue: '30' }],
  });
  await stack.settle();
  expect((await stack.described())?.StackStatus).toBe('UPDATE_COMPLETE');
  expect([...region().logs.groups.keys()]).toEqual(['/new']);
  expect(region().logs.groups.get('/new')?.retentionInDays).toBe(30);
  expect([...region().sns.topics.values()][0]?.attributes.get('DisplayName')).toBe('Other');
  expect(region().sqs.queues.size).toBe(1);
  await stack.update({
    TemplateBody: template(),
    Parameters: [{ ParameterKey: 'Days', UsePreviousValue: true }],
  });
  await stack.settle();
  expect(region().sqs.queues.size).toBe(0);
  expect(region().logs.groups.get('/mine')?.retentionInDays).toBe(30);
});

it('takes a failed update back', async () => {
  await stack.create();
  await stack.settle();
  const resources = JSON.parse(template()).Resources;
  const body = JSON.stringify({
    ...JSON.parse(template()),
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Topic: { ...resources.Topic, Properties: { DisplayName: 'Other' } },
      Group: { ...resources.Group, Properties: { LogGroupName: '/mine', RetentionInDays: 8 } },
      Role: resources.Role,
    },
  });
  await stack.update({ TemplateBody: body });
  await stack.settle();
  expect(await stack.described()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect([...region().sns.topics.values()][0]?.attributes.get('DisplayName')).toBe('News');
  expect(region().sqs.queues.size).toBe(0);
  expect((await errorOf(stack.update({ UsePreviousTemplate: true }))).message).toContain(
    'No updates',
  );
});

it('is deleted neither while protected nor whole while something is in the way', async () => {
  await stack.create({ EnableTerminationProtection: true });
  await stack.settle();
  expect((await errorOf(stack.remove())).message).toContain('TerminationProtection is enabled');
  await stack.client.send(
    new UpdateTerminationProtectionCommand({
      StackName: 'mine',
      EnableTerminationProtection: false,
    }),
  );
  const [role] = sandbox.world.iam.roles.values();
  role?.attached.add('arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy');
  // Somebody was faster with this one.
  region().logs.groups.delete('/mine');
  await stack.remove();
  await stack.settle();
  expect(await stack.described()).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [Role]. ',
  });
  expect(region().sns.topics.size).toBe(0);
  await stack.remove({ RetainResources: ['Role'] });
  await stack.settle();
  expect((await errorOf(stack.described())).message).toContain('does not exist');
  expect(sandbox.world.iam.roles.size).toBe(1);
});

it('keeps what is to be kept, and stops a creation that is no longer wanted', async () => {
  const kept = { Kept: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' } };
  await stack.create({ TemplateBody: template(kept) });
  await stack.settle();
  await stack.remove();
  await stack.settle();
  expect(region().sqs.queues.size).toBe(1);
  expect(region().sns.topics.size).toBe(0);
  await stack.create();
  await sandbox.clock.advance(7_000);
  await stack.remove();
  await stack.settle();
  expect(region().sns.topics.size).toBe(0);
  expect((await errorOf(stack.described())).message).toContain('does not exist');
});
