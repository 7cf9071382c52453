import { createHash } from 'node:crypto';
import { ownerTag } from '../../../agent/pointer-tag.ts';
import { type AlertWishes, isPersonalMailbox } from '../../alerts.ts';
import { change } from '../../aws/change.ts';
import type { Action, Note } from '../../engine/action.ts';
import type { Problem } from '../../errors.ts';
import {
  isInService,
  type StackAnswer,
  type StackInService,
  webhookTagKey,
} from '../../look/stack.ts';
import { reachesSomebody, subscriptionOf, type TopicAnswer } from '../../look/subscriptions.ts';
import { isElsewhere, type VerifierWish } from './wish.ts';

/** Stands for the topic's ARN: a plan may be older than the topic. */
export const topicOfStack = '(TopicArn of the stack)';
/** Stands for the webhook's address, which is a secret and is not printed. */
export const webhookOfFlag = '(--webhook)';

/** The topic by which people will be told; `undefined` where it is still to be made. */
export function topicToBe(
  stack: StackAnswer,
  wish: Pick<VerifierWish, 'alerts' | 'region' | 'partition'>,
): string | undefined {
  const { alerts } = wish;
  if (alerts.topic) return isElsewhere(alerts.topic, wish) ? undefined : alerts.topic;
  if (!isInService(stack) || movesTopic(stack, alerts)) return undefined;
  return stack.outputs.TopicArn;
}

/** From one topic to another; the stack's own goes with everybody who is subscribed to it. */
export function movesTopic(
  { parameters, outputs }: StackInService,
  { topic }: AlertWishes,
): boolean {
  if (topic === '') return Boolean(parameters.ExistingTopicArn);
  // The stack's own, named as if it were another's, would be deleted.
  return topic !== undefined && topic !== outputs.TopicArn;
}

/** Why it cannot be told by this topic. @param arn of the topic */
export function topicProblem(
  topic: TopicAnswer | undefined,
  arn: string | undefined,
  { emails }: AlertWishes,
): Problem | undefined {
  if (topic === 'gone') return { id: 'topic-not-found', values: { topic: arn ?? '' } };
  // Whether an address has confirmed could not be seen.
  if (topic === 'unseen' && emails.length > 0)
    return {
      id: 'access-denied',
      values: { action: 'sns:ListSubscriptionsByTopic', error: '', answer: arn ?? '' },
    };
  return undefined;
}

/** Addresses that are still to be subscribed. */
export function unsubscribed({ emails }: AlertWishes, topic: TopicAnswer | undefined): string[] {
  const subscriptions = typeof topic === 'object' ? topic : [];
  return emails.filter((email) => !subscriptionOf(subscriptions, email));
}

/** What is to be said of a topic, by itself and where it is the only way. */
export function toldNotes(
  topic: TopicAnswer | undefined,
  arn: string | undefined,
  { emails }: AlertWishes,
  postsToWebhook: boolean,
): Note[] {
  if (topic === undefined) return [];
  if (topic === 'unseen') return [{ id: 'topic-unseen', values: { topic: arn ?? '' } }];
  const isTold = reachesSomebody(topic) || postsToWebhook || emails.length > 0;
  return isTold ? [] : [{ id: 'nobody-told', values: {} }];
}

/** Somebody is told, but by one way that fails in silence. */
export function lonely({ emails, webhook, topic }: AlertWishes): Note[] {
  const [only, ...others] = emails;
  if (only === undefined) return webhook && !topic ? [{ id: 'webhook-alone', values: {} }] : [];
  const isOne = others.length === 0 && !webhook && !topic;
  return isOne && isPersonalMailbox(only)
    ? [{ id: 'one-personal-mailbox', values: { email: only } }]
    : [];
}

export function subscribe(email: string): Action {
  return {
    kind: 'subscribe-email',
    values: { email },
    calls: [
      change({
        service: 'sns',
        operation: 'Subscribe',
        input: {
          TopicArn: topicOfStack,
          Protocol: 'email',
          Endpoint: email,
          ReturnSubscriptionArn: true,
        },
      }),
    ],
    undo: { kind: 'none', values: {} },
  };
}

/** Tells one webhook from another without giving its address away; `undefined` for none. */
export function webhookHash(url: string): string | undefined {
  return url === '' ? undefined : createHash('sha256').update(url).digest('hex').slice(0, 12);
}

/** Of the stack: that it is ours, and which webhook it posts to. */
export function tagsOf(hash: string | undefined) {
  return [
    { Key: ownerTag.key, Value: ownerTag.value },
    ...(hash ? [{ Key: webhookTagKey, Value: hash }] : []),
  ];
}
