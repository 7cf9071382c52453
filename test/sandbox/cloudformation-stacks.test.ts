import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';

let sandbox: Sandbox;
let client: CloudFormationClient;
beforeEach(async () => {
  sandbox = await startSandbox();
  client = new CloudFormationClient(clientConfig(sandbox));
});
afterEach(() => sandbox.dispose());

const template = (more: object = {}, outputs: object = {}) =>
  JSON.stringify({
    Parameters: {
      Days: { Type: 'Number', Default: 7 },
      Secret: { Type: 'String', NoEcho: true, Default: 'hidden' },
    },
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'News' } },
      Group: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: '/mine', RetentionInDays: { Ref: 'Days' } },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          },
          Policies: [
            {
              PolicyName: 'publish',
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } }],
              },
            },
          ],
        },
      },
      ...more,
    },
    Outputs: { TopicArn: { Value: { Ref: 'Topic' } }, ...outputs },
  });

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const create = (more: object = {}, by = client) =>
  by.send(
    new CreateStackCommand({
      StackName: 'mine',
      TemplateBody: template(),
      Capabilities,
      Tags: [{ Key: 'owner', Value: 'me' }],
      ...more,
    }),
  );
const update = (more: object = {}) =>
  client.send(new UpdateStackCommand({ StackName: 'mine', Capabilities, ...more }));
const settle = () => sandbox.clock.advance(3 * 60_000);
const stack = async (StackName = 'mine') =>
  (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
const events = async (StackName = 'mine') =>
  ((await client.send(new DescribeStackEventsCommand({ StackName }))).StackEvents ?? [])
    .reverse()
    .map((each) => `${each.LogicalResourceId} ${each.ResourceStatus}`);
const region = () => sandbox.world.region(sandbox.region);

it('makes its resources one by one, and takes them all back', async () => {
  const before = snapshotWorld(sandbox.world);
  const { StackId } = await create();
  expect((await stack())?.StackStatus).toBe('CREATE_IN_PROGRESS');
  await settle();
  const topicArn = [...region().sns.topics.keys()][0];
  expect(topicArn).toMatch(/:mine-Topic-[A-Z2-7]{12}$/);
  expect(await stack()).toMatchObject({
    StackId,
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [{ OutputKey: 'TopicArn', OutputValue: topicArn }],
    Parameters: [
      { ParameterKey: 'Days', ParameterValue: '7' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
    ],
    Tags: [{ Key: 'owner', Value: 'me' }],
  });
  expect(await events()).toEqual([
    'mine CREATE_IN_PROGRESS',
    ...['Topic', 'Group', 'Role'].flatMap((id) => [
      `${id} CREATE_IN_PROGRESS`,
      `${id} CREATE_IN_PROGRESS`,
      `${id} CREATE_COMPLETE`,
    ]),
    'mine CREATE_COMPLETE',
  ]);
  expect(region().logs.groups.get('/mine')?.tags.get('owner')).toBe('me');
  expect(region().logs.groups.get('/mine')?.retentionInDays).toBe(7);
  const [role] = sandbox.world.iam.roles.values();
  expect(role?.inline.get('publish')?.text).toContain(topicArn);
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'mine' }));
  expect(TemplateBody).toBe(template());
  expect((await errorOf(create())).name).toBe('AlreadyExistsException');

  await client.send(new DeleteStackCommand({ StackName: 'mine' }));
  await settle();
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  expect((await errorOf(stack())).message).toBe('Stack with id mine does not exist');
  expect((await stack(StackId))?.StackStatus).toBe('DELETE_COMPLETE');
  const { StackSummaries } = await client.send(new ListStacksCommand({}));
  expect(StackSummaries?.map(({ StackStatus }) => StackStatus)).toEqual(['DELETE_COMPLETE']);
});

it('rolls back when a resource cannot be made, and says why', async () => {
  await client.send(
    new CreateStackCommand({
      StackName: 'other',
      TemplateBody: JSON.stringify({
        Resources: { G: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/mine' } } },
      }),
    }),
  );
  await settle();
  await create();
  await settle();
  expect(await stack()).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect(await events()).toEqual([
    'mine CREATE_IN_PROGRESS',
    'Topic CREATE_IN_PROGRESS',
    'Topic CREATE_IN_PROGRESS',
    'Topic CREATE_COMPLETE',
    'Group CREATE_IN_PROGRESS',
    'Group CREATE_FAILED',
    'mine ROLLBACK_IN_PROGRESS',
    'Topic DELETE_IN_PROGRESS',
    'Topic DELETE_COMPLETE',
    'mine ROLLBACK_COMPLETE',
  ]);
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: 'mine' }));
  const reasons = StackEvents?.map((each) => each.ResourceStatusReason);
  expect(reasons).toContainEqual(
    expect.stringMatching(/already exists.*HandlerErrorCode: AlreadyExists/),
  );
  expect(reasons).toContain(
    'The following resource(s) failed to create: [Group]. Rollback requested by user.',
  );
  expect((await errorOf(update({ TemplateBody: template() }))).message).toContain(
    'ROLLBACK_COMPLETE',
  );
});

it('leaves what failed as it is, or nothing at all, as asked', async () => {
  const broken = template({ Bad: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } } });
  await create({ TemplateBody: broken, OnFailure: 'DO_NOTHING' });
  await settle();
  expect((await stack())?.StackStatus).toBe('CREATE_FAILED');
  expect(region().sns.topics.size).toBe(1);
  const { StackResourceSummaries } = await client.send(
    new ListStackResourcesCommand({ StackName: 'mine' }),
  );
  expect(StackResourceSummaries?.at(-1)).toMatchObject({
    LogicalResourceId: 'Bad',
    ResourceStatus: 'CREATE_FAILED',
    ResourceStatusReason: expect.stringContaining('extraneous key [Colour] is not permitted'),
  });
  await client.send(new DeleteStackCommand({ StackName: 'mine' }));
  await settle();
  const { StackId } = await create({ TemplateBody: broken, OnFailure: 'DELETE' });
  await settle();
  expect((await stack(StackId))?.StackStatus).toBe('DELETE_COMPLETE');
  expect(region().sns.topics.size).toBe(0);
});

it('has no rights of its own', async () => {
  const rights: PolicyStatement[] = [
    { Effect: 'Allow', Action: ['cloudformation:*', 'sns:*', 'logs:*'], Resource: '*' },
  ];
  await create({}, new CloudFormationClient(clientConfig(sandbox, rights)));
  await settle();
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: 'mine' }));
  const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed).toMatchObject({
    LogicalResourceId: 'Role',
    ResourceStatusReason: expect.stringMatching(/iam:CreateRole.*HandlerErrorCode: AccessDenied/),
  });
  expect(sandbox.world.requests.all()).toContainEqual(
    expect.objectContaining({ service: 'iam', operation: 'CreateRole', error: 'AccessDenied' }),
  );
});

it('changes in place, replaces what has to be another, and removes what is gone', async () => {
  await create();
  await settle();
  expect((await errorOf(update({ UsePreviousTemplate: true }))).message).toBe(
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
  await update({
    TemplateBody: body,
    Parameters: [{ ParameterKey: 'Days', ParameterValue: '30' }],
  });
  await settle();
  expect((await stack())?.StackStatus).toBe('UPDATE_COMPLETE');
  expect([...region().logs.groups.keys()]).toEqual(['/new']);
  expect(region().logs.groups.get('/new')?.retentionInDays).toBe(30);
  expect([...region().sns.topics.values()][0]?.attributes.get('DisplayName')).toBe('Other');
  expect(region().sqs.queues.size).toBe(1);
  await update({
    TemplateBody: template(),
    Parameters: [{ ParameterKey: 'Days', UsePreviousValue: true }],
  });
  await settle();
  expect(region().sqs.queues.size).toBe(0);
  expect(region().logs.groups.get('/mine')?.retentionInDays).toBe(30);
});

it('takes a failed update back', async () => {
  await create();
  await settle();
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
  await update({ TemplateBody: body });
  await settle();
  expect(await stack()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect([...region().sns.topics.values()][0]?.attributes.get('DisplayName')).toBe('News');
  expect(region().sqs.queues.size).toBe(0);
  expect((await errorOf(update({ UsePreviousTemplate: true }))).message).toContain('No updates');
});

it('is deleted neither while protected nor whole while something is in the way', async () => {
  await create({ EnableTerminationProtection: true });
  await settle();
  const remove = (more: object = {}) =>
    client.send(new DeleteStackCommand({ StackName: 'mine', ...more }));
  expect((await errorOf(remove())).message).toContain('TerminationProtection is enabled');
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: 'mine',
      EnableTerminationProtection: false,
    }),
  );
  const [role] = sandbox.world.iam.roles.values();
  role?.attached.add('arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy');
  // Somebody was faster with this one.
  region().logs.groups.delete('/mine');
  await remove();
  await settle();
  expect(await stack()).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [Role]. ',
  });
  expect(region().sns.topics.size).toBe(0);
  await remove({ RetainResources: ['Role'] });
  await settle();
  expect((await errorOf(stack())).message).toContain('does not exist');
  expect(sandbox.world.iam.roles.size).toBe(1);
});

it('keeps what is to be kept, and stops a creation that is no longer wanted', async () => {
  const kept = { Kept: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' } };
  await create({ TemplateBody: template(kept) });
  await settle();
  await client.send(new DeleteStackCommand({ StackName: 'mine' }));
  await settle();
  expect(region().sqs.queues.size).toBe(1);
  expect(region().sns.topics.size).toBe(0);
  await create();
  await sandbox.clock.advance(7_000);
  await client.send(new DeleteStackCommand({ StackName: 'mine' }));
  await settle();
  expect(region().sns.topics.size).toBe(0);
  expect((await errorOf(stack())).message).toContain('does not exist');
});

it('asks for capabilities', async () => {
  expect(await errorOf(create({ Capabilities: [] }))).toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_IAM]',
  });
  const { Capabilities: needed } = await client.send(
    new ValidateTemplateCommand({ TemplateBody: template() }),
  );
  expect(needed).toEqual(['CAPABILITY_IAM']);
});
