import { parsePointer } from '../../agent/pointer-tag.ts';
import type { CauseId, CloseReason, Evidence, InstanceState, RecordItem } from '../contract.ts';
import { causeIds } from '../contract.ts';
import { judgeData } from './data.ts';
import { driftOf } from './drift.ts';
import type { Held, InstanceFacts, InstanceSeen } from './facts.ts';
import { graceMs, unfinishedMs } from './ticks.ts';

/** What one look says of one instance. */
export interface Judgement {
  readonly id: string;
  readonly name?: string;
  readonly state: InstanceState;
  /** All that hold, the first to be told first. */
  readonly causes: readonly Held[];
  /** Something could not be looked at: what is open stays open, and no cause is thought ended. */
  readonly unseen: boolean;
  /** Nothing was to be seen of its log in this run, so that is as it was. */
  readonly logsUnread: boolean;
  /** An open alert is to be closed without an all-clear. */
  readonly closedBy?: CloseReason;
  /** No cause holds, and the newest tick of everything is there. */
  readonly good: boolean;
  /** And so are the two newest. */
  readonly clear: boolean;
  /** The oldest tick that was looked at: a cause that holds now held since then. */
  readonly from: number;
  /** Epoch milliseconds of its last start. */
  readonly launchedAt?: number;
  /** In favour of a state that is not DOWN. */
  readonly evidence: readonly Evidence[];
}

/** What is so of an instance. Nothing is remembered: the same facts give the same judgement. */
export function judge(facts: InstanceFacts): Judgement {
  const { instance, record } = facts;
  if (instance === 'unknown' || record === 'unreadable') return unknown(facts);
  if (instance === 'gone') return off(facts, 'terminated');
  const stopped = stoppedBy(instance);
  if (stopped) return off(facts, stopped, stateEvidence(instance));
  if (record && isBeingUndone(record, facts.at)) return unknown(facts);
  if (!record && !claimsRecord(instance)) return off(facts, 'undone');
  if (instance.launchedAt + graceMs > facts.at) return off(facts);
  return judgeRunning(facts, instance, record);
}

/**
 * It has a tag of ours, so it was set up once, or somebody says so, or the tag was copied from
 * another instance. Where nobody is to be told its own tag says so, and there is no record.
 */
export function claimsRecord({ id, pointer }: InstanceSeen): boolean {
  const said = parsePointer(pointer ?? '');
  return said !== undefined && !(said.instanceId === id && said.isDeclined);
}

/**
 * What was told stays told until the record is gone: an undo may fail before it has changed
 * anything. One that was killed hides an instance for three hours, not for ever.
 */
function isBeingUndone({ phase, phaseSince }: RecordItem, at: number): boolean {
  return phase === 'undoing' && at < phaseSince + unfinishedMs;
}

/** Configuration is compared once the wizard has finished, or was killed long ago. */
function isFinished({ phase, phaseSince }: RecordItem, at: number): boolean {
  return phase === 'set-up' || at >= phaseSince + unfinishedMs;
}

/** `pending`: it was stopped, and comes back. */
function stoppedBy({ state }: InstanceSeen): CloseReason | undefined {
  if (state === 'terminated' || state === 'shutting-down') return 'terminated';
  return state === 'running' ? undefined : 'stopped';
}

function judgeRunning(
  facts: InstanceFacts,
  instance: InstanceSeen,
  record: RecordItem | undefined,
): Judgement {
  const isCompared = !record || isFinished(record, facts.at);
  const drift = isCompared ? driftOf(facts, instance, record) : [];
  const data = record
    ? judgeData(facts, instance, record)
    : { causes: [], unseen: false, good: true, clear: true, from: facts.at, state: 'UP' as const };
  const causes = [...drift, ...data.causes].sort((a, b) => rank(a.cause) - rank(b.cause));
  const unseen = data.unseen || !isCompared || (record !== undefined && facts.role === 'unknown');
  const isWell = isCompared && causes.length === 0;
  return {
    ...idOf(facts),
    state: isCompared
      ? stateOf(causes, data.state, unseen)
      : stateMeanwhile(causes, data.state, record),
    causes,
    unseen,
    logsUnread: facts.data?.logs === 'not-now',
    good: data.good && isWell,
    clear: data.clear && isWell,
    from: data.from,
    launchedAt: instance.launchedAt,
    evidence: [],
  };
}

function stateOf(causes: readonly Held[], data: InstanceState, unseen: boolean): InstanceState {
  if (causes.length > 0) return 'DOWN';
  return unseen && data !== 'UP' ? 'UNKNOWN' : data;
}

/** While a change is under way, or was killed: data that arrives is no word that all is well. */
function stateMeanwhile(
  causes: readonly Held[],
  data: InstanceState,
  record: RecordItem | undefined,
): InstanceState {
  if (causes.length > 0) return 'DOWN';
  if (data === 'OFF' || data === 'UNKNOWN') return data;
  return record?.verifiedAt === undefined ? 'NEW' : 'UNKNOWN';
}

/** The smaller is told first. */
export function rank(cause: CauseId): number {
  return causeIds.indexOf(cause);
}

function idOf({ id, instance }: InstanceFacts): Pick<Judgement, 'id' | 'name'> {
  const name = typeof instance === 'object' ? instance.name : undefined;
  return { id, ...(name ? { name } : {}) };
}

function unknown(facts: InstanceFacts): Judgement {
  const nothing = { causes: [], good: false, clear: false, from: facts.at, evidence: [] };
  return { ...idOf(facts), ...nothing, state: 'UNKNOWN', unseen: true, logsUnread: false };
}

function off(
  facts: InstanceFacts,
  closedBy?: CloseReason,
  evidence: readonly Evidence[] = [],
): Judgement {
  const { instance } = facts;
  const launchedAt = typeof instance === 'object' ? { launchedAt: instance.launchedAt } : {};
  const nothing = {
    causes: [],
    good: false,
    clear: false,
    from: facts.at,
    unseen: false,
    logsUnread: false,
  };
  const closed = closedBy ? { closedBy } : {};
  return { ...idOf(facts), ...nothing, ...launchedAt, ...closed, state: 'OFF', evidence };
}

function stateEvidence({ state, stateReason }: InstanceSeen): Evidence[] {
  return [{ id: 'instance-state', values: { state, reason: stateReason } }];
}
