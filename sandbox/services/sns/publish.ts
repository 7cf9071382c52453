import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { deliver, type Notification } from './deliver.ts';
import { invalid, mapOf, required } from './parameters.ts';
import { listedSubscriptions, topicOrThrow } from './state.ts';

const largestBytes = 256 * 1024;

export const publish: Operation = async (input, call) => {
  const arn = text(input, 'TopicArn') ?? text(input, 'TargetArn');
  if (arn === undefined)
    throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = topicOrThrow(call.region.sns, arn);
  const notification = readNotification(input, topic.arn, call);
  for (const subscription of listedSubscriptions(call.region.sns, call.now)) {
    const isMeant = subscription.topicArn === topic.arn && subscription.confirmation !== 'pending';
    if (isMeant) await deliver(call, subscription, notification);
  }
  return { MessageId: notification.messageId };
};

function readNotification(input: Input, topicArn: string, { world, now }: Call): Notification {
  const message = required(input, 'Message');
  const subject = text(input, 'Subject');
  checkSubject(subject);
  const attributes = mapOf(input, 'MessageAttributes');
  const size = Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify([...attributes]));
  if (size - 2 > largestBytes) throw invalid('Message too long');
  const bodies = bodiesOf(message, text(input, 'MessageStructure'));
  return {
    topicArn,
    messageId: world.ids.uuid(),
    subject,
    timestamp: now,
    attributes,
    bodyFor: (protocol) => bodies[protocol] ?? bodies.default ?? '',
  };
}

/** ASCII as the older texts have it: what both the older and the newer accept. */
function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  if (subject === '') throw invalid('Subject');
  if (subject.length > 100) throw invalid('Subject');
  if (/[^\x20-\x7e]/.test(subject)) throw invalid('Subject');
}

/** With `MessageStructure=json` the message holds one text per protocol, and one for the others. */
function bodiesOf(message: string, structure: string | undefined): Record<string, string> {
  if (structure === undefined || structure === '') return { default: message };
  if (structure !== 'json') throw invalid('MessageStructure');
  const bodies = parseOrThrow(message);
  if (typeof bodies.default !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(
    Object.entries(bodies).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function parseOrThrow(message: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  throw new AwsError(
    'InvalidParameter',
    'Invalid parameter: Message Structure - JSON message body failed to parse',
  );
}
