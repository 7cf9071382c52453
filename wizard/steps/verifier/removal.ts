import { stackName } from '../../../lambda/contract.ts';
import { change } from '../../aws/change.ts';
import { type Action, type AwsCall, type Plan, planOf } from '../../engine/action.ts';
import type { StackSeen } from '../../look/stack.ts';
import { blocked } from './wish.ts';

/** The whole verifier; the caller has seen to it that no instance relies on it any more. */
export function planRemoval({ id, status }: StackSeen, region: string): Plan {
  // One that is being made or deleted can be deleted; one that is being changed cannot.
  if (/^(UPDATE|IMPORT)_.*IN_PROGRESS$/.test(status))
    return blocked('stack-busy', { stackName, status, region });
  const values = { stackName, region, stackId: id };
  return planOf([
    { kind: 'remove-stack', values, calls: deletionOf(id), undo: { kind: 'none', values: {} } },
  ]);
}

export function deleteFailed({ status, id }: StackSeen): Action {
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
