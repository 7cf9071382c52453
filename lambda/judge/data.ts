import type { Evidence, InstanceState, RecordItem } from '../contract.ts';
import type { DataFacts, Held, InstanceFacts, InstanceSeen, Sentinel } from './facts.ts';
import { graceMs, type Tick, unfinishedMs } from './ticks.ts';

/** What the data says, or its absence. */
export interface DataJudgement {
  readonly state: InstanceState;
  readonly causes: readonly Held[];
  readonly unseen: boolean;
  readonly good: boolean;
  readonly clear: boolean;
  readonly from: number;
}

/** Silence is said only when every tick of the window was expected, was looked for, and is missing. */
export function judgeData(
  { at, data }: InstanceFacts,
  instance: InstanceSeen,
  record: RecordItem,
): DataJudgement {
  if (!data || data.metrics === 'unknown') return unseenData(at);
  const { metrics } = data;
  const expected = expectedSince(record, instance, data);
  const all = [...metrics.map(({ ticks }) => ticks), ...(isList(data.logs) ? [data.logs] : [])];
  const held =
    expected === undefined
      ? neverReported(record, at)
      : [...metricsMissing(metrics, data, expected), ...logsMissing(record, data, expected)];
  const causes = data.canaryLate ? [] : held;
  return {
    state: stateOf({ all, causes, expected, newest: data.metricTicks.at(-1) ?? at, record }),
    causes,
    unseen: isUnseen(data, all),
    good: all.every((ticks) => ticks.at(-1) === 'ok'),
    clear: all.every((ticks) => ticks.slice(-2).every((tick) => tick === 'ok')),
    from: Math.min(data.metricTicks[0] ?? at, data.logTicks[0] ?? at),
  };
}

function unseenData(at: number): DataJudgement {
  return { state: 'UNKNOWN', causes: [], unseen: true, good: false, clear: false, from: at };
}

function isUnseen(data: DataFacts, all: readonly (readonly Tick[])[]): boolean {
  return (
    data.canaryLate ||
    data.logs === 'unknown' ||
    (isList(data.logs) && data.logCanaryLate) ||
    all.some((ticks) => ticks.includes('unknown'))
  );
}

/**
 * From when on every tick is expected: since data was first seen, and ten minutes after a start.
 * `undefined`: never seen yet.
 */
function expectedSince(
  { verifiedAt, phase, phaseSince }: RecordItem,
  { launchedAt }: InstanceSeen,
  { firstSeen }: DataFacts,
): number | undefined {
  const since = verifiedAt ?? firstSeen;
  if (since === undefined) return undefined;
  const begun = verifiedAt === undefined && phase === 'set-up' ? phaseSince : 0;
  return Math.max(since, begun, launchedAt + graceMs);
}

function neverReported(record: RecordItem, at: number): Held[] {
  const { phaseSince } = record;
  if (at < phaseSince + unfinishedMs) return [];
  const evidence = [{ id: 'no-data-since-set-up', values: { since: phaseSince } }];
  return [{ cause: 'never-reported', since: phaseSince, evidence }];
}

function isSilent(ticks: readonly Tick[]): boolean {
  return ticks.length > 0 && ticks.every((tick) => tick === 'missing');
}

function metricsMissing(metrics: readonly Sentinel[], data: DataFacts, expected: number): Held[] {
  const [from = 0] = data.metricTicks;
  const to = data.metricTicks.at(-1) ?? from;
  const silent = metrics.filter(({ ticks }) => isSilent(ticks));
  if (silent.length === 0 || from < expected) return [];
  const evidence: Evidence[] = silent.map(({ metric, mountPath }) => ({
    id: 'metric-missing',
    values: { metric: mountPath ? `${metric} ${mountPath}` : metric, from, to },
  }));
  const there = metrics.filter((one) => !silent.includes(one)).map(({ metric }) => metric);
  if (there.length > 0) evidence.push({ id: 'metric-there', values: { metrics: there } });
  return [{ cause: 'metrics-missing', since: from, evidence }];
}

/** Only where metrics are fresh: else they say more, and the same. */
function logsMissing(record: RecordItem, data: DataFacts, expected: number): Held[] {
  const [from = 0] = data.logTicks;
  const fresh =
    isList(data.metrics) && data.metrics.every(({ ticks }) => ticks.every((one) => one === 'ok'));
  const [log] = record.spec.logs;
  if (!log || !isList(data.logs) || !fresh) return [];
  if (data.logCanaryLate || !isSilent(data.logs) || from < expected) return [];
  const values = { group: log.group, from, to: data.logTicks.at(-1) ?? from };
  const evidence = [
    { id: 'log-line-missing', values },
    { id: 'metrics-there', values: {} },
  ];
  return [{ cause: 'logs-missing', since: from, evidence }];
}

interface StateFacts {
  readonly all: readonly (readonly Tick[])[];
  readonly causes: readonly Held[];
  readonly expected: number | undefined;
  /** The newest tick that is due. */
  readonly newest: number;
  readonly record: RecordItem;
}

function stateOf({ all, causes, expected, newest, record }: StateFacts): InstanceState {
  if (causes.length > 0) return 'DOWN';
  const flat = all.flat();
  if (flat.includes('unknown')) return 'UNKNOWN';
  if (all.every((ticks) => ticks.at(-1) === 'ok')) return 'UP';
  if (expected === undefined) return 'NEW';
  if (newest >= expected) return 'LATE';
  return record.verifiedAt === undefined || newest < record.verifiedAt ? 'NEW' : 'OFF';
}

function isList<T>(value: readonly T[] | string): value is readonly T[] {
  return Array.isArray(value);
}
