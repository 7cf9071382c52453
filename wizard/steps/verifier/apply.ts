import type { Action } from '../../engine/action.ts';
import { deploy, remove } from './deploy.ts';
import type { StackRun } from './stack-run.ts';
import { topicOfStack } from './told.ts';

/** Carries one action on the stack out, and waits until CloudFormation is done with it. */
export async function applyToStack(action: Action, run: StackRun): Promise<undefined> {
  switch (action.kind) {
    case 'create-stack':
    case 'update-stack':
      return deploy(action, run);
    case 'delete-failed-stack':
    case 'remove-stack':
      return remove(String(action.values.stackId), action.calls, run);
    default:
      return subscribe(action, run);
  }
}

async function subscribe(action: Action, run: StackRun): Promise<undefined> {
  const stack = await run.stack.read();
  const topic = typeof stack === 'object' ? stack.outputs.TopicArn : undefined;
  const calls = action.calls.map((call) => ({
    ...call,
    input: call.input.TopicArn === topicOfStack ? { ...call.input, TopicArn: topic } : call.input,
  }));
  return run.callAll(calls);
}
