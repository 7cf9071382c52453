import { ownerTag } from '../../../agent/pointer-tag.ts';
import { type StackParameters, stackName } from '../../../lambda/contract.ts';
import {
  type AlertWishes,
  compareVersions,
  type Deployment,
  isPersonalMailbox,
  namesSomebody,
  webhookHash,
} from '../../alerts.ts';
import { change } from '../../aws/change.ts';
import { type Action, type AwsCall, type Note, type Plan, planOf } from '../../engine/action.ts';
import {
  isInService,
  type StackAnswer,
  type StackInService,
  type StackSeen,
  webhookTagKey,
} from '../../look/stack.ts';
import { type Subscription, subscriptionOf } from '../../look/subscriptions.ts';
import { verifierPrice } from '../../prices.ts';

export interface VerifierActual {
  readonly stack: StackAnswer;
  /** Of its topic; empty where there is none yet, or nothing was asked of it. */
  readonly subscriptions: readonly Subscription[];
}

export interface VerifierWish {
  readonly alerts: AlertWishes;
  /** Seconds between two runs that the instance needs. */
  readonly period: 60 | 300;
  /** The instance was set up before: whether it has alerts was decided then. */
  readonly isDecided: boolean;
  readonly isDeclined: boolean;
  /** Of an older version: a set-up brings it up to this one, a repair of an instance does not. */
  readonly mayUpdate: boolean;
  readonly region: string;
  readonly partition: string;
}

/** Stands for the topic's ARN: a plan may be older than the topic. */
export const topicOfStack = '(TopicArn of the stack)';
/** Stands for the webhook's address, which is a secret and is not printed. */
export const webhookOfFlag = '(--webhook)';

/** Once per Region, before its first instance. What others deployed there is used as it is. */
export function planVerifier(
  actual: VerifierActual,
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const { stack } = actual;
  const { region, alerts } = wish;
  if (wish.isDeclined) return planOf([], [{ id: 'alerts-declined', values: {} }]);
  if (alerts.topic && isElsewhere(alerts.topic, wish))
    return blocked('topic-elsewhere', { topic: alerts.topic, region });
  if (isInService(stack)) return planInService(stack, actual, wish, deployment);
  if (typeof stack !== 'object') return planCreation(stack, [], wish, deployment);
  if (!stack.ours) return blocked('stack-not-ours', { stackName, region });
  return isFailedCreation(stack)
    ? planCreation('none', [deleteFailed(stack)], wish, deployment)
    : blockedBy(stack, region);
}

/** @param before what has to go first */
function planCreation(
  stack: 'none' | 'denied',
  before: readonly Action[],
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const { alerts, region, isDecided } = wish;
  if (namesSomebody(alerts))
    return planOf(
      [...before, create(wish, deployment), ...alerts.emails.map(subscribe)],
      lonely(alerts),
    );
  if (!isDecided) return blocked('alerts-undecided', { region });
  const id = stack === 'denied' ? 'verifier-unseen' : 'verifier-missing';
  return planOf([], [{ id, values: { region } }]);
}

/** A topic is published to in its own Region; it may be another account's. */
function isElsewhere(topic: string, { region, partition }: VerifierWish): boolean {
  const [, topicPartition, , topicRegion] = topic.split(':');
  return topicPartition !== partition || topicRegion !== region;
}

function planInService(
  stack: StackInService,
  { subscriptions }: VerifierActual,
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const { alerts, region } = wish;
  const newer = compareVersions(stack.outputs.Version, deployment.version) > 0;
  const values = { region, version: stack.outputs.Version, own: deployment.version };
  const older = isOlder(stack, deployment);
  const differs = (older && wish.mayUpdate) || differsFrom(stack, wish);
  if (newer && differs) return blocked('stack-newer', values);
  // Nobody is subscribed yet to the topic that takes the place of this one.
  const moves = movesTopic(stack, alerts);
  const missing = alerts.emails.filter((email) => moves || !subscriptionOf(subscriptions, email));
  return planOf(
    [...(differs ? [update(stack, wish, deployment)] : []), ...missing.map(subscribe)],
    [
      ...(newer ? [{ id: 'verifier-newer', values } as const] : []),
      ...(older && !differs ? [{ id: 'verifier-older', values } as const] : []),
      ...(moves ? [{ id: 'topic-goes', values: { topic: stack.outputs.TopicArn } } as const] : []),
      ...(missing.length > 0 && subscriptions.length === 0 ? lonely(alerts) : []),
    ],
  );
}

function isOlder(stack: StackInService, { version }: Deployment): boolean {
  return compareVersions(stack.outputs.Version, version) < 0;
}

/** It runs too seldom for this instance, or tells somebody else than is wished for now. */
function differsFrom({ parameters, webhookHash: hash }: StackSeen, wish: VerifierWish): boolean {
  const { webhook, topic } = wish.alerts;
  return (
    (wish.period === 60 && parameters.RunEvery !== '60') ||
    (topic !== undefined && parameters.ExistingTopicArn !== topic) ||
    (webhook !== undefined && hash !== hashOf(webhook))
  );
}

/** From one topic to another; the stack's own goes with everybody who is subscribed to it. */
function movesTopic({ parameters }: StackSeen, { topic }: AlertWishes): boolean {
  return topic !== undefined && parameters.ExistingTopicArn !== topic;
}

function hashOf(webhook: string): string | undefined {
  return webhook === '' ? undefined : webhookHash(webhook);
}

/** A creation that failed leaves a stack that can only be deleted. */
function isFailedCreation({ status }: StackSeen): boolean {
  return ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'].includes(status);
}

function blockedBy({ status }: StackSeen, region: string): Plan {
  const id = status.endsWith('_IN_PROGRESS') ? 'stack-busy' : 'stack-broken';
  return blocked(id, { stackName, status, region });
}

function blocked(
  id:
    | 'topic-elsewhere'
    | 'stack-not-ours'
    | 'stack-busy'
    | 'stack-broken'
    | 'stack-newer'
    | 'alerts-undecided',
  values: Readonly<Record<string, string>>,
): Plan {
  return { outcome: 'blocked', problem: { id, values } };
}

/** Somebody is told, but by one way that fails in silence. */
function lonely({ emails, webhook, topic }: AlertWishes): Note[] {
  const [only, ...others] = emails;
  if (only === undefined) return webhook && !topic ? [{ id: 'webhook-alone', values: {} }] : [];
  const isOne = others.length === 0 && !webhook && !topic;
  return isOne && isPersonalMailbox(only)
    ? [{ id: 'one-personal-mailbox', values: { email: only } }]
    : [];
}

function create({ alerts, period, region }: VerifierWish, deployment: Deployment): Action {
  const parameters: StackParameters = {
    RunEvery: period === 60 ? '60' : '300',
    ExistingTopicArn: alerts.topic ?? '',
    WebhookUrl: alerts.webhook ? webhookOfFlag : '',
    Language: deployment.language,
    TimeZone: deployment.timeZone,
  };
  return {
    kind: 'create-stack',
    values: { stackName, region },
    calls: [
      change({
        service: 'cloudformation',
        operation: 'CreateStack',
        input: {
          StackName: stackName,
          TemplateBody: deployment.template(),
          Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
            ParameterKey,
            ParameterValue,
          })),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags: tagsOf(hashOf(alerts.webhook ?? '')),
          EnableTerminationProtection: true,
        },
      }),
    ],
    price: verifierPrice,
    undo: { kind: 'remove-stack', values: { stackName, region } },
  };
}

function update(
  { parameters, webhookHash: hash }: StackSeen,
  { alerts, period, region }: VerifierWish,
  deployment: Deployment,
): Action {
  const { webhook, topic } = alerts;
  const said: Readonly<Record<string, string | undefined>> = {
    RunEvery: period === 60 ? '60' : undefined,
    ExistingTopicArn: topic,
    WebhookUrl: webhook ? webhookOfFlag : webhook,
  };
  const names: readonly (keyof StackParameters)[] = [
    'RunEvery',
    'ExistingTopicArn',
    'WebhookUrl',
    'Language',
    'TimeZone',
  ];
  const now = { Language: deployment.language, TimeZone: deployment.timeZone };
  return {
    kind: 'update-stack',
    values: { stackName, region, version: deployment.version },
    calls: [
      change({
        service: 'cloudformation',
        operation: 'UpdateStack',
        input: {
          StackName: stackName,
          TemplateBody: deployment.template(),
          Parameters: names.map((ParameterKey) => {
            const value = said[ParameterKey];
            if (value !== undefined) return { ParameterKey, ParameterValue: value };
            // An older stack may not know the parameter yet.
            return ParameterKey in parameters || !(ParameterKey in now)
              ? { ParameterKey, UsePreviousValue: true }
              : { ParameterKey, ParameterValue: now[ParameterKey as keyof typeof now] };
          }),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags: tagsOf(webhook === undefined ? hash : hashOf(webhook)),
        },
      }),
    ],
    undo: { kind: 'none', values: {} },
  };
}

/** The whole verifier; the caller has seen to it that no instance relies on it any more. */
export function planRemoval({ id }: StackSeen, region: string): Plan {
  const values = { stackName, region, stackId: id };
  return planOf([
    { kind: 'remove-stack', values, calls: deletionOf(id), undo: { kind: 'none', values: {} } },
  ]);
}

function deleteFailed({ status, id }: StackSeen): Action {
  return {
    kind: 'delete-failed-stack',
    values: { stackName, status, stackId: id },
    calls: deletionOf(id),
    undo: { kind: 'none', values: {} },
  };
}

/**
 * By its id: under its name there may be another one by then. The protection is of our own making.
 */
export function deletionOf(stackId: string): readonly AwsCall[] {
  return [
    change({
      service: 'cloudformation',
      operation: 'UpdateTerminationProtection',
      input: { StackName: stackId, EnableTerminationProtection: false },
    }),
    change({ service: 'cloudformation', operation: 'DeleteStack', input: { StackName: stackId } }),
  ];
}

function subscribe(email: string): Action {
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

function tagsOf(hash: string | undefined) {
  return [
    { Key: ownerTag.key, Value: ownerTag.value },
    ...(hash ? [{ Key: webhookTagKey, Value: hash }] : []),
  ];
}
