import {
  CreateStackCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  type StackEvent,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
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

const named = (event: StackEvent) => `${event.LogicalResourceId} ${event.ResourceStatus}`;

it('makes its resources one by one, and takes them all back', async () => {
  const before = snapshotWorld(sandbox.world);
  const { StackId } = await stack.create();
  expect((await stack.described())?.StackStatus).toBe('CREATE_IN_PROGRESS');
  await stack.settle();
  const topicArn = [...region().sns.topics.keys()][0];
  expect(topicArn).toMatch(/:mine-Topic-[A-Z2-7]{12}$/);
  expect(await stack.described()).toMatchObject({
    StackId,
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [{ OutputKey: 'TopicArn', OutputValue: topicArn }],
    Parameters: [
      { ParameterKey: 'Days', ParameterValue: '7' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
    ],
    Tags: [{ Key: 'owner', Value: 'me' }],
  });
  expect((await stack.events()).map(named)).toEqual([
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
  const { TemplateBody } = await stack.client.send(new GetTemplateCommand({ StackName: 'mine' }));
  expect(TemplateBody).toBe(template());
  expect((await errorOf(stack.create())).name).toBe('AlreadyExistsException');

  await stack.remove();
  await stack.settle();
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  expect((await errorOf(stack.described())).message).toBe('Stack with id mine does not exist');
  expect((await stack.described(StackId))?.StackStatus).toBe('DELETE_COMPLETE');
  const { StackSummaries } = await stack.client.send(new ListStacksCommand({}));
  expect(StackSummaries?.map(({ StackStatus }) => StackStatus)).toEqual(['DELETE_COMPLETE']);
});

it('rolls back when a resource cannot be made, and says why', async () => {
  await stack.client.send(
    new CreateStackCommand({
      StackName: 'other',
      TemplateBody: JSON.stringify({
        Resources: { G: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/mine' } } },
      }),
    }),
  );
  await stack.settle();
  await stack.create();
  await stack.settle();
  expect(await stack.described()).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect((await stack.events()).map(named)).toEqual([
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
  const reasons = (await stack.events()).map((each) => each.ResourceStatusReason);
  expect(reasons).toContainEqual(
    expect.stringMatching(/already exists.*HandlerErrorCode: AlreadyExists/),
  );
  expect(reasons).toContain(
    'The following resource(s) failed to create: [Group]. Rollback requested by user.',
  );
  expect((await errorOf(stack.update({ TemplateBody: template() }))).message).toContain(
    'ROLLBACK_COMPLETE',
  );
});

it('leaves what failed as it is, or nothing at all, as asked', async () => {
  const broken = template({ Bad: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } } });
  await stack.create({ TemplateBody: broken, OnFailure: 'DO_NOTHING' });
  await stack.settle();
  expect((await stack.described())?.StackStatus).toBe('CREATE_FAILED');
  expect(region().sns.topics.size).toBe(1);
  const { StackResourceSummaries } = await stack.client.send(
    new ListStackResourcesCommand({ StackName: 'mine' }),
  );
  expect(StackResourceSummaries?.at(-1)).toMatchObject({
    LogicalResourceId: 'Bad',
    ResourceStatus: 'CREATE_FAILED',
    ResourceStatusReason: expect.stringContaining('extraneous key [Colour] is not permitted'),
  });
  await stack.remove();
  await stack.settle();
  const { StackId } = await stack.create({ TemplateBody: broken, OnFailure: 'DELETE' });
  await stack.settle();
  expect((await stack.described(StackId))?.StackStatus).toBe('DELETE_COMPLETE');
  expect(region().sns.topics.size).toBe(0);
});

it('has no rights of its own', async () => {
  const rights: PolicyStatement[] = [
    { Effect: 'Allow', Action: ['cloudformation:*', 'sns:*', 'logs:*'], Resource: '*' },
  ];
  await stackIn(sandbox, rights).create();
  await stack.settle();
  const failed = (await stack.events()).find(
    ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
  );
  expect(failed).toMatchObject({
    LogicalResourceId: 'Role',
    ResourceStatusReason: expect.stringMatching(/iam:CreateRole.*HandlerErrorCode: AccessDenied/),
  });
  expect(sandbox.world.requests.all()).toContainEqual(
    expect.objectContaining({ service: 'iam', operation: 'CreateRole', error: 'AccessDenied' }),
  );
});

it('asks for capabilities', async () => {
  expect(await errorOf(stack.create({ Capabilities: [] }))).toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_IAM]',
  });
  const { Capabilities: needed } = await stack.client.send(
    new ValidateTemplateCommand({ TemplateBody: template() }),
  );
  expect(needed).toEqual(['CAPABILITY_IAM']);
});
