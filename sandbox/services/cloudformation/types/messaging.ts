import { defaultPolicyText } from '../../sns/topics.ts';
import {
  documentOf,
  listOf,
  type Properties,
  pick,
  type ResourceType,
  refuseTaken,
  tagChange,
  tagMap,
  tagsOf,
  textOf,
} from './type.ts';

const topicAttributes = ['DisplayName', 'KmsMasterKeyId', 'SignatureVersion'];

export const topic: ResourceType = {
  properties: ['TopicName', 'Subscription', 'Tags', ...topicAttributes],
  replacing: ['TopicName', 'Subscription'],
  nameProperty: 'TopicName',
  isTaggable: true,
  attributes: { TopicArn: (arn) => arn, TopicName: (arn) => arn.split(':').at(-1) ?? '' },

  create: async (context, properties) => {
    const Name = textOf(properties, 'TopicName') ?? context.generatedName(256);
    const taken = [...context.state.sns.topics.values()].some(({ name }) => name === Name);
    refuseTaken(taken, 'AWS::SNS::Topic', Name);
    const { TopicArn } = await context.call('sns', 'CreateTopic', {
      Name,
      Attributes: pick(properties, topicAttributes),
      Tags: tagsOf(properties),
    });
    context.made(String(TopicArn));
    for (const subscription of listOf(properties, 'Subscription') as Properties[])
      await context.call('sns', 'Subscribe', { TopicArn, ...subscription });
  },

  update: async (context, TopicArn, change) => {
    for (const AttributeName of topicAttributes) {
      const value = change.after[AttributeName] ?? '';
      if (value === (change.before[AttributeName] ?? '')) continue;
      const input = { TopicArn, AttributeName, AttributeValue: String(value) };
      await context.call('sns', 'SetTopicAttributes', input);
    }
    const { set, gone } = tagChange(change);
    const ResourceArn = TopicArn;
    if (set.length > 0) await context.call('sns', 'TagResource', { ResourceArn, Tags: set });
    if (gone.length > 0) await context.call('sns', 'UntagResource', { ResourceArn, TagKeys: gone });
  },

  delete: async (context, TopicArn) => {
    await context.call('sns', 'DeleteTopic', { TopicArn });
  },
};

const putTopicPolicy: ResourceType['create'] = async (context, properties) => {
  for (const TopicArn of listOf(properties, 'Topics'))
    await context.call('sns', 'SetTopicAttributes', {
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: documentOf(properties, 'PolicyDocument'),
    });
};

export const topicPolicy: ResourceType = {
  properties: ['Topics', 'PolicyDocument'],
  required: ['Topics', 'PolicyDocument'],
  replacing: [],
  create: async (context, properties) => {
    await putTopicPolicy(context, properties);
    context.made(context.generatedName(128));
  },
  update: (context, _id, { after }) => putTopicPolicy(context, after),
  delete: async (context, _id, properties) => {
    for (const TopicArn of listOf(properties, 'Topics')) {
      const AttributeValue = defaultPolicyText(String(TopicArn), context.accountId);
      const input = { TopicArn, AttributeName: 'Policy', AttributeValue };
      await context.call('sns', 'SetTopicAttributes', input);
    }
  },
};

export const subscription: ResourceType = {
  properties: ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery'],
  required: ['TopicArn', 'Protocol'],
  replacing: ['TopicArn', 'Protocol', 'Endpoint'],
  create: async (context, properties) => {
    const raw = textOf(properties, 'RawMessageDelivery');
    const { SubscriptionArn } = await context.call('sns', 'Subscribe', {
      ...pick(properties, ['TopicArn', 'Protocol', 'Endpoint']),
      Attributes: raw === undefined ? {} : { RawMessageDelivery: raw },
      ReturnSubscriptionArn: true,
    });
    context.made(String(SubscriptionArn));
  },
  update: async (context, SubscriptionArn, { after }) => {
    await context.call('sns', 'SetSubscriptionAttributes', {
      SubscriptionArn,
      AttributeName: 'RawMessageDelivery',
      AttributeValue: textOf(after, 'RawMessageDelivery') ?? 'false',
    });
  },
  // One that nobody has confirmed cannot be ended: it runs out.
  delete: async (context, SubscriptionArn) => {
    const found = context.state.sns.subscriptions.get(SubscriptionArn);
    if (found && found.confirmation !== 'pending')
      await context.call('sns', 'Unsubscribe', { SubscriptionArn });
  },
};

const queueAttributes = [
  ...['VisibilityTimeout', 'MaximumMessageSize', 'MessageRetentionPeriod', 'DelaySeconds'],
  ...['ReceiveMessageWaitTimeSeconds', 'SqsManagedSseEnabled', 'KmsMasterKeyId'],
];

export const queue: ResourceType = {
  properties: ['QueueName', 'Tags', ...queueAttributes],
  replacing: ['QueueName'],
  nameProperty: 'QueueName',
  isTaggable: true,
  attributes: {
    Arn: (url, { partition, region, accountId }) =>
      `arn:${partition}:sqs:${region}:${accountId}:${url.split('/').at(-1)}`,
    QueueName: (url) => url.split('/').at(-1) ?? '',
    QueueUrl: (url) => url,
  },

  create: async (context, properties) => {
    const QueueName = textOf(properties, 'QueueName') ?? context.generatedName(80);
    refuseTaken(context.state.sqs.queues.has(QueueName), 'AWS::SQS::Queue', QueueName);
    const { QueueUrl } = await context.call('sqs', 'CreateQueue', {
      QueueName,
      Attributes: pick(properties, queueAttributes),
      tags: tagMap(properties),
    });
    context.made(String(QueueUrl));
  },

  update: async (context, QueueUrl, change) => {
    const Attributes = pick(change.after, queueAttributes);
    if (Object.keys(Attributes).length > 0)
      await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    const { set, gone } = tagChange(change);
    const Tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (set.length > 0) await context.call('sqs', 'TagQueue', { QueueUrl, Tags });
    if (gone.length > 0) await context.call('sqs', 'UntagQueue', { QueueUrl, TagKeys: gone });
  },

  delete: async (context, QueueUrl) => {
    await context.call('sqs', 'DeleteQueue', { QueueUrl });
  },
};

const putQueuePolicy = async (
  context: Parameters<ResourceType['create']>[0],
  properties: Properties,
  Policy: string,
): Promise<void> => {
  for (const QueueUrl of listOf(properties, 'Queues'))
    await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
};

export const queuePolicy: ResourceType = {
  properties: ['Queues', 'PolicyDocument'],
  required: ['Queues', 'PolicyDocument'],
  replacing: [],
  create: async (context, properties) => {
    await putQueuePolicy(context, properties, documentOf(properties, 'PolicyDocument'));
    context.made(context.generatedName(128));
  },
  update: (context, _id, { after }) =>
    putQueuePolicy(context, after, documentOf(after, 'PolicyDocument')),
  delete: (context, _id, properties) => putQueuePolicy(context, properties, ''),
};
