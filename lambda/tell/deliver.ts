import type { Alert } from '../contract.ts';
import type { AbnormalItem, Waiting } from '../state/abnormal.ts';
import type { Store } from '../state/store.ts';
import type { Channel } from './channels.ts';
import { type Message, messageOf, type Voice } from './message.ts';

export interface Delivery {
  readonly store: Store;
  readonly channels: readonly Channel[];
  readonly voice: Voice;
  /** Of this run alone. */
  readonly runId: string;
  /** Epoch milliseconds. */
  now(): number;
  log(what: string, detail: object): void;
}

export interface Delivered {
  /** What the channels answered. */
  readonly sent: readonly string[];
  /** Epoch milliseconds of the oldest message that still waits. */
  readonly oldest: number | undefined;
}

/** Longer than a run can last: who wakes up later than this does not publish any more. */
const claimMs = 90_000;
const claimMarginMs = 15_000;

/** As many that say the same are one message. */
const groupFrom = 5;

/** After so many failures in a row a channel is left alone until the next run. */
const mostFailures = 3;

/**
 * Claims, publishes, clears: in this order nothing is lost, and what is sent twice was sent by a
 * run that could not know that it had been.
 */
export async function deliver(
  items: readonly AbnormalItem[],
  delivery: Delivery,
): Promise<Delivered> {
  const waiting = items.filter(({ outbox }) => outbox.length > 0);
  const claimed = (await Promise.all(waiting.map((item) => claim(item, delivery)))).filter(
    (item) => item !== undefined,
  );
  const sent = (
    await Promise.all(delivery.channels.map((channel) => tellAll(channel, claimed, delivery)))
  ).flat();
  const cleared = await Promise.all(claimed.map((one) => clear(one, delivery)));
  const left = [
    ...cleared,
    ...waiting.filter(({ sk }) => !claimed.some(({ item }) => item.sk === sk)).map(outboxOf),
  ].flat();
  const ages = left.map(({ alert }) => alert.at);
  return { sent, oldest: ages.length > 0 ? Math.min(...ages) : undefined };
}

function outboxOf({ outbox }: AbnormalItem): readonly Waiting[] {
  return outbox;
}

/** An item that is ours to tell of, for a while. */
interface Claimed {
  readonly item: AbnormalItem;
  readonly until: number;
  /** What the channels answered so far, entry by entry. */
  readonly outbox: { alert: Alert; done: Record<string, string> }[];
}

async function claim(item: AbnormalItem, delivery: Delivery): Promise<Claimed | undefined> {
  const now = delivery.now();
  if (item.claim && item.claim.until > now) return undefined;
  const until = now + claimMs;
  const next = { ...item, claim: { by: delivery.runId, until } };
  const ours = await attempt(delivery, 'claim', () =>
    delivery.store.put(next, `${delivery.runId}#${item.sk}#${item.v}`),
  );
  if (!ours) return undefined;
  const outbox = ours.outbox.map(({ alert, done }) => ({ alert, done: { ...done } }));
  return { item: ours, until, outbox };
}

/** Takes out what every channel has, and lets go. @returns what still waits */
async function clear({ item, outbox }: Claimed, delivery: Delivery): Promise<readonly Waiting[]> {
  const left = outbox.filter(({ done }) => !delivery.channels.every(({ name }) => name in done));
  const { claim: _, ...rest } = item;
  await attempt(delivery, 'clear', () =>
    delivery.store.put({ ...rest, outbox: left }, `${delivery.runId}#${item.sk}#${item.v}`),
  );
  return left;
}

/** One channel's share: each instance's messages in their order, whatever the other channels do. */
async function tellAll(
  channel: Channel,
  claimed: readonly Claimed[],
  delivery: Delivery,
): Promise<string[]> {
  const turn = { channel, delivery, blocked: new Set<string>(), failures: 0, sent: [] as string[] };
  const longest = Math.max(0, ...claimed.map(({ outbox }) => outbox.length));
  for (let index = 0; index < longest; index++) {
    const due = claimed.filter(({ item, outbox }) => {
      const entry = outbox[index];
      return entry && !(channel.name in entry.done) && !turn.blocked.has(item.sk);
    });
    for (const group of grouped(due, index)) await tell(group, index, turn);
  }
  return turn.sent;
}

interface Turn {
  readonly channel: Channel;
  readonly delivery: Delivery;
  /** Instances of which this channel has failed to tell something. */
  readonly blocked: Set<string>;
  failures: number;
  readonly sent: string[];
}

/** Many of one kind and cause together, the others one by one. */
function grouped(due: readonly Claimed[], index: number): Claimed[][] {
  const same = new Map<string, Claimed[]>();
  for (const one of [...due].sort((a, b) => (a.item.sk < b.item.sk ? -1 : 1))) {
    const { kind, cause, closedBy } = one.outbox[index]?.alert ?? {};
    const key = `${kind} ${cause} ${closedBy}`;
    same.set(key, [...(same.get(key) ?? []), one]);
  }
  return [...same.values()].flatMap((group) =>
    group.length >= groupFrom ? [group] : group.map((one) => [one]),
  );
}

async function tell(group: readonly Claimed[], index: number, turn: Turn): Promise<void> {
  const entries = group.flatMap(({ outbox }) => outbox[index] ?? []);
  const [first, ...others] = entries.map(({ alert }) => alert);
  if (!first) return;
  const message = messageOf([first, ...others], turn.delivery.voice);
  const until = Math.min(...group.map((one) => one.until)) - claimMarginMs;
  if (turn.delivery.now() > until || turn.failures >= mostFailures) {
    for (const { item } of group) turn.blocked.add(item.sk);
    return;
  }
  const answer = await publish(message, turn);
  for (const [at, entry] of entries.entries()) {
    const mark = answer ?? givenUp(entry, message, turn);
    if (mark !== undefined) entry.done[turn.channel.name] = mark;
    else turn.blocked.add(group[at]?.item.sk ?? '');
  }
}

/** `undefined`: not published, as far as is known. */
async function publish(message: Message, turn: Turn): Promise<string | undefined> {
  const { channel, delivery } = turn;
  const about = { channel: channel.name, message: message.id };
  try {
    const answer = await channel.send(message);
    turn.failures = 0;
    turn.sent.push(answer);
    delivery.log('sent', { ...about, answer });
    return answer;
  } catch (error) {
    turn.failures++;
    delivery.log('not-sent', { ...about, error: said(error) });
    return undefined;
  }
}

/** The mark of a message that is given up; `undefined`: the next run tries it again. */
function givenUp(
  { alert }: Claimed['outbox'][number],
  message: Message,
  { channel, delivery }: Turn,
): string | undefined {
  const { name, patienceMs = Number.POSITIVE_INFINITY } = channel;
  if (delivery.now() - alert.at < patienceMs) return undefined;
  delivery.log('given-up', { channel: name, message: message.id });
  return 'given-up';
}

/** What fails here is tried by the next run: the item is as it was, or its write has come through. */
async function attempt<T>(
  delivery: Delivery,
  what: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    delivery.log('failed', { what, error: said(error) });
    return undefined;
  }
}

export function said(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
