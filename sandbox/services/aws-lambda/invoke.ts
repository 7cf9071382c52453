import { AwsError } from '../../errors.ts';
import { text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { queueEvent } from './event-queue.ts';
import { putThrottle } from './metrics.ts';
import { runFunction } from './run-function.ts';
import { functionOrThrow, isFull } from './state.ts';

const largestRequestBytes = 6 * 1024 * 1024;
const largestEventBytes = 1024 * 1024;

export const invoke: Operation = async (input, call) => {
  const of = functionOrThrow(input, call);
  const type = text(input, 'InvocationType') ?? 'RequestResponse';
  const event = readEvent(text(input, 'Payload') ?? '', type);
  if (type === 'DryRun') return { StatusCode: 204 };
  if (type === 'Event') {
    queueEvent(call.world, of, event, call.requestId);
    return { StatusCode: 202 };
  }
  if (type !== 'RequestResponse') throw invalid(`Unknown InvocationType ${type}`);
  if (isFull(of)) {
    putThrottle(call.world, of);
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
  }
  const { outcome, log } = await runFunction(call.world, of, event, call.requestId);
  return {
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    ...(outcome.kind === 'done'
      ? { Payload: outcome.payload }
      : { Payload: JSON.stringify(outcome.error), FunctionError: 'Unhandled' }),
    ...(text(input, 'LogType') === 'Tail' ? { LogResult: tailOf(log) } : {}),
  };
};

function readEvent(payload: string, type: string): string {
  const largest = type === 'Event' ? largestEventBytes : largestRequestBytes;
  const size = Buffer.byteLength(payload);
  if (size > largest)
    throw new AwsError(
      'RequestTooLargeException',
      `${size} byte payload is too large for the ${type} invocation type (limit ${largest} bytes)`,
      413,
    );
  if (payload === '') return '{}';
  try {
    JSON.parse(payload);
    return payload;
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
    );
  }
}

/** The last 4 KB, as the header carries them. */
function tailOf(log: readonly string[]): string {
  return Buffer.from(`${log.join('\n')}\n`)
    .subarray(-4_096)
    .toString('base64');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
