import { type StackParameters, stackName } from '../../../lambda/contract.ts';
import { compareVersions, type Deployment } from '../../alerts.ts';
import { change } from '../../aws/change.ts';
import { type Action, type Note, type Plan, planOf } from '../../engine/action.ts';
import type { Problem } from '../../errors.ts';
import type { StackInService } from '../../look/stack.ts';
import type { TopicAnswer } from '../../look/subscriptions.ts';
import {
  lonely,
  movesTopic,
  subscribe,
  tagsOf,
  toldNotes,
  topicProblem,
  topicToBe,
  unsubscribed,
  webhookHash,
  webhookOfFlag,
} from './told.ts';
import { blocked, type VerifierWish } from './wish.ts';

/** @param topic that will be told by; `undefined`: one still to be made, or it was not looked at */
export function planInService(
  stack: StackInService,
  topic: TopicAnswer | undefined,
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const order = compareVersions(stack.outputs.Version, deployment.version);
  const differs = (order < 0 && wish.mayUpdate) || differsFrom(stack, wish);
  const versions = { region: wish.region, version: stack.outputs.Version, own: deployment.version };
  if (order > 0 && differs) return blocked('stack-newer', versions);
  const problem =
    (differs ? changeProblem(stack, wish.region) : undefined) ??
    topicProblem(topic, topicToBe(stack, wish), wish.alerts);
  if (problem) return { outcome: 'blocked', problem };
  return planOf(
    [
      ...(differs ? [update(stack, wish, deployment)] : []),
      ...unsubscribed(wish.alerts, topic).map(subscribe),
    ],
    [
      ...(order > 0 ? [{ id: 'verifier-newer', values: versions } as const] : []),
      ...(order < 0 && !differs ? [{ id: 'verifier-older', values: versions } as const] : []),
      ...changeOfTold(stack, topic, wish),
    ],
  );
}

/** Why CloudFormation would not take an update now. */
function changeProblem({ status }: StackInService, region: string): Problem | undefined {
  const values = { stackName, status, region };
  if (status.endsWith('_IN_PROGRESS')) return { id: 'stack-busy', values };
  return status.endsWith('_ROLLBACK_FAILED') ? { id: 'stack-broken', values } : undefined;
}

function changeOfTold(
  stack: StackInService,
  topic: TopicAnswer | undefined,
  wish: VerifierWish,
): Note[] {
  const { alerts } = wish;
  const moves = movesTopic(stack, alerts);
  // Nobody is subscribed yet to one that is still to be made.
  const told = topic ?? (moves ? [] : undefined);
  const isFirst = alerts.emails.length > 0 && told?.length === 0;
  const posts = alerts.webhook === undefined ? stack.webhookHash : alerts.webhook;
  return [
    ...(moves ? [{ id: 'topic-goes', values: { topic: stack.outputs.TopicArn } } as const] : []),
    ...(isFirst ? lonely(alerts) : []),
    ...toldNotes(told, topicToBe(stack, wish), alerts, Boolean(posts)),
  ];
}

/** It runs too seldom for this instance, or tells somebody else than is wished for now. */
function differsFrom(stack: StackInService, { alerts, period }: VerifierWish): boolean {
  const { webhook } = alerts;
  return (
    (period === 60 && stack.parameters.RunEvery !== '60') ||
    movesTopic(stack, alerts) ||
    (webhook !== undefined && stack.webhookHash !== webhookHash(webhook))
  );
}

function update(
  stack: StackInService,
  { alerts, period, region }: VerifierWish,
  deployment: Deployment,
): Action {
  const { parameters, webhookHash: hash } = stack;
  const { webhook, topic } = alerts;
  const said: Readonly<Record<string, string | undefined>> = {
    RunEvery: period === 60 ? '60' : undefined,
    ExistingTopicArn: movesTopic(stack, alerts) ? topic : undefined,
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
          Tags: tagsOf(webhook === undefined ? hash : webhookHash(webhook)),
        },
      }),
    ],
    undo: { kind: 'none', values: {} },
  };
}
