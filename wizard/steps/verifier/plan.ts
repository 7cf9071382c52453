import { stackName } from '../../../lambda/contract.ts';
import type { Deployment } from '../../alerts.ts';
import { type Plan, planOf } from '../../engine/action.ts';
import { isInService, type StackAnswer, type StackSeen } from '../../look/stack.ts';
import type { TopicAnswer } from '../../look/subscriptions.ts';
import { planCreation } from './creation.ts';
import { planInService } from './in-service.ts';
import { deleteFailed } from './removal.ts';
import { blocked, isElsewhere, type VerifierWish } from './wish.ts';

export interface VerifierActual {
  readonly stack: StackAnswer;
  /** Of `topicToBe`; `undefined` where there is none yet, or nothing was asked of it. */
  readonly topic: TopicAnswer | undefined;
}

/** Once per Region, before its first instance. What others deployed there is used as it is. */
export function planVerifier(
  { stack, topic }: VerifierActual,
  wish: VerifierWish,
  deployment: Deployment,
): Plan {
  const { region, alerts } = wish;
  if (wish.isDeclined) return planOf([], [{ id: 'alerts-declined', values: {} }]);
  if (alerts.topic && isElsewhere(alerts.topic, wish))
    return blocked('topic-elsewhere', { topic: alerts.topic, region });
  if (isInService(stack)) return planInService(stack, topic, wish, deployment);
  if (typeof stack !== 'object') return planCreation(stack, topic, [], wish, deployment);
  if (!stack.ours) return blocked('stack-not-ours', { stackName, region });
  if (isFailedCreation(stack))
    return planCreation('none', topic, [deleteFailed(stack)], wish, deployment);
  const { status } = stack;
  const id = status.endsWith('_IN_PROGRESS') ? 'stack-busy' : 'stack-broken';
  return blocked(id, { stackName, status, region });
}

/** A creation that failed leaves a stack that can only be deleted. */
function isFailedCreation({ status }: StackSeen): boolean {
  return ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'].includes(status);
}
