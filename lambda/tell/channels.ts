import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from './message.ts';
import { webhookBody } from './webhook-body.ts';

/** A way to people. */
export interface Channel {
  readonly name: 'sns' | 'webhook';
  /**
   * Milliseconds after which a message that fails once more is given up; each run tries it until
   * then. Left out: never, because nothing else would tell.
   */
  readonly patienceMs?: number;
  /** @returns what it was taken as: a message id, or an HTTP status */
  send(message: Message): Promise<string>;
}

export function snsChannel(sns: SNSClient, TopicArn: string): Channel {
  return {
    name: 'sns',
    send: async (message) => {
      const Message = JSON.stringify(snsBodies(message));
      const { subject: Subject } = message;
      const command = new PublishCommand({
        TopicArn,
        Subject,
        Message,
        MessageStructure: 'json',
      });
      return (await sns.send(command)).MessageId ?? '';
    },
  };
}

/** Mail gets sentences, programs JSON; `https` is what Amazon Q Developer in chat shows. */
function snsBodies(message: Message): Record<string, string> {
  const { id, thread, subject, text, data } = message;
  const forPrograms = JSON.stringify({ ...data, dedup_key: thread, text });
  return {
    default: text,
    email: text,
    sqs: forPrograms,
    lambda: forPrograms,
    https: JSON.stringify({
      version: '1.0',
      source: 'custom',
      id,
      content: { textType: 'client-markdown', title: subject, description: text },
      metadata: { threadId: thread, summary: subject },
    }),
  };
}

/** Posts JSON, follows no redirect, and gives the status. @throws when there is no answer */
export type Post = (url: string, body: string) => Promise<number>;

/** The address is a secret, and errors of fetch hold it: of those only the name is passed on. */
export function webhookChannel(url: string, post: Post): Channel {
  return {
    name: 'webhook',
    // It may be the only way to somebody: a topic takes messages that nobody has subscribed to.
    patienceMs: 24 * 60 * 60_000,
    send: async (message) => {
      if (!isWebhookUrl(url)) throw new Error('its webhook is no https URL without a password');
      const status = await post(url, webhookBody(url, message)).catch((error: Error) => {
        throw new Error(`no answer of its webhook: ${error.name}`);
      });
      if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
      return String(status);
    },
  };
}

/** https; plain http only to this machine itself. No user and password: fetch refuses them. */
export function isWebhookUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password) return false;
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}
