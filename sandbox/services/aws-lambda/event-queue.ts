import { AwsError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { roleByArn, serviceRole } from '../iam/role-session.ts';
import type { FunctionError } from './environment.ts';
import { putDropped, putThrottle } from './metrics.ts';
import { runFunction } from './run-function.ts';
import { isFull, type LambdaFunction } from './state.ts';

/** An event that nobody waits for. */
interface QueuedEvent {
  readonly of: LambdaFunction;
  readonly event: string;
  readonly requestId: string;
  readonly queuedAt: number;
  attempts: number;
}

const defaults = { retries: 2, ageSeconds: 6 * 3_600 };
/** Between the first and the second attempt, and before every later one. */
const pausesMs = [60_000, 120_000];

/** Runs as work of the clock, so that whoever moves the clock waits for it. */
export function queueEvent(
  world: World,
  of: LambdaFunction,
  event: string,
  requestId: string,
): void {
  const queued: QueuedEvent = { of, event, requestId, queuedAt: world.clock.now(), attempts: 0 };
  world.clock.at(world.clock.now(), () => attempt(world, queued));
}

async function attempt(world: World, queued: QueuedEvent): Promise<void> {
  const { of } = queued;
  // Deleted or made anew in the meantime.
  if (world.region(of.region).lambda.functions.get(of.name) !== of) return;
  const age = (world.clock.now() - queued.queuedAt) / 1_000;
  if (age > (of.events?.maximumEventAgeSeconds ?? defaults.ageSeconds))
    return drop(world, queued, 'EventAgeExceeded', undefined);
  if (isFull(of)) {
    // Throttled events wait until they are too old; they use up no retries.
    putThrottle(world, of);
    again(world, queued, pausesMs[0]);
    return;
  }
  const { outcome } = await runFunction(world, of, queued.event, queued.requestId);
  queued.attempts += 1;
  if (outcome.kind === 'done')
    return tell(world, queued, of.events?.onSuccess, {
      condition: 'Success',
      response: JSON.parse(outcome.payload),
      failed: false,
    });
  const retries = of.events?.maximumRetryAttempts ?? defaults.retries;
  if (queued.attempts > retries) return drop(world, queued, 'RetriesExhausted', outcome.error);
  again(world, queued, pausesMs[queued.attempts - 1]);
}

function again(world: World, queued: QueuedEvent, pauseMs = 120_000): void {
  world.clock.at(world.clock.now() + pauseMs, () => attempt(world, queued));
}

async function drop(
  world: World,
  queued: QueuedEvent,
  condition: string,
  error: FunctionError | undefined,
): Promise<void> {
  const { of, event, requestId } = queued;
  putDropped(world, of);
  const { deadLetterArn } = of.settings;
  if (deadLetterArn !== undefined)
    await send(world, of, deadLetterArn, event, {
      RequestID: stringAttribute(requestId),
      ErrorCode: stringAttribute('200'),
      ErrorMessage: stringAttribute(error?.errorMessage ?? condition),
    });
  await tell(world, queued, of.events?.onFailure, { condition, response: error, failed: true });
}

function stringAttribute(StringValue: string) {
  return { DataType: 'String', StringValue };
}

interface Told {
  readonly condition: string;
  readonly response: unknown;
  readonly failed: boolean;
}

async function tell(
  world: World,
  { of, event, requestId, attempts }: QueuedEvent,
  destination: string | undefined,
  { condition, response, failed }: Told,
): Promise<void> {
  if (destination === undefined) return;
  const record = {
    version: '1.0',
    timestamp: new Date(world.clock.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${of.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(event),
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(failed ? { functionError: 'Unhandled' } : {}),
    },
    responsePayload: response,
  };
  await send(world, of, destination, JSON.stringify(record), undefined);
}

/** With the rights of the function's role; what it may not send is lost. */
async function send(
  world: World,
  of: LambdaFunction,
  arn: string,
  body: string,
  MessageAttributes: object | undefined,
): Promise<void> {
  const role = roleByArn(world, of.settings.roleArn);
  if (!role) return;
  const [, , service = '', region = of.region, accountId, name] = arn.split(':');
  const sent = {
    sqs: {
      operation: 'SendMessage',
      input: {
        QueueUrl: `${world.endpoint}/${accountId}/${name}`,
        MessageBody: body,
        MessageAttributes,
      },
    },
    sns: { operation: 'Publish', input: { TopicArn: arn, Message: body } },
    lambda: {
      operation: 'Invoke',
      input: { FunctionName: arn, InvocationType: 'Event', Payload: body },
    },
  }[service];
  if (!sent) return;
  try {
    await world.call({ caller: serviceRole(world, role, of.name), region, service, ...sent });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
