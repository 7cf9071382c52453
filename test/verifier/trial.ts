import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Alert } from '../../lambda/contract.ts';
import type { InstanceFacts } from '../../lambda/judge/facts.ts';
import { ticksDue } from '../../lambda/judge/ticks.ts';
import { run, type Surroundings } from '../../lambda/run.ts';
import { createStore } from '../../lambda/state/store.ts';
import type { Message } from '../../lambda/tell/message.ts';
import { randomFrom } from '../support/random.ts';
import { data, healthy, instance, place, recordItem } from '../unit/sample-watch.ts';

export const period = 5 * 60_000;
export const start = Date.parse('2026-03-24T12:03:00Z');

/** One message that came out, and whether its run could know that it had. */
export interface Delivery {
  readonly alert: Alert;
  /** Something failed in the publishing run: at the publish or behind it. */
  disturbed: boolean;
  /** The run slept in the middle of the publish itself. */
  readonly late: boolean;
}

export interface Trial {
  readonly delivered: readonly Delivery[];
  /** Instance id to the ticks at which it sends. */
  readonly sends: ReadonlyMap<string, readonly boolean[]>;
  readonly faults: Readonly<Record<string, number>>;
}

export interface Weather {
  readonly instances: number;
  /** In bad weather; as many again as it takes to finish follow in good. */
  readonly ticks: number;
}

/** What can go wrong in one run, call by call. */
function troubles(random: () => number, count: (what: string) => void, calm: boolean) {
  const own: Delivery[] = [];
  const pausedAt = !calm && random() < 0.15 ? Math.floor(random() * 12) : -1;
  let [calls, dead] = [0, false];
  let [fellAsleep, wake] = [() => {}, () => {}];
  const sleeping = new Promise<void>((resolve) => {
    fellAsleep = resolve;
  });
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const note = (what: string) => {
    count(what);
    for (const one of own) one.disturbed = true;
  };
  const step = (place: string, [crash, fail]: readonly [number, number]) => {
    if (!dead && !calm && crash < 0.015) {
      dead = true;
      note(`crash ${place}`);
    }
    if (dead) throw new Error('the process is gone');
    if (calm || fail >= 0.03) return;
    note(`failed ${place}`);
    throw new Error(`failed ${place}`);
  };
  return {
    /** What this run has published. */
    own,
    /** Resolves when the run sleeps in the middle of a call. */
    sleeping,
    wake: () => wake(),
    around: async <T>(call: (slept: boolean) => Promise<T>): Promise<T> => {
      const [before, after] = [
        [random(), random()],
        [random(), random()],
      ] as const;
      const sleeps = calls++ === pausedAt;
      if (sleeps) {
        note('paused');
        fellAsleep();
        await woken;
      }
      step('before', before);
      const result = await call(sleeps);
      step('after', after);
      return result;
    },
  };
}

type Troubles = ReturnType<typeof troubles>;

/** A fleet, a verifier and a network on which everything goes wrong now and then. */
export async function runTrial(
  seed: number,
  { instances, ticks }: Weather,
  lend: (around: Troubles['around']) => { client: DynamoDBClient; giveBack(): void },
  TableName: string,
): Promise<Trial> {
  const random = randomFrom(seed);
  const faults: Record<string, number> = {};
  const count = (what: string) => {
    faults[what] = (faults[what] ?? 0) + 1;
  };
  const delivered: Delivery[] = [];
  const ids = Array.from(
    { length: instances },
    (_, index) => `i-${String(index).padStart(8, '0')}`,
  );
  const sends = new Map(ids.map((id) => [id, scriptOf(random, ticks)]));
  let now = start;
  let runs = 0;
  const begin = (tick: number, calm: boolean) => {
    const trouble = troubles(randomFrom(seed * 1_000 + runs), count, calm);
    const publish = (message: Message): Promise<string> =>
      trouble.around(async (late) => {
        const content = message.data as Alert | { readonly alerts: readonly Alert[] };
        for (const alert of 'alerts' in content ? content.alerts : [content]) {
          const one = { alert, disturbed: false, late };
          trouble.own.push(one);
          delivered.push(one);
        }
        return 'id';
      });
    const { client, giveBack } = lend(trouble.around);
    const surroundings: Surroundings = {
      store: createStore(client, TableName),
      channels: [{ name: 'sns', send: publish }],
      voice: { language: 'en', timeZone: 'UTC' },
      runId: `run-${seed}-${runs++}`,
      place,
      everyMs: period,
      now: () => now,
      log: () => {},
      look: async ({ at }) => ({
        instances: ids.map((id) => factsOf(id, sends.get(id) ?? [], at)),
        uncovered: 0,
        blind: [],
        errors: [],
      }),
      report: () => trouble.around(async () => {}),
    };
    const done = run(new Date(start + tick * period).toISOString(), surroundings).then(
      giveBack,
      giveBack,
    );
    return { trouble, done };
  };

  let sleepers: { trouble: Troubles; done: Promise<void> }[] = [];
  const last = ticks + 6;
  for (let tick = 0; tick < last; tick++) {
    now = start + tick * period;
    const calm = tick >= ticks;
    const copies = !calm && random() < 0.2 ? 2 : 1;
    const begun = Array.from({ length: copies }, () => begin(tick, calm));
    await Promise.all(begun.map(({ trouble, done }) => Promise.race([done, trouble.sleeping])));
    // Who slept through this run wakes up behind it.
    for (const { trouble } of sleepers) trouble.wake();
    await Promise.all(sleepers.map(({ done }) => done));
    sleepers = begun;
  }
  for (const { trouble } of sleepers) trouble.wake();
  await Promise.all(sleepers.map(({ done }) => done));
  return { delivered, sends, faults };
}

/** Turns of silence and of sending; the last one goes on to the end. */
function scriptOf(random: () => number, ticks: number): boolean[] {
  const sends: boolean[] = [];
  let up = true;
  while (sends.length < ticks) {
    const length = 4 + Math.floor(random() * 8);
    sends.push(...Array.from({ length }, () => up));
    up = !up;
  }
  return sends.slice(0, ticks);
}

function factsOf(id: string, sends: readonly boolean[], at: number): InstanceFacts {
  const due = ticksDue(at, 300, 'metrics');
  const ticks = due.map((tick) => {
    const index = Math.round((tick + 3 * 60_000 - start) / period);
    return (index < 0 ? true : (sends[index] ?? sends.at(-1))) ? ('ok' as const) : 'missing';
  });
  const metrics = [{ metric: 'MemoryUtilization', ticks }];
  const early = start - 24 * 60 * 60_000;
  return {
    ...healthy,
    id,
    at,
    record: { ...recordItem, sk: id, verifiedAt: early, phaseSince: early },
    instance: {
      ...instance,
      id,
      launchedAt: early,
      pointer: instance.pointer?.replace(instance.id, id),
    },
    data: data({ metrics, metricTicks: due, logs: 'not-shipped' }),
  };
}
