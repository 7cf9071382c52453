import { paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../../lambda/contract.ts';
import { sendChange } from '../../aws/call.ts';
import type { Action, AwsCall } from '../../engine/action.ts';
import { problem } from '../../errors.ts';
import { findStack, isInService, type StackAnswer } from '../../look/stack.ts';
import { plainText } from '../../plain-text.ts';
import { deletionOf } from './removal.ts';
import type { StackRun } from './stack-run.ts';
import { webhookOfFlag } from './told.ts';

/**
 * Makes or updates the stack, and waits until it stands. A creation that failed is cleaned up, if
 * it was this one: what somebody else began in the meantime is used or refused, never deleted.
 */
export async function deploy(action: Action, run: StackRun): Promise<undefined> {
  let made: string | undefined;
  for (const call of action.calls) made = await sendOnce(withWebhook(call, run), run);
  const stack = await untilDone(made ?? stackName, run);
  run.stack.forget();
  if (isGood(stack, action)) return undefined;
  const isCreation = action.kind === 'create-stack';
  if (isCreation && !isOwn(stack, made)) throw changedUnderUs(action);
  const cause = await firstFailure(stack, run);
  if (isCreation && made !== undefined) await remove(made, deletionOf(made), run);
  throw problem('stack-failed', {
    stackName,
    region: run.identity.region,
    isCreation,
    ...cause,
  });
}

/** Deletes the stack, and waits until it is gone. */
export async function remove(
  stackId: string,
  calls: readonly AwsCall[],
  run: StackRun,
): Promise<undefined> {
  await run.callAll(calls);
  const stack = await untilDone(stackId, run);
  run.stack.forget();
  if (stack === 'none' || (typeof stack === 'object' && stack.status === 'DELETE_COMPLETE'))
    return undefined;
  throw problem('stack-failed', {
    stackName,
    region: run.identity.region,
    isCreation: false,
    ...(await firstFailure(stack, run)),
  });
}

/** The address is a secret: it stands in no plan and no journal. */
function withWebhook(call: AwsCall, { alerts }: StackRun): AwsCall {
  const parameters = call.input.Parameters;
  if (!Array.isArray(parameters)) return call;
  const Parameters = parameters.map((one: { ParameterValue?: string }) =>
    one.ParameterValue === webhookOfFlag ? { ...one, ParameterValue: alerts.webhook } : one,
  );
  return { ...call, input: { ...call.input, Parameters } };
}

/**
 * What the SDK sends again after a lost answer finds its own work.
 * @returns the id of the stack that this very call has begun to make
 */
async function sendOnce(call: AwsCall, run: StackRun): Promise<string | undefined> {
  try {
    const answer = (await sendChange(run.aws, call)) as { readonly StackId?: string };
    return call.operation === 'CreateStack' ? answer.StackId : undefined;
  } catch (error) {
    const { name, message } = error as Error;
    const isThere = call.operation === 'CreateStack' && name === 'AlreadyExistsException';
    if (!isThere && !/no updates are to be performed/i.test(message)) throw error;
    return undefined;
  }
}

function isOwn(stack: StackAnswer, made: string | undefined): boolean {
  return made !== undefined && typeof stack === 'object' && stack.id === made;
}

function changedUnderUs({ kind }: Action): Error {
  return problem('changed-under-us', { step: 'verifier', action: kind });
}

async function untilDone(stack: string, run: StackRun): Promise<StackAnswer> {
  const { clock, signal, reporter, timeoutMs = 15 * 60_000 } = run;
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    const seen = await findStack(run.aws, stack);
    if (typeof seen !== 'object' || !seen.status.endsWith('_IN_PROGRESS')) return seen;
    const left = deadline - clock.now();
    const values = { stackName, status: seen.status };
    if (left <= 0) throw problem('stack-late', { ...values, region: run.identity.region });
    reporter.waiting({ id: 'waiting-for-stack', values }, left);
    await clock.sleep(5_000, signal);
  }
}

/** Of a creation also one that somebody else began, and that is of use by now. */
function isGood(stack: StackAnswer, { kind }: Action): boolean {
  if (typeof stack !== 'object') return false;
  return kind === 'create-stack'
    ? isInService(stack)
    : /^(CREATE|UPDATE|IMPORT)_COMPLETE/.test(stack.status);
}

/** The first resource that failed tells why; those after it were cancelled on its account. */
async function firstFailure(
  stack: StackAnswer,
  { aws }: StackRun,
): Promise<{ resource: string; reason: string }> {
  const events: StackEvent[] = [];
  const StackName = typeof stack === 'object' ? stack.id : stackName;
  const pages = paginateDescribeStackEvents({ client: aws.cloudformation }, { StackName });
  for await (const page of pages) events.push(...(page.StackEvents ?? []));
  const failed = events
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .toSorted((a, b) => (a.Timestamp?.getTime() ?? 0) - (b.Timestamp?.getTime() ?? 0))
    .find(({ ResourceStatusReason }) => !/cancelled/i.test(ResourceStatusReason ?? ''));
  return {
    resource: failed?.LogicalResourceId ?? stackName,
    reason: plainText(failed?.ResourceStatusReason ?? '', 400),
  };
}
