import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { serviceItself } from '../iam/role-session.ts';
import { notificationMail } from './mail-text.ts';
import type { Subscription } from './state.ts';

/** One published message on its way. */
export interface Notification {
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject: string | undefined;
  readonly timestamp: number;
  readonly attributes: ReadonlyMap<string, unknown>;
  bodyFor(protocol: string): string;
}

/** What cannot be delivered is lost, as on AWS after its last attempt. */
export async function deliver(
  call: Call,
  subscription: Subscription,
  notification: Notification,
): Promise<void> {
  const { protocol } = subscription;
  const message = notification.bodyFor(protocol);
  if (protocol === 'email')
    return notificationMail(call.world, subscription, { subject: notification.subject, message });
  const wrapped = wrap(subscription, notification, message);
  if (protocol === 'email-json')
    return notificationMail(call.world, subscription, {
      subject: notification.subject,
      message: JSON.stringify(wrapped),
    });
  try {
    if (protocol === 'sqs') await toQueue(call, subscription, wrapped, message);
    if (protocol === 'lambda') await toFunction(call, subscription, wrapped);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function wrap(
  { arn, topicArn }: Subscription,
  { messageId, subject, timestamp, attributes }: Notification,
  Message: string,
): object {
  const host = `sns.${topicArn.split(':')[3]}.amazonaws.com`;
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message,
    Timestamp: new Date(timestamp).toISOString(),
    SignatureVersion: '1',
    Signature: 'not-signed-by-the-sandbox',
    UnsubscribeURL: `https://${host}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(attributes.size > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
  };
}

async function toQueue(
  { world, region }: Call,
  { endpoint, topicArn, attributes }: Subscription,
  wrapped: object,
  message: string,
): Promise<void> {
  const isRaw = attributes.get('RawMessageDelivery') === 'true';
  const [, , , , accountId, name] = endpoint.split(':');
  await world.call({
    caller: serviceItself(world, 'sns.amazonaws.com'),
    region: region.name,
    service: 'sqs',
    operation: 'SendMessage',
    input: {
      QueueUrl: `${world.endpoint}/${accountId}/${name}`,
      MessageBody: isRaw ? message : JSON.stringify(wrapped),
    },
    context: sourceOf(world.accountId, topicArn),
  });
}

async function toFunction(
  { world, region }: Call,
  { endpoint, topicArn, arn }: Subscription,
  Sns: object,
): Promise<void> {
  const event = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns };
  await world.call({
    caller: serviceItself(world, 'sns.amazonaws.com'),
    region: region.name,
    service: 'lambda',
    operation: 'Invoke',
    input: {
      FunctionName: endpoint,
      InvocationType: 'Event',
      Payload: JSON.stringify({ Records: [event] }),
    },
    context: sourceOf(world.accountId, topicArn),
  });
}

function sourceOf(accountId: string, arn: string): Record<string, string> {
  return { 'aws:SourceArn': arn, 'aws:SourceAccount': accountId };
}
