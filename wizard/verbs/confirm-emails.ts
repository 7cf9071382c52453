import { ConfirmSubscriptionCommand } from '@aws-sdk/client-sns';
import { tokenOf } from '../alerts.ts';
import type { Run } from '../engine/run.ts';
import { problem, WizardError } from '../errors.ts';
import { isInService } from '../look/stack.ts';
import { listSubscriptions, subscriptionOf } from '../look/subscriptions.ts';
import { formatProblem } from '../ui/format-problem.ts';
import { signsFor } from '../ui/paint.ts';
import type { TextQuestion } from '../ui/prompts.ts';
import { cutToWidth } from '../ui/width.ts';
import { writeLine } from '../ui/write-line.ts';
import type { Session } from './session.ts';

/**
 * Confirms the addresses that were named and have not confirmed yet, by the links of their mails:
 * given as a flag, or asked for. A link confirmed here can be cancelled with credentials only; one
 * that is clicked in the mail, by everybody who gets to read one.
 */
export async function confirmEmails(
  session: Session,
  { stack, aws, alerts }: Pick<Run, 'stack' | 'aws' | 'alerts'>,
): Promise<void> {
  const seen = await stack.read();
  if (alerts.emails.length === 0 || !isInService(seen)) return;
  const topicArn = seen.outputs.TopicArn;
  const { confirmLink } = session.flags;
  if (confirmLink !== undefined) await confirm(session, topicArn, confirmLink);
  const subscriptions = await listSubscriptions(aws, topicArn);
  const { mailboxUrl, messages, terminal } = session;
  if (mailboxUrl) writeLine(terminal, 'err', messages.ui['mailbox-at']({ url: mailboxUrl }));
  for (const email of alerts.emails)
    if (!subscriptionOf(subscriptions, email)?.arn) await askForLink(session, topicArn, email);
}

/** Until a link is right, or Enter alone leaves it: then a click in the mail is waited for. */
async function askForLink(session: Session, topicArn: string, email: string): Promise<void> {
  const { prompts, messages, terminal } = session;
  if (!prompts) return;
  for (;;) {
    const link = (await prompts.enter(linkQuestion(session, email))).trim();
    if (link === '' || (await isConfirmed(session, topicArn, link))) return;
    const lines = formatProblem({ id: 'link-wrong', values: {} }, messages, signsFor(terminal));
    for (const line of lines) writeLine(terminal, 'err', line);
  }
}

function linkQuestion({ messages: { ui } }: Session, email: string): TextQuestion {
  return {
    message: ui['paste-link']({ email }),
    why: ui['paste-link-why']({ email }),
    initial: '',
    check: (text) => (text.trim() === '' || tokenOf(text) ? undefined : ui['paste-link-wrong']({})),
    back: false,
    // Whoever has it can confirm, and it is five lines long.
    shorten: (text) => cutToWidth(text.replace(/^https?:\/\//, ''), 20),
  };
}

async function isConfirmed(session: Session, topicArn: string, link: string): Promise<boolean> {
  try {
    await confirm(session, topicArn, link);
    return true;
  } catch (error) {
    if (error instanceof WizardError) return false;
    throw error;
  }
}

async function confirm({ aws }: Session, TopicArn: string, link: string): Promise<void> {
  const Token = tokenOf(link);
  try {
    await aws.sns.send(
      new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }),
    );
  } catch (error) {
    throw isWrongLink(error) ? problem('link-wrong', {}, { cause: error }) : error;
  }
}

/** Of another topic, mistyped, or older than three days. */
function isWrongLink(error: unknown): boolean {
  return /^(InvalidParameter|NotFound|ResourceNotFound)/.test((error as Error).name);
}
