import type { RunSummary, VerifierAnswer } from './contract.ts';
import type { Place } from './judge/command.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { transition } from './judge/transition.ts';
import type { LookWish, Seen } from './look/look.ts';
import { type AbnormalItem, isOver } from './state/abnormal.ts';
import type { Store } from './state/store.ts';
import { summarise } from './summary.ts';
import { type Delivery, deliver, said } from './tell/deliver.ts';

/** What a run has to do with. */
export interface Surroundings extends Delivery {
  readonly store: Store;
  readonly place: Place;
  /** Milliseconds between two runs. */
  readonly everyMs: number;
  look(wish: LookWish): Promise<Seen>;
  /** Puts the verifier's own metrics, stamped with the run's time. */
  report(at: number, values: OwnMetrics): Promise<void>;
}

export interface OwnMetrics {
  readonly unknown: boolean;
  /** Seconds. */
  readonly outboxAge: number;
}

/** An event that is older than this is of another time; only what waits is sent. */
const staleMs = 15 * 60_000;

const minute = 60_000;

/** The schedule's clock and ours differ by less. */
const aheadMs = 2 * minute;

/** One run: take the lease, look, judge, remember, tell, and say that it was done. */
export async function run(scheduledTime: string, with_: Surroundings): Promise<VerifierAnswer> {
  const at = Math.floor(Date.parse(scheduledTime) / minute) * minute;
  if (Number.isNaN(at)) throw new Error(`No time of a schedule: ${scheduledTime}`);
  const { store, runId } = with_;
  if (at > with_.now() + aheadMs) {
    // To be the last finished tick, it would keep out every run before it.
    with_.log('ahead', { at });
    return { outcome: 'skipped', sent: [] };
  }
  const lease = await store.takeLease(runId, at, with_.now());
  if (!lease) return { outcome: 'skipped', sent: [] };
  const stale = Math.abs(with_.now() - at) > staleMs;
  const known = await store.abnormal();
  const { items, summary } = stale
    ? { items: readable(known), summary: lease.last ?? nothingSeen(at) }
    : await watch(at, known, lease.last?.logsAfter, with_);
  const { sent, oldest } = await deliver(items, with_);
  const outboxAge = oldest === undefined ? 0 : Math.max(0, (with_.now() - oldest) / 1000);
  const own = { unknown: stale || summary.blind.length > 0, outboxAge };
  await with_
    .report(at, own)
    .catch((error) => with_.log('failed', { what: 'report', error: said(error) }));
  with_.log('run', { at, summary, outboxAge });
  await store.finish(runId, at, summary);
  return { outcome: 'done', sent };
}

type Known = ReadonlyMap<string, AbnormalItem | 'unreadable'>;

function readable(known: Known): AbnormalItem[] {
  return [...known.values()].filter((item) => item !== 'unreadable');
}

function nothingSeen(at: number): RunSummary {
  return summarise(at, [], new Set(), { uncovered: 0, blind: [] });
}

/** Looks, judges and remembers. Nothing is told yet. */
async function watch(
  at: number,
  known: Known,
  logsAfter: string | undefined,
  with_: Surroundings,
): Promise<{ items: AbnormalItem[]; summary: RunSummary }> {
  const records = await with_.store.records();
  const seen = await with_.look({
    at,
    records,
    also: [...known.keys()],
    canarySince: at - with_.everyMs - 2 * minute,
    logsAfter,
  });
  for (const error of seen.errors) with_.log('blind', { error });
  const judgements = seen.instances.map(judge);
  const changed = await Promise.all(
    judgements.map((one) => remember(one, known.get(one.id), at, with_)),
  );
  const unreadable = [...known.values(), ...records.values()].includes('unreadable');
  const blind = [...seen.blind, ...(unreadable ? ['version'] : [])];
  return {
    items: changed.filter((item) => item !== undefined),
    summary: summarise(at, judgements, new Set(records.keys()), { ...seen, blind }),
  };
}

/** @returns the item as it is now, if there is one and nobody else has just changed it */
async function remember(
  judgement: Judgement,
  item: AbnormalItem | 'unreadable' | undefined,
  at: number,
  with_: Surroundings,
): Promise<AbnormalItem | undefined> {
  if (item === 'unreadable') return undefined;
  const step = transition(item?.memory, judgement, at, with_.place);
  try {
    if (!step) return await keep(item, at, with_.store);
    const { memory, messages } = step;
    const waiting = messages.map((alert) => ({ alert, done: {} }));
    const { v, outbox, ...rest } = item ?? { sk: judgement.id, v: 0, outbox: [] };
    const next = { ...rest, v, memory, outbox: [...outbox, ...waiting] };
    return await with_.store.put(next, `${with_.runId}#${judgement.id}#${v}`);
  } catch (error) {
    with_.log('failed', { what: 'remember', instance: judgement.id, error: said(error) });
    return undefined;
  }
}

async function keep(
  item: AbnormalItem | undefined,
  at: number,
  store: Store,
): Promise<AbnormalItem | undefined> {
  if (!item || !isOver(item, at)) return item;
  await store.forget(item);
  return undefined;
}
