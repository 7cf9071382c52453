import type { StackParameters } from '../lambda/contract.ts';

/** Who is to be told when data stops: a wish about the Region's verifier, not about one instance. */
export interface AlertWishes {
  readonly emails: readonly string[];
  /** Posted to as well; a secret. `undefined`: as it is; empty: none any more. */
  readonly webhook: string | undefined;
  /** ARN of a topic that is there already. `undefined`: as it is; empty: the stack's own. */
  readonly topic: string | undefined;
  /** `--no-alerts`. */
  readonly declined: boolean;
}

/** Whether the command line names somebody. */
export function namesSomebody({ emails, webhook, topic }: AlertWishes): boolean {
  return emails.length > 0 || Boolean(webhook) || Boolean(topic);
}

/** Something before and behind one `@`, in ASCII: SNS takes no other. */
export function isEmail(text: string): boolean {
  return /^[!-?A-~]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(text) && text.length <= 254;
}

/** Over TLS; without it only to this machine itself. No user and password: fetch refuses them. */
export function isWebhook(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password) return false;
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
}

export function isTopicArn(text: string): boolean {
  return /^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(text);
}

/** The token in the link of SNS's confirmation mail; `undefined` when there is none. */
export function tokenOf(link: string): string | undefined {
  const token = /[?&]Token=([\w-]{20,1024})(?:[&#\s]|$)/.exec(link.trim())?.[1];
  return /^https?:\/\//.test(link.trim()) ? token : undefined;
}

/** What a deployment brings along, beside the wishes. */
export interface Deployment {
  /** Of this program. */
  readonly version: string;
  /** The rendered template. */
  readonly template: () => string;
  readonly language: StackParameters['Language'];
  /** IANA name, of the machine that deploys. */
  readonly timeZone: string;
}

/** Negative when `a` is older than `b`; what is no version is older than any. */
export function compareVersions(a: string, b: string): number {
  const parts = (text: string) =>
    /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number) ?? [-1, -1, -1];
  const [left, right] = [parts(a), parts(b)];
  for (const i of [0, 1, 2] as const) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

// A mailbox of a function, not of a person, is read by whoever is on duty.
const shared =
  /^(admins?|alarms?|alerts?|cloud|devops|infra|it|monitoring|noc|on-?call|operations|ops|platform|sre|support|sysadmin|team)\b/i;

/** One person's: while that one sleeps or is away nobody is told. */
export function isPersonalMailbox(address: string): boolean {
  return !shared.test(address);
}
