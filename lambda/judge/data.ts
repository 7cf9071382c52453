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
  const due = dueFrom(record, instance, data);
  const all = [...metrics.map(({ ticks }) => ticks), ...(isList(data.logs) ? [data.logs] : [])];
  const held =
    due === undefined
      ? neverReported(record, at)
      : [
          ...metricsMissing(metrics, data, due.expected),
          ...logsMissing(record, data, due.expected),
        ];
  const causes = data.canaryLate ? [] : held;
  return {
    state: stateOf({ all, causes, due, newest: data.metricTicks.at(-1) ?? at }),
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

/** When data is due from an instance, in epoch milliseconds. */
interface Due {
  /** It was seen to arrive. */
  readonly seen: number;
  /** Its last start, and the minutes after it, are over. */
  readonly started: number;
  /** Every tick is expected from here on. */
  readonly expected: number;
}

/**
 * From when on every tick is expected: since data was first seen, ten minutes after a start, and
 * only behind a change. The record has the new wish and the new nonce before the instance does, so
 * a wizard that is at work gets those minutes too; one that was killed does not silence anything
 * for longer. `undefined`: never seen yet.
 */
function dueFrom(
  { verifiedAt, phase, phaseSince }: RecordItem,
  { launchedAt }: InstanceSeen,
  { firstSeen }: DataFacts,
): Due | undefined {
  const seen = verifiedAt ?? firstSeen;
  if (seen === undefined) return undefined;
  const started = launchedAt + graceMs;
  const changed = phase === 'setting-up' ? phaseSince + graceMs : phaseSince;
  return { seen, started, expected: Math.max(seen, started, changed) };
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
  const silent = metrics.filter(({ ticks, isBack }) => isSilent(ticks) && !isBack);
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
  readonly due: Due | undefined;
  /** The newest tick that is due. */
  readonly newest: number;
}

function stateOf({ all, causes, due, newest }: StateFacts): InstanceState {
  if (causes.length > 0) return 'DOWN';
  const flat = all.flat();
  if (flat.includes('unknown')) return 'UNKNOWN';
  if (all.every((ticks) => ticks.at(-1) === 'ok')) return 'UP';
  if (due === undefined || newest < due.seen) return 'NEW';
  return newest < due.started ? 'OFF' : 'LATE';
}

function isList<T>(value: readonly T[] | string): value is readonly T[] {
  return Array.isArray(value);
}
