import { AwsError } from '../../errors.ts';
import type { LogEvent, LogSource } from './log-source.ts';

/** A call to CloudWatch Logs with the role's credentials. Throws AwsError. */
export type LogsCall = (operation: string, input: object) => Promise<object>;

/** Sends one batch; makes the group and the stream when they are not there. */
export async function putEvents(
  call: LogsCall,
  source: LogSource,
  events: readonly LogEvent[],
): Promise<void> {
  const { logGroupName, logStreamName } = source;
  const put = () => call('PutLogEvents', { logGroupName, logStreamName, logEvents: events });
  try {
    await put();
  } catch (error) {
    if (!hasCode(error, 'ResourceNotFoundException')) throw error;
    await unlessThere(call('CreateLogGroup', { logGroupName }));
    await unlessThere(call('CreateLogStream', { logGroupName, logStreamName }));
    await put();
  }
}

/** That somebody else made it first is what we wanted. */
async function unlessThere(creation: Promise<object>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!hasCode(error, 'ResourceAlreadyExistsException')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof AwsError && error.code === code;
}
