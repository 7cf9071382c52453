import { AwsError } from '../../errors.ts';
import { type Input, text, texts } from '../../input.ts';
import type { PolicyDocument } from '../../principal.ts';
import type { Call, Operation } from '../../service.ts';
import { countMessages, noQueue, type Queue, queueArn, queueOrThrow } from './state.ts';

/** Attributes that can be set, with their defaults; `undefined` is left out of answers. */
const settable: Readonly<Record<string, string | undefined>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  KmsMasterKeyId: undefined,
  Policy: undefined,
};

/** A name is free again this long after its queue was deleted. */
const reusableMs = 60_000;

export const queueOperations: Readonly<Record<string, Operation>> = {
  CreateQueue: (input, call) => {
    const { sqs } = call.region;
    const name = text(input, 'QueueName') ?? '';
    if (!/^[\w-]{1,80}$/.test(name))
      throw new AwsError(
        'InvalidParameterValue',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    const attributes = readAttributes(input);
    const known = sqs.queues.get(name);
    if (known) {
      refuseOther(known, attributes);
      return { QueueUrl: queueUrl(name, call) };
    }
    const deletedAt = sqs.deletedAt.get(name);
    if (deletedAt !== undefined && call.now < deletedAt + reusableMs)
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    const queue: Queue = {
      name,
      arn: queueArn(name, call),
      createdAt: call.now,
      modifiedAt: call.now,
      attributes: new Map(
        Object.entries(settable).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      ),
      tags: readTags(input, 'tags'),
      policy: undefined,
      messages: [],
      activeAt: call.now,
    };
    setAttributes(queue, attributes);
    sqs.queues.set(name, queue);
    return { QueueUrl: queueUrl(name, call) };
  },

  DeleteQueue: (input, call) => {
    const { name } = queueOrThrow(input, call);
    call.region.sqs.queues.delete(name);
    call.region.sqs.deletedAt.set(name, call.now);
    return {};
  },

  GetQueueUrl: (input, call) => {
    const name = text(input, 'QueueName') ?? '';
    if (!call.region.sqs.queues.has(name)) throw noQueue();
    return { QueueUrl: queueUrl(name, call) };
  },

  ListQueues: (input, call) => {
    const prefix = text(input, 'QueueNamePrefix') ?? '';
    const names = [...call.region.sqs.queues.keys()].filter((name) => name.startsWith(prefix));
    return { QueueUrls: names.sort().map((name) => queueUrl(name, call)) };
  },

  GetQueueAttributes: (input, call) => {
    const queue = queueOrThrow(input, call);
    const all = shownAttributes(queue, call.now);
    const wanted = texts(input, 'AttributeNames');
    const odd = wanted.find((name) => name !== 'All' && !(name in all) && !(name in settable));
    if (odd !== undefined) throw unknownAttribute(odd);
    const isWanted = (name: string) => wanted.includes('All') || wanted.includes(name);
    return {
      Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name))),
    };
  },

  SetQueueAttributes: (input, call) => {
    const queue = queueOrThrow(input, call);
    setAttributes(queue, readAttributes(input));
    queue.modifiedAt = call.now;
    return {};
  },

  PurgeQueue: (input, call) => {
    queueOrThrow(input, call).messages = [];
    return {};
  },

  TagQueue: (input, call) => {
    const { tags } = queueOrThrow(input, call);
    for (const [key, value] of readTags(input, 'Tags')) tags.set(key, value);
    return {};
  },

  UntagQueue: (input, call) => {
    const { tags } = queueOrThrow(input, call);
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
    return {};
  },

  ListQueueTags: (input, call) => ({ Tags: Object.fromEntries(queueOrThrow(input, call).tags) }),
};

/** On the sandbox's own port, so that an SDK that calls queues by their URL comes back here. */
function queueUrl(name: string, { world }: Call): string {
  return `${world.endpoint}/${world.accountId}/${name}`;
}

function readAttributes(input: Input): Map<string, string> {
  const sent = Object.entries((input.Attributes ?? {}) as object);
  const odd = sent.find(([name]) => !(name in settable));
  if (odd) throw unknownAttribute(odd[0]);
  return new Map(sent.map(([name, value]) => [name, String(value)]));
}

function setAttributes(queue: Queue, attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    if (name === 'Policy') queue.policy = readPolicy(value);
    if (value === '') queue.attributes.delete(name);
    else queue.attributes.set(name, value);
  }
}

function readPolicy(value: string): PolicyDocument | undefined {
  if (value === '') return undefined;
  try {
    const document = JSON.parse(value) as PolicyDocument;
    return { ...document, Statement: [document.Statement].flat() };
  } catch {
    throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
  }
}

function refuseOther(known: Queue, attributes: ReadonlyMap<string, string>): void {
  const other = [...attributes].find(([name, value]) => known.attributes.get(name) !== value);
  if (other)
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${other[0]}`,
    );
}

function shownAttributes(queue: Queue, now: number): Record<string, string> {
  const { visible, received, delayed } = countMessages(queue, now);
  return {
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(received),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1_000)),
  };
}

function readTags(input: Input, member: string): Map<string, string> {
  const tags = Object.entries((input[member] ?? {}) as object);
  return new Map(tags.map(([key, value]) => [key, String(value)]));
}

function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}
