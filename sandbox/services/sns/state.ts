import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { PolicyDocument } from '../../principal.ts';

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  /** Who may do what with it besides those whose own policies allow it. */
  policy: { readonly text: string; readonly document: PolicyDocument };
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Map<string, string>;
  readonly subscribedAt: EpochMs;
  /** What the confirmation mail carries; queues and functions of this account need none. */
  readonly token: string;
  confirmation: 'pending' | 'confirmed' | 'confirmed-authenticated';
}

export interface SnsState {
  /** By ARN. */
  readonly topics: Map<string, Topic>;
  /** By ARN, in the order in which they were made. */
  readonly subscriptions: Map<string, Subscription>;
}

/** How long a confirmation link works; then the pending subscription is gone. */
export const pendingMs = 2 * 24 * 3_600_000;

export function createSnsState(): SnsState {
  return { topics: new Map(), subscriptions: new Map() };
}

/** @throws AwsError `NotFound` */
export function topicOrThrow(sns: SnsState, arn: string): Topic {
  const topic = sns.topics.get(arn);
  if (!topic) throw new AwsError('NotFound', 'Topic does not exist', 404);
  return topic;
}

/** Those that are there now, pending ones too until they run out. */
export function listedSubscriptions(sns: SnsState, now: EpochMs): Subscription[] {
  return [...sns.subscriptions.values()].filter(
    ({ confirmation, subscribedAt }) =>
      confirmation !== 'pending' || now < subscribedAt + pendingMs,
  );
}
