import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';

let sandbox: Sandbox;
let sns: SNSClient;
let TopicArn: string;
let number = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  sns = new SNSClient(clientConfig(sandbox));
});
afterAll(() => sandbox.dispose());

beforeEach(async () => {
  sandbox.world.mailbox.length = 0;
  TopicArn =
    (await sns.send(new CreateTopicCommand({ Name: `alerts-${number++}` }))).TopicArn ?? '';
});

/** Subscribes and opens what the mail says to open, in the sandbox's own place of AWS's. */
async function subscribe(Endpoint: string, AuthenticateOnUnsubscribe?: string): Promise<string> {
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  const link = /https:\S+/.exec(sandbox.world.mailbox.at(-1)?.body ?? '')?.[0] ?? '';
  const Token = new URL(link).searchParams.get('Token') ?? '';
  const confirmed = await sns.send(
    new ConfirmSubscriptionCommand({
      TopicArn,
      Token,
      ...(AuthenticateOnUnsubscribe ? { AuthenticateOnUnsubscribe } : {}),
    }),
  );
  return confirmed.SubscriptionArn ?? '';
}

const open = (link: string) => {
  const { pathname, search } = new URL(link);
  return fetch(`${sandbox.url}${pathname}${search}`);
};

it('makes a topic once, with its tags and attributes', async () => {
  const named = { Name: 'tagged', Tags: [{ Key: 'a', Value: 'b' }] };
  const { TopicArn: arn } = await sns.send(new CreateTopicCommand(named));
  expect(arn).toBe(`arn:aws:sns:${sandbox.region}:${sandbox.accountId}:tagged`);
  expect((await sns.send(new CreateTopicCommand(named))).TopicArn).toBe(arn);
  const other = { Name: 'tagged', Tags: [{ Key: 'a', Value: 'c' }] };
  expect(await errorOf(sns.send(new CreateTopicCommand(other)))).toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('already exists with different tags'),
  });
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
  expect(Tags).toEqual(named.Tags);
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn: arn,
      AttributeName: 'DisplayName',
      AttributeValue: 'Mine',
    }),
  );
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: arn }));
  expect(Attributes).toMatchObject({ DisplayName: 'Mine', SubscriptionsConfirmed: '0' });
  await sns.send(new DeleteTopicCommand({ TopicArn: arn }));
  expect((await sns.send(new ListTopicsCommand())).Topics).not.toContainEqual({ TopicArn: arn });
  expect(await errorOf(sns.send(new GetTopicAttributesCommand({ TopicArn: arn })))).toMatchObject({
    name: 'NotFoundException',
    status: 404,
  });
});

it('sends nothing before a subscription is confirmed, and shows it as pending', async () => {
  const pending = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }),
  );
  expect(pending.SubscriptionArn).toBe('pending confirmation');
  const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(listed.Subscriptions?.map((each) => each.SubscriptionArn)).toEqual([
    'PendingConfirmation',
  ]);
  await sns.send(new PublishCommand({ TopicArn, Message: 'early' }));
  expect(sandbox.world.mailbox.map(({ subject }) => subject)).toEqual([
    'AWS Notification - Subscription Confirmation',
  ]);
});

it('delivers to confirmed addresses; the mailbox can be read over HTTP', async () => {
  const arn = await subscribe('b@example.com');
  await sns.send(new PublishCommand({ TopicArn, Message: 'two\nlines', Subject: 'Down' }));
  const answer = await fetch(`${sandbox.url}/sandbox/mailbox?address=b@example.com`);
  const [, mail] = (await answer.text()).trim().split('\n');
  expect(JSON.parse(mail ?? '')).toMatchObject({
    to: 'b@example.com',
    subject: 'Down',
    body: expect.stringMatching(/^two\nlines\n[\s\S]*unsubscribe\.html\?SubscriptionArn=/),
  });
  expect(await (await fetch(`${sandbox.url}/sandbox/mailbox?address=x@example.com`)).text()).toBe(
    '',
  );
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'late' }));
  expect(sandbox.world.mailbox).toHaveLength(2);
});

it('the link of a mail ends a subscription, unless it was confirmed with authentication', async () => {
  const unsubscribeLink = async () => {
    await sns.send(new PublishCommand({ TopicArn, Message: 'x' }));
    return /https:\S+unsubscribe\S+/.exec(sandbox.world.mailbox.at(-1)?.body ?? '')?.[0] ?? '';
  };
  const kept = await subscribe('c@example.com', 'true');
  expect((await open(await unsubscribeLink())).status).toBe(403);
  const { Attributes } = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: kept }),
  );
  expect(Attributes).toMatchObject({
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
  });
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: kept }));
  const loose = await subscribe('d@example.com');
  expect((await open(await unsubscribeLink())).status).toBe(200);
  expect(
    await errorOf(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: loose }))),
  ).toMatchObject({ name: 'NotFoundException' });
});

it('a link of a confirmation mail works for two days', async () => {
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'e@example.com' }));
  const link = /https:\S+/.exec(sandbox.world.mailbox.at(-1)?.body ?? '')?.[0] ?? '';
  await sandbox.clock.advance(47 * 3_600_000);
  expect((await open(link)).status).toBe(200);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'f@example.com' }));
  const late = /https:\S+/.exec(sandbox.world.mailbox.at(-1)?.body ?? '')?.[0] ?? '';
  await sandbox.clock.advance(49 * 3_600_000);
  expect((await open(late)).status).toBe(400);
});

it('checks what is published, and takes one text per protocol', async () => {
  await subscribe('g@example.com');
  const publish = (input: object) =>
    sns.send(new PublishCommand({ TopicArn, Message: 'x', ...input }));
  for (const wrong of [
    { Subject: 'x'.repeat(101) },
    { Subject: 'two\nlines' },
    { Message: 'x'.repeat(256 * 1024 + 1) },
    { MessageStructure: 'json', Message: 'not JSON' },
    { MessageStructure: 'json', Message: '{"email":"x"}' },
  ])
    expect((await errorOf(publish(wrong))).name).toBe('InvalidParameterException');
  await publish({
    MessageStructure: 'json',
    Message: JSON.stringify({ default: 'all', email: 'by mail' }),
  });
  expect(sandbox.world.mailbox.at(-1)?.body).toMatch(/^by mail\n/);
});

it('asks for rights on the topic, in the words of this service', async () => {
  const Statement = [{ Effect: 'Allow', Action: 'sns:Publish', Resource: TopicArn }] as const;
  const limited = new SNSClient(clientConfig(sandbox, Statement));
  await limited.send(new PublishCommand({ TopicArn, Message: 'x' }));
  expect(
    await errorOf(
      limited.send(
        new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'h@example.com' }),
      ),
    ),
  ).toMatchObject({
    name: 'AuthorizationErrorException',
    status: 403,
    message: expect.stringContaining(`SNS:Subscribe on resource: ${TopicArn}`),
  });
});
