import type { Note } from '../../engine/action.ts';
import type { Evidence } from '../../engine/evidence.ts';
import type { Datapoint, DatapointsSeen, Series } from '../../look/datapoints.ts';
import {
  type HeartbeatSeen,
  type HeartbeatsSeen,
  newestOf,
  type Sender,
} from '../../look/heartbeats.ts';

/** Times in epoch milliseconds of AWS's clock. */
export interface ArrivalFacts {
  readonly now: number;
  /**
   * This run's last change or test send: only what is newer proves that the schedule works.
   * `undefined` when this run changed nothing; then it is enough that data is not old.
   */
  readonly since: number | undefined;
  readonly freshForMs: number;
  readonly logsFreshForMs: number;
  readonly datapoints: Pick<DatapointsSeen, 'custom' | 'samples'>;
  /** `undefined` when no log is shipped. */
  readonly log: { readonly group: string; readonly heartbeats: HeartbeatsSeen } | undefined;
  /** Of the test send; its minute holds two samples if a scheduled run falls into it too. */
  readonly sentAt: number | undefined;
  /** Our own installation: what another one writes proves nothing of it. */
  readonly sender: Sender;
}

const minute = 60_000;

/**
 * Arrived is what CloudWatch gives back, later than anything we sent ourselves: of each metric a
 * data point, of the log the heartbeat line of the installed agent.
 */
export function judgeArrival(facts: ArrivalFacts): Evidence {
  const { custom, samples } = facts.datapoints;
  const missing = custom
    .filter((series) => !newestProof(series, facts))
    .map(({ metric }) => metric.name);
  const line = facts.log ? newestLine(facts.log.heartbeats, facts) : undefined;
  const awaited = [...new Set(missing), ...(facts.log && !line ? ['log-heartbeat'] : [])];
  const notes = [
    ...custom.flatMap((series) => arrived(series, facts)),
    ...unseen(facts),
    ...(facts.log && line ? [heartbeat(facts.log.group, line, facts)] : []),
    ...secondSender(samples, facts),
  ];
  return awaited.length > 0
    ? { outcome: 'waiting', awaited, notes }
    : { outcome: 'verified', notes };
}

/** A data point carries the start of its minute, so one of our own minute may be our own send. */
function isProof(at: number, { since, now }: ArrivalFacts, freshMs: number): boolean {
  return since === undefined ? now - at <= freshMs : at > Math.floor(since / minute) * minute;
}

/** A log line carries its own second. */
function isProofLine(at: number, { since, now, logsFreshForMs }: ArrivalFacts): boolean {
  return since === undefined ? now - at <= logsFreshForMs : at > since;
}

function newestProof({ points }: Series, facts: ArrivalFacts): Datapoint | undefined {
  if (points === 'unknown') return undefined;
  const [newest] = points;
  return newest && isProof(newest.at, facts, facts.freshForMs) ? newest : undefined;
}

function newestLine(lines: HeartbeatsSeen, facts: ArrivalFacts): HeartbeatSeen | undefined {
  if (lines === 'could-not-look') return undefined;
  const newest = newestOf(lines, facts.sender);
  return newest && isProofLine(newest.at, facts) ? newest : undefined;
}

/** What could not be looked at is neither silence nor arrival. */
function unseen({ datapoints, log }: ArrivalFacts): Note[] {
  const series = datapoints.custom.filter(({ points }) => points === 'unknown');
  return [
    ...series.map(
      ({ metric }): Note => ({ id: 'metric-unknown', values: { metric: metric.name } }),
    ),
    ...(log?.heartbeats === 'could-not-look'
      ? [{ id: 'metric-unknown', values: { metric: 'log-heartbeat' } } as const]
      : []),
  ];
}

function arrived(series: Series, facts: ArrivalFacts): Note[] {
  const newest = newestProof(series, facts);
  if (!newest || series.points === 'unknown') return [];
  const { metric, points } = series;
  const mount = metric.dimensions.find(({ name }) => name === 'MountPath')?.value;
  return [
    {
      id: 'metric-arrived',
      values: {
        metric: metric.name,
        ...(mount ? { mountPath: mount } : {}),
        value: newest.value,
        ageSeconds: age(newest.at, facts),
        points: points.map(({ value }) => value).reverse(),
      },
    },
  ];
}

function heartbeat(group: string, line: HeartbeatSeen, facts: ArrivalFacts): Note {
  return { id: 'heartbeat-arrived', values: { group, ageSeconds: age(line.at, facts) } };
}

/** One scheduled run is one sample a minute. */
function secondSender(samples: readonly Datapoint[], facts: ArrivalFacts): Note[] {
  const ownMinute = Math.floor((facts.sentAt ?? 0) / minute) * minute;
  const twice = samples.find(
    ({ at, value }) => value > 1 && at !== ownMinute && isProof(at, facts, facts.freshForMs),
  );
  return twice ? [{ id: 'sent-twice', values: { samples: twice.value } }] : [];
}

function age(at: number, { now }: ArrivalFacts): number {
  return Math.max(0, Math.round((now - at) / 1000));
}
