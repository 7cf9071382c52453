import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordItem } from '../contract.ts';
import type { DataFacts, InstanceFacts, InstanceSeen, RoleFacts } from '../judge/facts.ts';
import { claimsRecord } from '../judge/judge.ts';
import { graceMs, ticksDue } from '../judge/ticks.ts';
import type { LookClients } from './clients.ts';
import { readInventory } from './inventory.ts';
import { heartbeatLog, isNoLog, readLogCanary, readLogTicks } from './logs.ts';
import { type MetricsSeen, readCanary, readSentinels } from './metrics.ts';
import { inTurn, type Pace, paced } from './pace.ts';
import { readRole } from './role.ts';

export interface LookWish {
  /** Epoch milliseconds for which it is judged. */
  readonly at: number;
  /** By instance id. */
  readonly records: ReadonlyMap<string, RecordItem | 'unreadable'>;
  /** Of the verifier's own datum and log line: how old they may be. `undefined`: not asked for. */
  readonly canarySince: number | undefined;
  /** Ids of instances to look at even if they have neither record nor tag. */
  readonly also?: readonly string[];
  /** Left out: all. */
  readonly only?: ReadonlySet<string>;
  /** Real milliseconds: what was not seen by then is blind. Left out: as long as it takes. */
  readonly budgetMs?: number;
  /** The `logsAfter` of the look before. */
  readonly logsAfter?: string | undefined;
}

export interface Seen {
  readonly instances: readonly InstanceFacts[];
  readonly uncovered: number;
  /** What could not be looked at. */
  readonly blind: readonly string[];
  /** Why, in the words of AWS: for the log. */
  readonly errors: readonly string[];
  /** Where there were more logs than time: the last instance whose log was read. */
  readonly logsAfter?: string;
}

// AWS's quotas: GetMetricStatistics 400 a second, GetLogEvents 10 in some Regions, for everybody.
const metricsPace: Pace = { perSecond: 100, atOnce: 10, budgetMs: 12_000 };
const logsPace: Pace = { perSecond: 5, atOnce: 5, budgetMs: 20_000 };

/** What has begun by then can end. */
const lastCallMs = 5_000;

/** One look at everything that has to do with instances that are watched. Nothing is changed. */
export async function look(clients: LookClients, wish: LookWish): Promise<Seen> {
  const trouble = troubles(wish.budgetMs);
  const canaryFrom = wish.canarySince;
  const [inventory, role, canary] = await Promise.all([
    trouble.watch('inventory', () => readInventory(clients.ec2)),
    trouble.watch('role', () => readRole(clients.iam)),
    canaryFrom === undefined
      ? true
      : trouble.watch('canary', () => readCanary(clients.cloudwatch, canaryFrom, wish.at)),
  ]);
  if (canary !== true) trouble.say('canary');
  const toRead = inventory ? worthReading(inventory, wish) : [];
  const metrics = await readAll(toRead, metricsPace, trouble, 'metrics', (record) =>
    readSentinels(clients.cloudwatch, record, ticksDue(wish.at, record.spec.period, 'metrics')),
  );
  const withLogs = toRead.filter(heartbeatLog);
  const logCanary =
    withLogs.length === 0 || canaryFrom === undefined
      ? true
      : await trouble.watch('log-canary', () => readLogCanary(clients.logs, canaryFrom));
  if (logCanary !== true) trouble.say('log-canary');
  const { logs, logsAfter } = await readLogs(clients, withLogs, wish, trouble);
  const data = new Map(
    toRead.map((record) => [
      record.sk,
      dataOf(record, wish.at, {
        metrics: metrics.get(record.sk),
        logs: logs.get(record.sk) ?? 'not-shipped',
        canaryLate: canary !== true,
        logCanaryLate: logCanary !== true,
      }),
    ]),
  );
  return {
    instances: factsOf(wish, inventory, role, data),
    uncovered: countUncovered(wish, inventory),
    blind: trouble.blind(),
    errors: trouble.errors(),
    ...(logsAfter === undefined ? {} : { logsAfter }),
  };
}

/** Running, past its first minutes, and with a record that is understood. */
function worthReading(
  inventory: ReadonlyMap<string, InstanceSeen>,
  { records, at, only }: LookWish,
): RecordItem[] {
  const all = [...records.values()];
  // Where there are too many for one run, each run begins elsewhere.
  const first = all.length === 0 ? 0 : Math.floor(at / 60_000) % all.length;
  return [...all.slice(first), ...all.slice(0, first)].filter((record): record is RecordItem => {
    if (record === 'unreadable' || (only && !only.has(record.sk))) return false;
    const instance = inventory.get(record.sk);
    return instance?.state === 'running' && instance.launchedAt + graceMs <= at;
  });
}

/** By instance id; what failed, or was not reached, is left out. */
async function readAll<R>(
  records: readonly RecordItem[],
  pace: Pace,
  trouble: Troubles,
  what: string,
  read: (record: RecordItem) => Promise<R>,
): Promise<Map<string, R>> {
  const results = await paced(records, trouble.within(pace), (record) =>
    trouble.watch(what, () => read(record)),
  );
  const found = new Map<string, R>();
  records.forEach((record, index) => {
    const one = results[index];
    if (one === undefined) trouble.say(what);
    else found.set(record.sk, one);
  });
  return found;
}

/**
 * By instance id. Where there are more than AWS lets us read in one run, the next one goes on
 * behind the last: that it was not an instance's turn is no blindness, unless it was nobody's.
 */
async function readLogs(
  clients: LookClients,
  records: readonly RecordItem[],
  { at, logsAfter }: LookWish,
  trouble: Troubles,
): Promise<{ logs: Map<string, DataFacts['logs']>; logsAfter?: string }> {
  const turn = inTurn(records, logsAfter);
  const read = await paced(
    turn,
    trouble.within(logsPace),
    async (record) =>
      (await trouble.watch('logs', () => readLogTicksOrNone(clients, record, at))) ?? 'unknown',
  );
  const last = read.findLastIndex((one) => one !== undefined);
  const isNobody = last === -1 && turn.length > 0;
  if (isNobody || read.some((one) => one?.includes('unknown'))) trouble.say('logs');
  return {
    logs: new Map(turn.map(({ sk }, index) => [sk, read[index] ?? 'not-now'])),
    ...(last < turn.length - 1 ? { logsAfter: turn[last]?.sk ?? logsAfter ?? '' } : {}),
  };
}

async function readLogTicksOrNone(clients: LookClients, record: RecordItem, at: number) {
  const ticks = ticksDue(at, record.spec.period, 'logs');
  const log = heartbeatLog(record);
  if (!log) return 'not-shipped';
  try {
    return await readLogTicks(clients.logs, record, log, ticks);
  } catch (error) {
    if (isNoLog(error)) return ticks.map(() => 'missing' as const);
    throw error;
  }
}

function dataOf(
  { spec }: RecordItem,
  at: number,
  seen: Pick<DataFacts, 'logs' | 'canaryLate' | 'logCanaryLate'> & {
    readonly metrics: MetricsSeen | undefined;
  },
): DataFacts {
  const { metrics, ...rest } = seen;
  return {
    ...rest,
    metrics: metrics?.sentinels ?? 'unknown',
    metricTicks: ticksDue(at, spec.period, 'metrics'),
    logTicks: ticksDue(at, spec.period, 'logs'),
    ...(metrics?.firstSeen === undefined ? {} : { firstSeen: metrics.firstSeen }),
  };
}

/** Whatever has a record, or says by its tag that it had one. */
function factsOf(
  { at, records, only, also = [] }: LookWish,
  inventory: ReadonlyMap<string, InstanceSeen> | undefined,
  role: RoleFacts | undefined,
  data: ReadonlyMap<string, DataFacts>,
): InstanceFacts[] {
  const tagged = [...(inventory?.values() ?? [])].filter(claimsRecord).map(({ id }) => id);
  const ids = only ? [...only] : [...new Set([...records.keys(), ...tagged, ...also])];
  return ids.sort().map((id) => ({
    id,
    at,
    record: records.get(id),
    instance: inventory ? (inventory.get(id) ?? 'gone') : 'unknown',
    role: role ?? 'unknown',
    data: data.get(id),
  }));
}

function countUncovered(
  { records }: LookWish,
  inventory: ReadonlyMap<string, InstanceSeen> | undefined,
): number {
  const all = [...(inventory?.values() ?? [])];
  return all.filter(({ id, state }) => state === 'running' && !records.has(id)).length;
}

type Troubles = ReturnType<typeof troubles>;

function troubles(budgetMs = Number.POSITIVE_INFINITY) {
  const until = performance.now() + budgetMs;
  const blind = new Set<string>();
  const errors = new Set<string>();
  return {
    /** `undefined`, and said, when it fails. */
    watch: async <T>(what: string, ask: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await before(until, ask);
      } catch (error) {
        blind.add(what);
        const { name, message } = error as Error;
        errors.add(`${what}: ${name}: ${message}`);
        return undefined;
      }
    },
    /** No more work than there is time for, and all of it where nobody waits. */
    within: (pace: Pace): Pace => {
      const budgetMs = until - performance.now() - lastCallMs;
      return {
        ...pace,
        budgetMs: Number.isFinite(until) ? Math.min(pace.budgetMs, budgetMs) : until,
      };
    },
    say: (what: string) => void blind.add(what),
    blind: () => [...blind],
    errors: () => [...errors].slice(0, 20),
  };
}

/** The answer, or an error where there is none in time; a call that hangs is left alone. */
async function before<T>(until: number, ask: () => Promise<T>): Promise<T> {
  if (!Number.isFinite(until)) return ask();
  const answered = new AbortController();
  const late = sleep(Math.max(0, until - performance.now()), undefined, answered).then(() => {
    throw new Error('no answer in the time of a run');
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    answered.abort();
  }
}
