import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Env } from '../support/program.ts';

/** A topic that people have already, and a queue in which what it tells can be read. */
export interface Pager {
  readonly topicArn: string;
  /** Subjects of what was told since the last call. */
  news(): Promise<string[]>;
}

export async function openPager(env: Env): Promise<Pager> {
  const config = {
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    region: env.AWS_REGION ?? '',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'pager' }));
  const Endpoint = TopicArn.replace(':sns:', ':sqs:');
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'pager', Attributes: { Policy: allowing(Endpoint) } }),
  );
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const next = async (): Promise<string[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    const subjects = Messages.map(({ Body = '' }) => JSON.parse(Body).Subject as string);
    return subjects.length === 0 ? [] : [...subjects, ...(await next())];
  };
  return { topicArn: TopicArn, news: next };
}

function allowing(queueArn: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' } };
  const Statement = [{ ...statement, Action: 'sqs:SendMessage', Resource: queueArn }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
