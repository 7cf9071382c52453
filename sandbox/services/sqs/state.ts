import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { PolicyDocument } from '../../principal.ts';
import type { Call } from '../../service.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: unknown;
  readonly sender: string;
  readonly sentAt: EpochMs;
  /** Not received before this. */
  visibleAt: EpochMs;
  receiveCount: number;
  firstReceivedAt: EpochMs | undefined;
  /** Of the last time it was received. */
  receipt: string | undefined;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: EpochMs;
  modifiedAt: EpochMs;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  policy: PolicyDocument | undefined;
  messages: Message[];
  /** AWS measures a queue for six hours after anything was done with it. */
  activeAt: EpochMs;
}

export interface SqsState {
  readonly queues: Map<string, Queue>;
  /** When a queue of that name was deleted. */
  readonly deletedAt: Map<string, EpochMs>;
}

export function createSqsState(): SqsState {
  return { queues: new Map(), deletedAt: new Map() };
}

export function queueArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:sqs:${region.name}:${world.accountId}:${name}`;
}

/** The queue of `QueueUrl`, whatever host it names. @throws AwsError `QueueDoesNotExist` */
export function queueOrThrow(input: Input, { region, world, now }: Call): Queue {
  const [accountId, name] = (text(input, 'QueueUrl') ?? '').split('/').slice(-2);
  const queue = region.sqs.queues.get(name ?? '');
  if (!queue || accountId !== world.accountId) throw noQueue();
  dropExpired(queue, now);
  queue.activeAt = now;
  return queue;
}

export function noQueue(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Messages older than the queue keeps them go. */
export function dropExpired(queue: Queue, now: EpochMs): void {
  const keptMs = Number(queue.attributes.get('MessageRetentionPeriod')) * 1_000;
  queue.messages = queue.messages.filter(({ sentAt }) => now < sentAt + keptMs);
}

/** How many can be received now, are with a receiver, and are delayed. */
export function countMessages(
  { messages }: Queue,
  now: EpochMs,
): { visible: number; received: number; delayed: number } {
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receipt }) => receipt === undefined).length;
  return {
    visible: messages.length - hidden.length,
    received: hidden.length - delayed,
    delayed,
  };
}
