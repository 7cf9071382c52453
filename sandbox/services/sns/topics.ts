import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';
import type { PolicyDocument } from '../../principal.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, mapOf, pageOf, required } from './parameters.ts';
import { listedSubscriptions, type Topic, topicOrThrow } from './state.ts';

const pageSize = 100;
const maxTags = 50;
const plainAttributes = ['DisplayName', 'KmsMasterKeyId', 'DeliveryPolicy', 'SignatureVersion'];

export const topicOperations: Readonly<Record<string, Operation>> = {
  CreateTopic: (input, call) => {
    const name = required(input, 'Name');
    if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Topic Name');
    const arn = topicArn(name, call);
    const attributes = readAttributes(input);
    const tags = readTags(input);
    const known = call.region.sns.topics.get(arn);
    if (known) {
      refuseOther(known, attributes, tags);
      return { TopicArn: arn };
    }
    const written = attributes.get('Policy') ?? defaultPolicyText(arn, call.world.accountId);
    const policy = readPolicy(written);
    attributes.delete('Policy');
    call.region.sns.topics.set(arn, { arn, name, attributes, tags, policy });
    return { TopicArn: arn };
  },

  DeleteTopic: (input, { region }) => {
    const arn = required(input, 'TopicArn');
    // What is not there counts as deleted. Its subscriptions go along (AWS: some time later).
    region.sns.topics.delete(arn);
    for (const subscription of region.sns.subscriptions.values())
      if (subscription.topicArn === arn) region.sns.subscriptions.delete(subscription.arn);
    return {};
  },

  GetTopicAttributes: (input, call) => {
    const topic = topicOrThrow(call.region.sns, required(input, 'TopicArn'));
    const own = listedSubscriptions(call.region.sns, call.now).filter(
      ({ topicArn }) => topicArn === topic.arn,
    );
    const pending = own.filter(({ confirmation }) => confirmation === 'pending').length;
    return {
      Attributes: new Map([
        ['Owner', call.world.accountId],
        ['TopicArn', topic.arn],
        ['DisplayName', ''],
        ['Policy', topic.policy.text],
        ['EffectiveDeliveryPolicy', '{}'],
        ['SubscriptionsConfirmed', String(own.length - pending)],
        ['SubscriptionsPending', String(pending)],
        ['SubscriptionsDeleted', '0'],
        ...topic.attributes,
      ]),
    };
  },

  SetTopicAttributes: (input, call) => {
    const topic = topicOrThrow(call.region.sns, required(input, 'TopicArn'));
    const name = required(input, 'AttributeName');
    const value = text(input, 'AttributeValue') ?? '';
    if (name === 'Policy') topic.policy = readPolicy(value);
    else if (plainAttributes.includes(name)) topic.attributes.set(name, value);
    else throw invalid('AttributeName');
    return {};
  },

  ListTopics: (input, { region }) => {
    const { page, NextToken } = pageOf([...region.sns.topics.keys()].sort(), input, pageSize);
    return { Topics: page.map((TopicArn) => ({ TopicArn })), NextToken };
  },

  TagResource: (input, { region }) => {
    const { tags } = taggedTopic(input, region.sns.topics);
    const given = readTags(input);
    if (new Set([...tags.keys(), ...given.keys()]).size > maxTags)
      throw new AwsError(
        'TagLimitExceeded',
        'Could not complete request: tag quota of per resource exceeded',
      );
    for (const [key, value] of given) tags.set(key, value);
    return {};
  },

  UntagResource: (input, { region }) => {
    const { tags } = taggedTopic(input, region.sns.topics);
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
    return {};
  },

  ListTagsForResource: (input, { region }) => {
    const { tags } = taggedTopic(input, region.sns.topics);
    return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  },
};

function topicArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:sns:${region.name}:${world.accountId}:${name}`;
}

function readAttributes(input: Input): Map<string, string> {
  const sent = mapOf(input, 'Attributes');
  const odd = [...sent.keys()].find((name) => name !== 'Policy' && !plainAttributes.includes(name));
  if (odd !== undefined) throw invalid(`Attributes Reason: Unknown attribute ${odd}`);
  return new Map([...sent].map(([name, value]) => [name, String(value)]));
}

function readTags(input: Input): Map<string, string> {
  const tags = structures(input, 'Tags');
  return new Map(tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']));
}

/** @throws AwsError `InvalidParameter` */
function readPolicy(value: string): Topic['policy'] {
  try {
    const document = JSON.parse(value) as PolicyDocument;
    return { text: value, document: { ...document, Statement: [document.Statement].flat() } };
  } catch {
    throw invalid('Policy statement action out of service scope!');
  }
}

/** Everybody of this account, and AWS's services on its behalf. */
export function defaultPolicyText(arn: string, accountId: string): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'];
  const more = ['DeleteTopic', 'Subscribe', 'ListSubscriptionsByTopic', 'Publish'];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [...actions, ...more].map((name) => `SNS:${name}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}

/** Asking for a topic that is there answers it, unless it was to be another one. */
function refuseOther(
  known: Topic,
  attributes: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, string>,
): void {
  const isOther = [...attributes].some(
    ([name, value]) => name !== 'Policy' && known.attributes.get(name) !== value,
  );
  if (isOther) throw invalid('Attributes Reason: Topic already exists with different attributes');
  if ([...tags].some(([key, value]) => known.tags.get(key) !== value))
    throw invalid('Tags Reason: Topic already exists with different tags');
}

function taggedTopic(input: Input, topics: ReadonlyMap<string, Topic>): Topic {
  const topic = topics.get(required(input, 'ResourceArn'));
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
  return topic;
}
