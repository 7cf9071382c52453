import { AwsError } from '../../errors.ts';
import { flag, type Input, text, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { checkCapabilities, readContent, refuseUnmodelled } from './content.ts';
import { createStack } from './engine/create-stack.ts';
import { deleteStack } from './engine/delete-stack.ts';
import { type Deployment, drive } from './engine/deployment.ts';
import { hasChanges, updateStack } from './engine/update-stack.ts';
import { findStack, isBusy, type Stack, stackOrThrow } from './state.ts';
import { invalid } from './template/parse.ts';

const failures = ['ROLLBACK', 'DELETE', 'DO_NOTHING'] as const;
const updatable = /^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|IMPORT_COMPLETE)$/;

export const changeOperations: Readonly<Record<string, Operation>> = {
  CreateStack: async (input, call) => {
    refuseUnmodelled(input);
    const name = text(input, 'StackName') ?? '';
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name))
      throw invalid(
        `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    const { cloudformation } = call.region;
    if (findStack(cloudformation, name))
      throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const content = readContent(input, undefined);
    checkCapabilities(content);
    const stack: Stack = {
      name,
      id: stackId(name, call),
      createdAt: call.now,
      content,
      updatedAt: undefined,
      deletedAt: undefined,
      status: '',
      reason: undefined,
      isProtected: flag(input, 'EnableTerminationProtection') ?? false,
      onFailure: readOnFailure(input),
      outputs: [],
      resources: new Map(),
      events: [],
      operation: 0,
    };
    cloudformation.stacks.set(stack.id, stack);
    const deployment = deploymentOf(stack, input, call);
    await drive(deployment, createStack(deployment));
    return { StackId: stack.id };
  },

  UpdateStack: async (input, call) => {
    refuseUnmodelled(input);
    const stack = stackOrThrow(call.region.cloudformation, text(input, 'StackName') ?? '');
    if (!updatable.test(stack.status))
      throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
    const next = readContent(input, stack.content);
    checkCapabilities(next);
    const deployment = deploymentOf(stack, input, call);
    if (!hasChanges(deployment, next)) throw invalid('No updates are to be performed.');
    await drive(deployment, updateStack(deployment, next));
    return { StackId: stack.id };
  },

  DeleteStack: async (input, call) => {
    const stack = findStack(call.region.cloudformation, text(input, 'StackName') ?? '');
    // What is not there counts as deleted.
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS')
      return {};
    if (stack.isProtected)
      throw invalid(
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    if (isBusy(stack) && stack.status !== 'CREATE_IN_PROGRESS')
      throw invalid(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`);
    const kept = texts(input, 'RetainResources');
    if (kept.length > 0 && stack.status !== 'DELETE_FAILED')
      throw invalid(
        `Invalid operation on stack [${stack.id}]. RetainResources is for stacks in DELETE_FAILED only.`,
      );
    const deployment = deploymentOf(stack, input, call);
    await drive(deployment, deleteStack(deployment, kept));
    return {};
  },

  UpdateTerminationProtection: (input, call) => {
    const stack = stackOrThrow(call.region.cloudformation, text(input, 'StackName') ?? '');
    stack.isProtected = flag(input, 'EnableTerminationProtection') ?? false;
    return { StackId: stack.id };
  },
};

function stackId(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:cloudformation:${region.name}:${world.accountId}:stack/${name}/${world.ids.uuid()}`;
}

function deploymentOf(stack: Stack, input: Input, { world, region, caller }: Call): Deployment {
  return { world, region, stack, caller, token: text(input, 'ClientRequestToken') };
}

function readOnFailure(input: Input): Stack['onFailure'] {
  const asked = text(input, 'OnFailure');
  const isOff = flag(input, 'DisableRollback');
  if (asked !== undefined && isOff !== undefined)
    throw invalid('Either DisableRollback or OnFailure can be specified, not both.');
  if (isOff) return 'DO_NOTHING';
  const found = failures.find((each) => each === (asked ?? 'ROLLBACK'));
  if (!found) throw invalid(`Value '${asked}' at 'onFailure' failed to satisfy constraint`);
  return found;
}
