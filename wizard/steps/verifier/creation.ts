import { type StackParameters, stackName } from '../../../lambda/contract.ts';
import { type Deployment, namesSomebody } from '../../alerts.ts';
import { change } from '../../aws/change.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import type { TopicAnswer } from '../../look/subscriptions.ts';
import { verifierPrice } from '../../prices.ts';
import {
  lonely,
  subscribe,
  tagsOf,
  toldNotes,
  topicProblem,
  unsubscribed,
  webhookHash,
  webhookOfFlag,
} from './told.ts';
import { blocked, type VerifierWish } from './wish.ts';

/**
 * @param topic that is there already, where one is named
 * @param before what has to go first
 */
export function planCreation(
  stack: 'none' | 'denied',
  topic: TopicAnswer | undefined,
  before: readonly Action[],
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const { alerts, region, isDecided } = wish;
  if (!namesSomebody(alerts)) {
    if (!isDecided) return blocked('alerts-undecided', { region });
    const id = stack === 'denied' ? 'verifier-unseen' : 'verifier-missing';
    return planOf([], [{ id, values: { region } }]);
  }
  const refused = topicProblem(topic, alerts.topic, alerts);
  if (refused) return { outcome: 'blocked', problem: refused };
  const missing = unsubscribed(alerts, topic);
  return planOf(
    [...before, create(wish, deployment), ...missing.map(subscribe)],
    [...lonely(alerts), ...toldNotes(topic, alerts.topic, alerts, Boolean(alerts.webhook))],
  );
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
          Tags: tagsOf(webhookHash(alerts.webhook ?? '')),
          EnableTerminationProtection: true,
        },
      }),
    ],
    price: verifierPrice,
    undo: { kind: 'remove-stack', values: { stackName, region } },
  };
}
