import { cronEntry } from '../../agent/cron-entry.ts';
import { cloudWatchAgentConfig } from '../../agent/log-config.ts';
import { systemLog } from '../../agent/log-file.ts';
import { logsHash, type MonitoringSpec, specHash } from '../../agent/monitoring-spec.ts';
import type { InstanceRecord } from '../../agent/record.ts';
import type { Action, Plan } from '../../wizard/engine/action.ts';
import { foldHistory, type History, type JournalLine } from '../../wizard/engine/history.ts';
import { sha256 } from '../../wizard/on-instance/agent-files.ts';
import type { OnInstance } from '../../wizard/on-instance/on-instance.ts';
import type { ProbeFacts } from '../../wizard/on-instance/probe-facts.ts';

export const instanceId = 'i-0123456789abcdef0';

export const spec: MonitoringSpec = {
  schemaVersion: 1,
  instanceId,
  period: 300,
  swap: true,
  diskPaths: ['/'],
  detailedMonitoring: false,
  logs: [systemLog],
};

export const rootDisk = { path: '/', filesystem: '/dev/xvda1', mountPath: '/' };
/** Of the program that the wizard would install. */
export const programSha = 'a'.repeat(64);
/** Of the run that set the sample instance up. */
export const oldNonce = '00000000deadbeef';

export function cronEntryWith(nonce: string, wish = spec): string {
  return cronEntry(wish, { shard: 0, specHash: specHash(wish), nonce });
}

export const journaldConfig = cloudWatchAgentConfig(spec.logs, { kind: 'journald' });

/** Set up, as the wish says, with this version's program. */
export const record: InstanceRecord = {
  schemaVersion: 1,
  spec,
  shard: 0,
  agent: {
    sha256: programSha,
    specHash: specHash(spec),
    disks: [rootDisk],
    sentAt: 1_700_000_000,
    nonce: oldNonce,
  },
  cron: { sha256: sha256(cronEntryWith(oldNonce)) },
  logs: {
    sha256: sha256(journaldConfig),
    shipper: 'amazon-cloudwatch-agent',
    wishHash: logsHash(spec),
    files: [systemLog.file],
  },
};

/** A look inside Amazon Linux 2023 that finds everything of `record` in its place. */
export const probe: ProbeFacts = {
  osId: 'amzn',
  osVersion: '2023',
  syslogFile: undefined,
  isoTime: false,
  journald: true,
  cloudWatchAgent: '1.300070.0',
  cloudWatchAgentPresent: true,
  awslogsPresent: false,
  awslogsInUse: false,
  systemLogOwner: undefined,
  packageManager: 'dnf',
  systemd: true,
  cloudWatchAgentInUse: false,
  cronActive: true,
  shippers: { awslogs: false, cloudWatchAgent: true },
  agentSha: programSha,
  cronEntrySha: sha256(cronEntryWith(oldNonce)),
  logConfigSha: sha256(journaldConfig),
  logSizes: {},
  shippedByOthers: [],
  health: {
    rsyslog: 'absent',
    clock: undefined,
    awslogsRegion: undefined,
    behind: false,
    rotated: false,
    shipperError: undefined,
  },
  missingCommands: [],
  foreignSenders: [],
  oldLines: [],
  oldOptions: [],
};

/** Nothing of ours is inside, as on a fresh Amazon Linux 2023. */
export const freshProbe: ProbeFacts = {
  ...probe,
  cloudWatchAgent: undefined,
  cloudWatchAgentPresent: false,
  cronActive: false,
  shippers: { awslogs: false, cloudWatchAgent: false },
  agentSha: undefined,
  cronEntrySha: undefined,
  logConfigSha: undefined,
};

/** Set up, nobody has looked inside, and nothing is wrong. */
export const converged: OnInstance = {
  spec,
  region: 'ap-northeast-2',
  record,
  probe: undefined,
  node: { ping: 'online', platformName: 'Amazon Linux', platformVersion: '2023' },
  httpTokens: 'required',
  imageWithoutSsmAgent: false,
  role: undefined,
  programSha,
  nonce: 'ffffffffffffffff',
  metricsSilent: false,
  logsSilent: false,
};

/** Before the first set-up: no record, and Systems Manager has not seen it. */
export const fresh: OnInstance = {
  ...converged,
  record: undefined,
  node: { ping: 'absent', platformName: undefined, platformVersion: undefined },
};

/** A journal line of an action that is done, unless said otherwise. */
export function line(kind: string, more: Partial<JournalLine> = {}): JournalLine {
  const action = { kind, values: {} };
  return {
    t: 1,
    step: 'record',
    action,
    undo: { kind: 'none', values: {} },
    state: 'done',
    ...more,
  };
}

export function historyOf(...kinds: readonly string[]): History {
  return foldHistory(kinds.map((kind) => line(kind)));
}

export const nothingDone = historyOf();

/** Kinds of the planned actions, in order; or the id of what stands in the way. */
export function outcomeOf(plan: Plan): string | string[] {
  if (plan.outcome === 'blocked') return `blocked: ${plan.problem.id}`;
  return plan.outcome === 'in-sync' ? [] : plan.actions.map(({ kind }) => kind);
}

/** @throws where the plan is not made of actions */
export function actionsOf(plan: Plan): readonly Action[] {
  if (plan.outcome !== 'change') throw new Error(`the plan is ${plan.outcome}`);
  return plan.actions;
}

/** The calls of a plan as `service:operation`. */
export function callsOf(plan: Plan): string[] {
  return actionsOf(plan).flatMap(({ calls }) =>
    calls.map(({ service, operation }) => `${service}:${operation}`),
  );
}

export function notesOf(plan: Plan): string[] {
  return plan.outcome === 'blocked' ? [] : (plan.notes ?? []).map(({ id }) => id);
}
