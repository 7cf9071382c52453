import type { Alert, CauseId, CloseReason, Evidence } from '../contract.ts';
import { commandFor, obstacleIn, type Place } from './command.ts';
import type { Held } from './facts.ts';
import { type Judgement, rank } from './judge.ts';

/** From an alert until it is over. */
export interface Episode {
  /** Epoch seconds of the run that began it. */
  readonly start: number;
  /** The cause that was told last. */
  readonly cause: CauseId;
  readonly since: number;
  /** How many messages it has made. */
  readonly messages: number;
  /** Epoch milliseconds of the run that first found that the told cause no longer holds. */
  readonly endedAt?: number;
}

/** What is remembered of an instance that is, or lately was, not normal. */
export interface Memory {
  /** Epoch milliseconds of the last run that changed something here. */
  readonly at: number;
  readonly episode?: Episode;
  /** Good runs in a row. */
  readonly good: number;
}

export interface Step {
  readonly memory: Memory;
  readonly messages: readonly Alert[];
}

/** Good runs, on ticks of their own, that make an all-clear. */
const goodRuns = 2;

/**
 * What a judgement changes, and what is to be told. `undefined`: nothing. One instance makes at
 * most one message a run, and a run that comes again, or late, changes nothing.
 */
export function transition(
  memory: Memory | undefined,
  judgement: Judgement,
  at: number,
  place: Place,
): Step | undefined {
  if (memory && memory.at >= at) return undefined;
  const now = { memory: memory ?? { at: 0, good: 0 }, judgement, at, place };
  const episode = memory?.episode;
  if (!episode) return begin(now);
  const closedBy = closing(judgement, episode);
  if (closedBy) return close(now, episode, closedBy);
  if (judgement.state === 'OFF') return undefined;
  return stay(now, episode);
}

interface Now {
  readonly memory: Memory;
  readonly judgement: Judgement;
  readonly at: number;
  readonly place: Place;
}

function begin(now: Now): Step | undefined {
  const [first] = now.judgement.causes;
  if (!first) return undefined;
  const episode = {
    start: Math.floor(now.at / 1000),
    cause: first.cause,
    since: first.since,
    messages: 0,
  };
  return told(now, episode, 'alert', first);
}

/** Started since: it was stopped in between, even if no run has seen it. */
function closing(judgement: Judgement, episode: Episode): CloseReason | undefined {
  if (judgement.closedBy) return judgement.closedBy;
  const restarted = (judgement.launchedAt ?? 0) > episode.start * 1000;
  return judgement.state === 'OFF' && restarted ? 'stopped' : undefined;
}

function close(now: Now, episode: Episode, closedBy: CloseReason): Step {
  const { evidence } = now.judgement;
  return end(now, episode, { kind: 'closed', closedBy, evidence });
}

function stay(now: Now, episode: Episode): Step | undefined {
  const { judgement } = now;
  const other = otherCause(now, episode);
  if (other) return told(now, episode, 'update', other);
  if (isUnseen(judgement, episode)) return undefined;
  if (judgement.good) return recover(now, episode);
  return remember(now, episode, { good: 0, endedAt: endOf(now, episode) });
}

/** Whether what was told still holds could not be seen, or not in this run. */
function isUnseen({ unseen, logsUnread }: Judgement, { cause }: Episode): boolean {
  return unseen || (logsUnread && cause === 'logs-missing');
}

/** A cause to tell instead: an earlier one at once, a later one only by evidence of its own. */
function otherCause({ judgement }: Now, episode: Episode): Held | undefined {
  const { causes } = judgement;
  const [first] = causes;
  if (!first || isSaid(first.cause, episode.cause)) return undefined;
  if (rank(first.cause) < rank(episode.cause)) return first;
  const { endedAt } = episode;
  if (
    isUnseen(judgement, episode) ||
    endedAt === undefined ||
    causes.some(({ cause }) => cause === episode.cause)
  )
    return undefined;
  return ownFrom(first, judgement) >= endedAt ? first : undefined;
}

/** That data never came is no news where it was told that it is missing. */
function isSaid(cause: CauseId, toldCause: CauseId): boolean {
  return cause === toldCause || (cause === 'never-reported' && toldCause === 'metrics-missing');
}

function ownFrom({ cause, since }: Held, { from }: Judgement): number {
  return cause === 'metrics-missing' || cause === 'logs-missing' ? since : from;
}

function endOf({ judgement, at }: Now, { cause, endedAt }: Episode): number | undefined {
  return judgement.causes.some((one) => isSaid(one.cause, cause)) ? undefined : (endedAt ?? at);
}

function recover(now: Now, episode: Episode): Step | undefined {
  const good = now.memory.good + 1;
  if (good >= goodRuns && now.judgement.clear)
    return end(now, episode, { kind: 'all-clear', evidence: [{ id: 'all-there', values: {} }] });
  return remember(now, episode, { good, endedAt: endOf(now, episode) });
}

/** Nothing is told. Only what is different is written. */
function remember(
  { memory, at }: Now,
  { endedAt: before, ...open }: Episode,
  next: { readonly good: number; readonly endedAt: number | undefined },
): Step | undefined {
  const { good, endedAt } = next;
  if (before === endedAt && memory.good === good) return undefined;
  const episode = endedAt === undefined ? open : { ...open, endedAt };
  return { memory: { at, episode, good }, messages: [] };
}

function told(now: Now, episode: Episode, kind: 'alert' | 'update', held: Held): Step {
  const { cause, since } = held;
  const { id, causes } = now.judgement;
  const next = { start: episode.start, cause, since, messages: episode.messages + 1 };
  const command = commandFor(causes, id, now.place);
  const obstacle = obstacleIn(causes);
  const evidence = [held, ...(obstacle && obstacle.cause !== cause ? [obstacle] : [])].flatMap(
    (one) => one.evidence,
  );
  const alert = alertOf(now, next, {
    kind,
    evidence,
    ...(command ? { command } : {}),
    ...(obstacle ? { obstacle: obstacle.cause } : {}),
  });
  return { memory: { at: now.at, episode: next, good: 0 }, messages: [alert] };
}

function end(now: Now, episode: Episode, rest: Rest): Step {
  const last = { ...episode, messages: episode.messages + 1 };
  return { memory: { at: now.at, good: 0 }, messages: [alertOf(now, last, rest)] };
}

interface Rest {
  readonly kind: Alert['kind'];
  readonly evidence: readonly Evidence[];
  readonly command?: string;
  readonly obstacle?: CauseId;
  readonly closedBy?: CloseReason;
}

function alertOf({ judgement, at, place }: Now, episode: Episode, rest: Rest): Alert {
  const { id, name } = judgement;
  const episodeId = `v1:${id}:${episode.start}`;
  return {
    schemaVersion: 1,
    alertId: `${episodeId}:${episode.messages}`,
    episodeId,
    instanceId: id,
    ...(name ? { name } : {}),
    accountId: place.accountId,
    region: place.region,
    cause: episode.cause,
    since: episode.since,
    at,
    ...rest,
  };
}
