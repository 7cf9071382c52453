import {
  type AgentMetrics,
  awslogsSections,
  cloudWatchAgentConfig,
} from '../../agent/log-config.ts';
import { isSystemLog, type LogFile, streamName } from '../../agent/log-file.ts';
import {
  type ChosenShipper,
  canStartAtEnd,
  chooseShipper,
  filesOf,
  isVersionOfAmazonLinux1,
  type ShipperChoice,
  type ShipperRefusal,
} from '../../agent/log-shipper.ts';
import { logsHash, type Shipper } from '../../agent/monitoring-spec.ts';
import type { Problem } from '../errors.ts';
import { logIntakeUsd } from '../prices.ts';
import type { OnInstance } from './on-instance.ts';
import type { ProbeFacts } from './probe-facts.ts';

export interface LogConfig {
  readonly shipper: Shipper;
  readonly config: string;
}

/** The shipper's configuration; `undefined` when there is nothing it could read. */
export function wantedLogConfig(seen: OnInstance): LogConfig | undefined {
  const choice = shipperChoice(seen);
  if (!choice.shipper) return undefined;
  return { shipper: choice.shipper, config: configOf(seen, choice) };
}

function configOf(seen: OnInstance, { shipper, source }: ChosenShipper): string {
  const { spec } = seen;
  if (shipper === 'awslogs' && source.kind === 'file')
    return awslogsSections(spec.logs, source, spec.logStart);
  return cloudWatchAgentConfig(spec.logs, source, metricsOfAgent(seen));
}

/** The agent knows mount points only; which they are has been seen when our script was installed. */
function metricsOfAgent({ spec, record }: OnInstance): AgentMetrics | undefined {
  if (spec.metricsAgent !== 'cloudwatch-agent') return undefined;
  const mounts = new Map(record?.agent?.disks.map(({ path, mountPath }) => [path, mountPath]));
  const diskPaths = spec.diskPaths.map((path) => mounts.get(path) ?? path);
  return { ...spec, diskPaths: [...new Set(diskPaths)] };
}

/** By what was found inside; before a look, by what Systems Manager or the image's defaults say. */
export function shipperChoice(seen: OnInstance): ShipperChoice {
  const { probe, node, httpTokens } = seen;
  const { logShipper, metricsAgent } = seen.spec;
  // One agent for both: what measures can ship as well.
  const wanted = logShipper ?? (metricsAgent && 'amazon-cloudwatch-agent');
  if (probe)
    return chooseShipper({
      ...probe,
      httpTokens,
      wanted,
      awslogsElsewhere: isElsewhere(probe, seen.region),
      installed: {
        awslogs: probe.awslogsPresent,
        cloudWatchAgent: probe.cloudWatchAgentPresent ? (probe.cloudWatchAgent ?? '') : undefined,
      },
    });
  const osVersion = node.platformVersion ?? (httpTokens === 'required' ? '2023' : '2');
  return chooseShipper({
    osId: isAmazonLinux(seen) ? 'amzn' : 'other',
    osVersion,
    httpTokens,
    wanted,
    syslogFile: osVersion === '2023' ? undefined : '/var/log/messages',
    isoTime: false,
    journald: true,
    // On Amazon Linux 1 somebody may have installed the agent; only a look inside can tell.
    installed: {
      awslogs: false,
      cloudWatchAgent: isVersionOfAmazonLinux1(osVersion) ? '' : undefined,
    },
  });
}

function isElsewhere({ awslogsInUse, health }: ProbeFacts, region: string): boolean {
  return awslogsInUse && health.awslogsRegion !== undefined && health.awslogsRegion !== region;
}

function isAmazonLinux({ node }: OnInstance): boolean {
  return node.platformName === undefined || /^amazon linux/i.test(node.platformName);
}

/** Why these logs cannot be shipped from here; `undefined` when they can, as far as is known. */
export function logProblem(seen: OnInstance): Problem | undefined {
  const { spec, probe } = seen;
  const [log] = spec.logs;
  if (!log) return undefined;
  const choice = shipperChoice(seen);
  if (!choice.shipper) return refusalOf(seen, choice.reason);
  const found = measuringProblem(seen, choice) ?? ownerProblem(seen, choice, log);
  if (found || !probe) return found;
  // What is set up goes on as it is: a file that went away since may come back.
  const missing = isShipped(seen) ? undefined : fileProblem(seen, choice, probe.logSizes);
  return missing ?? startProblem(seen, choice);
}

/** awslogs takes a file once: where it does so for somebody else, the heartbeat goes there too. */
function ownerProblem(
  { spec, probe }: OnInstance,
  { shipper, source }: ChosenShipper,
  log: LogFile,
): Problem | undefined {
  const owner = probe?.systemLogOwner;
  if (!owner || shipper !== 'awslogs' || source.kind !== 'file') return undefined;
  const { instanceId } = spec;
  const goesTo = ({ group, stream }: Pick<LogFile, 'group' | 'stream'>) =>
    streamName({ ...log, stream: `${group} ${stream}` }, instanceId);
  if (goesTo(owner) === goesTo(log)) return undefined;
  const adopted = adoptedLog(log, owner);
  return { id: 'system-log-taken', values: { instanceId, file: source.path, ...owner, adopted } };
}

/**
 * What `--log` says where the log is to stay in somebody else's stream; empty where that cannot be
 * said, or cannot be pasted: the names are those of a file on the instance.
 */
function adoptedLog(
  { file }: LogFile,
  { group, stream }: Pick<LogFile, 'group' | 'stream'>,
): string {
  const isPlain = /^(?:[\w./#-]|\{instance_id\})+$/.test(group + stream);
  return isPlain ? `${file},group=${group},stream=${stream}` : '';
}

export function refusalOf({ spec, probe }: OnInstance, id: ShipperRefusal): Problem {
  const { instanceId, logs } = spec;
  const version = probe?.cloudWatchAgent ?? '';
  const region = probe?.health.awslogsRegion ?? '';
  return { id, values: { instanceId, group: logs[0]?.group ?? '', version, region } };
}

/** Its metrics are never put beside what somebody else has configured. */
function measuringProblem({ spec, probe }: OnInstance, { shipper }: ChosenShipper) {
  if (spec.metricsAgent !== 'cloudwatch-agent') return undefined;
  const values = { instanceId: spec.instanceId };
  if (shipper === 'awslogs') return { id: 'metrics-agent-ships-logs', values } as const;
  return probe?.cloudWatchAgentInUse
    ? ({ id: 'metrics-agent-configured', values } as const)
    : undefined;
}

function isShipped({ spec, record }: OnInstance): boolean {
  return record?.logs?.wishHash === logsHash(spec);
}

function fileProblem(
  { spec }: OnInstance,
  choice: ChosenShipper,
  sizes: Readonly<Record<string, number>>,
): Problem | undefined {
  const { instanceId, logs } = spec;
  const systemFile = choice.source.kind === 'file' ? choice.source.path : undefined;
  const more = logs.filter((log) => !isSystemLog(log)).map(({ file }) => file);
  if (systemFile !== undefined && more.includes(systemFile))
    return { id: 'log-is-system-log', values: { instanceId, file: systemFile } };
  const missing = more.filter((file) => sizes[file] === undefined);
  return missing.length > 0 && !spec.allowMissing
    ? { id: 'log-file-missing', values: { instanceId, files: missing } }
    : undefined;
}

function startProblem(seen: OnInstance, choice: ChosenShipper): Problem | undefined {
  const { instanceId, logStart } = seen.spec;
  const fresh = freshLogs(seen, choice);
  if (logStart !== 'end' || canStartAtEnd(choice, fresh)) return undefined;
  return {
    id: 'cannot-start-at-end',
    values: { instanceId, files: filesOf(fresh, choice.source) },
  };
}

/** What this log agent has not shipped yet: one takes over nothing from the other. */
export function freshLogs(seen: OnInstance, { shipper }: ChosenShipper): readonly LogFile[] {
  const { spec, record } = seen;
  if (record?.logs?.shipper !== shipper) return spec.logs;
  const shipped = record.logs.files;
  if (!shipped) return isShipped(seen) ? [] : spec.logs;
  return spec.logs.filter(({ file }) => !shipped.includes(file));
}

/** What is in the files already and goes to AWS once, before the first new line does. */
export interface Backlog {
  readonly files: readonly string[];
  readonly bytes: number;
  /** What AWS takes for it, once. */
  readonly usd: number;
}

/** `undefined` before a look inside. The journal is read from now on, and has none. */
export function backlogOf(seen: OnInstance): Backlog | undefined {
  const { spec, probe } = seen;
  const choice = shipperChoice(seen);
  if (!probe || !choice.shipper) return undefined;
  const files = spec.logStart === 'end' ? [] : filesOf(freshLogs(seen, choice), choice.source);
  const bytes = files.reduce((sum, file) => sum + (probe.logSizes[file] ?? 0), 0);
  return { files, bytes, usd: logIntakeUsd(bytes) };
}

/** What a confirmed plan covers without having seen it. */
export const backlogLimitUsd = 1;

/** More than anybody has agreed to: how it is begun was not said, and it costs more than a dollar. */
export function backlogProblem(seen: OnInstance): Problem | undefined {
  const backlog = backlogOf(seen);
  if (!backlog || seen.spec.logStart !== undefined || backlog.usd <= backlogLimitUsd)
    return undefined;
  const { instanceId } = seen.spec;
  return { id: 'backlog-costs', values: { instanceId, ...backlog, limitUsd: backlogLimitUsd } };
}
