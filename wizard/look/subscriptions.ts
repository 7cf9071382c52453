import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.ts';
import { problem } from '../errors.ts';

/** Somebody who is told by a topic. */
export interface Subscription {
  /** SNS's word: `email`, `https`, `sqs` and so on. */
  readonly protocol: string;
  readonly endpoint: string;
  /** `undefined` until it is confirmed: nothing is sent to it before. */
  readonly arn: string | undefined;
}

/** `gone`: there is no such topic. `unseen`: another account's, which does not let us look. */
export type TopicAnswer = readonly Subscription[] | 'gone' | 'unseen';

/** Who is subscribed to a topic that may not be there. @param accountId the caller's own */
export async function findTopic(
  aws: AwsClients,
  topicArn: string,
  accountId: string,
): Promise<TopicAnswer> {
  try {
    return await readAll(aws, topicArn);
  } catch (error) {
    if (isGone(error)) return 'gone';
    if (topicArn.split(':')[4] !== accountId && isDenied(error)) return 'unseen';
    throw error;
  }
}

/** Of a topic that has to be there. @throws WizardError `topic-not-found` */
export async function listSubscriptions(
  aws: AwsClients,
  topicArn: string,
): Promise<readonly Subscription[]> {
  try {
    return await readAll(aws, topicArn);
  } catch (error) {
    throw isGone(error) ? problem('topic-not-found', { topic: topicArn }, { cause: error }) : error;
  }
}

async function readAll(aws: AwsClients, topicArn: string): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn: topicArn });
  for await (const { Subscriptions } of pages)
    found.push(
      ...(Subscriptions ?? []).map(({ Protocol, Endpoint, SubscriptionArn }) => ({
        protocol: Protocol ?? '',
        endpoint: Endpoint ?? '',
        // Else a word, such as `PendingConfirmation`.
        arn: SubscriptionArn?.startsWith('arn:') ? SubscriptionArn : undefined,
      })),
    );
  return found;
}

function isGone(error: unknown): boolean {
  return /^NotFound(Exception)?$/.test((error as Error).name);
}

function isDenied(error: unknown): boolean {
  return /^(AuthorizationError|AccessDenied)(Exception)?$/.test((error as Error).name);
}

/** Whether what is published to it reaches anybody. `undefined`: that cannot be seen. */
export function reachesSomebody(topic: TopicAnswer): boolean | undefined {
  if (topic === 'unseen') return undefined;
  return topic !== 'gone' && topic.some(({ arn }) => arn !== undefined);
}

/** The subscription of an e-mail address, confirmed or not. */
export function subscriptionOf(
  subscriptions: readonly Subscription[],
  email: string,
): Subscription | undefined {
  const same = subscriptions.filter(
    ({ protocol, endpoint }) =>
      protocol.startsWith('email') && endpoint.toLowerCase() === email.toLowerCase(),
  );
  return same.find(({ arn }) => arn !== undefined) ?? same[0];
}
