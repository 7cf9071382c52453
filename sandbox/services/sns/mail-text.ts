import type { World } from '../../world.ts';
import type { Subscription } from './state.ts';

/** A mail that AWS would have sent. There is no mail server: this is where it ends. */
export interface Mail {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

const from = 'AWS Notifications <no-reply@sns.amazonaws.com>';

/** More than any test sends; the oldest go first. */
const mostMails = 5_000;

/** The link is AWS's; on the sandbox's own port the same path and query do the same. */
export function confirmationMail(
  world: World,
  { endpoint, topicArn, token, protocol }: Subscription,
): void {
  if (!protocol.startsWith('email')) return;
  const link = `https://${host(topicArn)}/confirmation.html?TopicArn=${topicArn}&Token=${token}&Endpoint=${endpoint}`;
  deliver(world, endpoint, 'AWS Notification - Subscription Confirmation', [
    'You have chosen to subscribe to the topic:',
    topicArn,
    '',
    'To confirm this subscription, click or visit the link below (If this was in error no action is necessary):',
    link,
    '',
    'Please do not reply directly to this email.',
  ]);
}

export function notificationMail(
  world: World,
  { endpoint, arn, topicArn }: Subscription,
  { subject, message }: { readonly subject: string | undefined; readonly message: string },
): void {
  deliver(world, endpoint, subject ?? 'AWS Notification Message', [
    message,
    '',
    '--',
    'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
    `https://${host(topicArn)}/unsubscribe.html?SubscriptionArn=${arn}&Endpoint=${endpoint}`,
    '',
    'Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support',
  ]);
}

function deliver(world: World, to: string, subject: string, lines: readonly string[]): void {
  const { mailbox, clock } = world;
  mailbox.push({ at: clock.now(), from, to, subject, body: lines.join('\n') });
  if (mailbox.length > mostMails) mailbox.splice(0, mailbox.length - mostMails);
}

function host(topicArn: string): string {
  return `sns.${topicArn.split(':')[3]}.amazonaws.com`;
}
