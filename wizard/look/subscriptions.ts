import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.ts';

/** Somebody who is told by a topic. */
export interface Subscription {
  /** SNS's word: `email`, `https`, `sqs` and so on. */
  readonly protocol: string;
  readonly endpoint: string;
  /** `undefined` until it is confirmed: nothing is sent to it before. */
  readonly arn: string | undefined;
}

export async function listSubscriptions(
  aws: AwsClients,
  topicArn: string,
): Promise<readonly Subscription[]> {
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
