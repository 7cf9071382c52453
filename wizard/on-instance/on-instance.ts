import { cronEntry } from '../../agent/cron-entry.ts';
import {
  logsHash,
  type MonitoringSpec,
  type Shipper,
  specHash,
} from '../../agent/monitoring-spec.ts';
import { adoptable, isAutoScaling } from '../../agent/old-options.ts';
import type { InstanceRecord } from '../../agent/record.ts';
import { describeTagsPolicy, type RoleSeen } from '../../agent/role-rules.ts';
import type { InstanceSeen } from '../look/instance.ts';
import type { ManagedNodeSeen } from '../look/managed-node.ts';
import { sha256 } from './agent-files.ts';
import { wantedLogConfig } from './log-wish.ts';
import type { ProbeFacts } from './probe-facts.ts';

/**
 * What is known of the inside of the instance. Nobody looks inside for a plan: it rests on the
 * record and on whether data arrives. Only a run that changes something takes a look (`probe`).
 */
export interface OnInstance {
  readonly spec: MonitoringSpec;
  readonly region: string;
  readonly record: InstanceRecord | undefined;
  readonly probe: ProbeFacts | undefined;
  readonly node: ManagedNodeSeen;
  readonly httpTokens: InstanceSeen['httpTokens'];
  /** Nobody will see it in Systems Manager until somebody installs the agent. */
  readonly imageWithoutSsmAgent: boolean;
  /** Only looked at where old cron lines are replaced: they may need a right of their own. */
  readonly role: Pick<RoleSeen, 'ours' | 'inline'> | undefined;
  /** sha256 of the program that this version of the wizard installs. */
  readonly programSha: string;
  /** Of this run: what a new installation gets. */
  readonly nonce: string;
  /** Metrics have stopped, and nothing seen from outside explains it. */
  readonly metricsSilent: boolean;
  /** The same for the heartbeat in the log. */
  readonly logsSilent: boolean;
}

/**
 * Before a look inside, the record and the data decide about all three parts together: where one is
 * in doubt the look has to decide about each, and finds most of them in their place.
 */
function isInDoubt(seen: OnInstance): boolean {
  const { spec, record, metricsSilent, logsSilent } = seen;
  return (
    metricsSilent ||
    logsSilent ||
    !agentIsInPlace(seen) ||
    record?.cron?.sha256 !== cronSha(seen) ||
    (spec.logs.length > 0 && record?.logs?.wishHash !== logsHash(spec))
  );
}

/** Options of old cron lines that ours has taken over, or takes over now. */
export function adoptedOptions({ spec, record, probe }: OnInstance): readonly string[] {
  const found = spec.migrate ? (probe?.oldOptions ?? []) : [];
  return adoptable([...(record?.adopted ?? []), ...found]);
}

/** Old lines are to be replaced; before a look inside, perhaps. */
export function needsMigration(seen: OnInstance): boolean {
  const { spec, probe } = seen;
  if (!spec.migrate) return false;
  return probe ? probe.oldLines.length > 0 : isInDoubt(seen);
}

/** What the agent needs to learn the group's name, on a role that is ours to change. */
export function needsDescribeTags(seen: OnInstance): boolean {
  const { probe, role } = seen;
  if (role && (!role.ours || role.inline.includes(describeTagsPolicy.name))) return false;
  return isAutoScaling(adoptedOptions(seen)) || (!probe && needsMigration(seen));
}

export function needsAgent(seen: OnInstance): boolean {
  const { probe, metricsSilent } = seen;
  if (!probe) return isInDoubt(seen);
  if (!agentIsInPlace(seen)) return true;
  // Everything is in its place and still nothing comes: a test send says why.
  return metricsSilent && cronIsRight(seen, probe);
}

export function needsCron(seen: OnInstance): boolean {
  const { probe } = seen;
  return probe ? !cronIsRight(seen, probe) : isInDoubt(seen);
}

function cronIsRight(seen: OnInstance, probe: ProbeFacts): boolean {
  return probe.cronEntrySha === cronSha(seen) && probe.cronActive;
}

function cronSha(seen: OnInstance): string {
  return sha256(wantedCronEntry(seen));
}

/**
 * The whole cron.d file. Its nonce is that of the run that installed the agent: a run that finds
 * the agent in place leaves it alone, so that a converged re-run changes nothing.
 */
export function wantedCronEntry(seen: OnInstance): string {
  const { spec, record, nonce } = seen;
  const installed = agentIsInPlace(seen) ? record?.agent?.nonce : undefined;
  const heartbeat = { shard: 0, specHash: specHash(spec), nonce: installed ?? nonce };
  return cronEntry(spec, heartbeat, adoptedOptions(seen));
}

/** The program is there, and was tried out for this very wish: a new disk has to be seen first. */
function agentIsInPlace({ spec, record, probe, programSha }: OnInstance): boolean {
  if (record?.agent?.specHash !== specHash(spec)) return false;
  return (probe ? probe.agentSha : record.agent.sha256) === programSha;
}

export function needsLogs(seen: OnInstance): boolean {
  const { spec, probe, logsSilent } = seen;
  if (spec.logs.length === 0) return false;
  if (!probe) return isInDoubt(seen);
  const wanted = wantedLogConfig(seen);
  if (!wanted || logsSilent) return true;
  // Its file for the proxy is not looked at: what it was made for tells, if that is known.
  const madeFor = seen.record?.logs?.wishHash;
  if (madeFor === undefined ? spec.proxy !== undefined : madeFor !== logsHash(spec)) return true;
  return probe.logConfigSha !== sha256(wanted.config) || !isActive(probe, wanted.shipper);
}

function isActive({ shippers }: ProbeFacts, shipper: Shipper): boolean {
  return shipper === 'awslogs' ? shippers.awslogs : shippers.cloudWatchAgent;
}

/** Whether anything on the instance has to be changed, or looked at to find out. */
export function needsWork(seen: OnInstance): boolean {
  return needsAgent(seen) || needsCron(seen) || needsLogs(seen) || needsMigration(seen);
}
