import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';

let sandbox: Sandbox;
let sqs: SQSClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  sqs = new SQSClient(clientConfig(sandbox));
});
afterAll(() => sandbox.dispose());

const create = async (QueueName: string, Attributes = {}) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const send = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
const receive = async (QueueUrl: string) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages;

it('hides a received message until its time is up, and deletes it by its receipt', async () => {
  const url = await create('work', { VisibilityTimeout: '20' });
  await send(url, 'one');
  expect((await receive(url))?.map(({ Body }) => Body)).toEqual(['one']);
  expect(await receive(url)).toBeUndefined();
  await sandbox.clock.advance(20_000);
  const [again] = (await receive(url)) ?? [];
  expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: again?.ReceiptHandle }));
  await sandbox.clock.advance(20_000);
  expect(await receive(url)).toBeUndefined();
});

it('counts messages, in its attributes and as a metric of CloudWatch', async () => {
  const url = await create('dead');
  await send(url, 'a');
  await send(url, 'b');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '2',
    QueueArn: `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:dead`,
  });
  await sandbox.clock.advance(2 * 60_000);
  const { Datapoints } = await new CloudWatchClient(clientConfig(sandbox)).send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
      StartTime: new Date(sandbox.clock.now() - 300_000),
      EndTime: new Date(sandbox.clock.now()),
      Period: 60,
      Statistics: ['Maximum'],
    }),
  );
  expect(Datapoints?.map(({ Maximum }) => Maximum)).toContain(2);
});

it('gives the same queue again, refuses another of its name, and a name just deleted', async () => {
  const url = await create('named');
  expect(await create('named')).toBe(url);
  expect((await errorOf(create('named', { DelaySeconds: '5' }))).name).toBe('QueueNameExists');
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  expect(await errorOf(sqs.send(new GetQueueUrlCommand({ QueueName: 'named' })))).toMatchObject({
    name: 'QueueDoesNotExist',
    status: 400,
  });
  expect((await errorOf(create('named'))).name).toBe('QueueDeletedRecently');
  expect((await errorOf(create('x.fifo'))).name).toMatch(/^InvalidParameterValue/);
});

it('takes messages of a topic only if its policy lets SNS', async () => {
  const QueueUrl = await create('fan-out');
  const queueArn = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:fan-out`;
  const sns = new SNSClient(clientConfig(sandbox));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'lost' }));
  expect(await receive(QueueUrl)).toBeUndefined();
  const letIn = (Service: string) => {
    const Policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
      },
    });
    return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  };
  await letIn('events.amazonaws.com');
  await sns.send(new PublishCommand({ TopicArn, Message: 'still lost' }));
  expect(await receive(QueueUrl)).toBeUndefined();
  await letIn('sns.amazonaws.com');
  await sns.send(new PublishCommand({ TopicArn, Message: 'read' }));
  const [message] = (await receive(QueueUrl)) ?? [];
  expect(JSON.parse(message?.Body ?? '')).toMatchObject({ TopicArn, Message: 'read' });
});

it('asks for rights on the queue', async () => {
  const QueueUrl = await create('closed');
  const limited = new SQSClient(clientConfig(sandbox, []));
  const sent = limited.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  expect(await errorOf(sent)).toMatchObject({
    name: expect.stringMatching(/^AccessDenied/),
    message: expect.stringContaining(`sqs:SendMessage on resource: arn:aws:sqs:`),
  });
});
