import { isEmail, isTopicArn, isWebhook } from '../alerts.ts';
import { usd } from '../messages/values.ts';
import { verifierPrice } from '../prices.ts';
import type { Prompts } from '../ui/prompts.ts';
import type { Session } from '../verbs/session.ts';
import { type AlertChannel, asSaid } from './questions.ts';

const checks: Readonly<Record<AlertChannel, (text: string) => boolean>> = {
  email: isEmail,
  webhook: isWebhook,
  topic: isTopicArn,
};

/** Whom to tell: asked once per Region. Where there is a verifier already, that decides. */
export async function askAlerts(session: Session, prompts: Prompts): Promise<string | 'back'> {
  const stack = await session.stack.read();
  if (typeof stack === 'object' && stack.ours) return asSaid;
  const { ui, questions } = session.messages;
  for (;;) {
    const channel = await prompts.choose({
      message: questions.alerts.ask({}),
      why: questions.alerts.why({ usdText: usd(verifierPrice.monthlyUsd) }),
      choices: [
        { value: 'email', label: ui['alerts-email']({}) },
        { value: 'webhook', label: ui['alerts-webhook']({}) },
        { value: 'topic', label: ui['alerts-topic']({}) },
        { value: 'none', label: ui['alerts-none']({}) },
      ],
      back: ui.back({}),
    });
    if (channel === 'back' || channel === 'none') return channel;
    const value = await enterAddress(channel as AlertChannel, session, prompts);
    if (value !== 'back') return `${channel}=${value}`;
  }
}

function enterAddress(
  channel: AlertChannel,
  { messages }: Session,
  prompts: Prompts,
): Promise<string | 'back'> {
  const { ui } = messages;
  return prompts.enter({
    message: ui[`enter-${channel}`]({}),
    why: ui.back({}),
    initial: '',
    back: true,
    ...(channel === 'webhook' ? { shorten: hostOf } : {}),
    check: (text) => (checks[channel](text.trim()) ? undefined : ui[`wrong-${channel}`]({})),
  });
}

/** Of a webhook the rest is a secret, and a screen is read by others. */
function hostOf(url: string): string {
  return `${new URL(url.trim()).host}/…`;
}
