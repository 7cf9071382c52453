import { isSystemLog, type LogFile } from './log-file.ts';
import type { Shipper } from './monitoring-spec.ts';

/** What decides about the log shipper. Everything but `httpTokens` and `wanted` takes a look inside. */
export interface ShipperFacts {
  /** `ID` of /etc/os-release. */
  readonly osId: string;
  readonly osVersion: string;
  /** `required`: IMDSv2 only, which awslogs cannot do. */
  readonly httpTokens: 'optional' | 'required';
  /** Where rsyslog writes; `undefined` without such a file. */
  readonly syslogFile: string | undefined;
  /** Its lines begin with ISO 8601, as rsyslog writes unless it is told otherwise. */
  readonly isoTime: boolean;
  readonly journald: boolean;
  /** What is installed already. */
  readonly installed: {
    readonly awslogs: boolean;
    /** Version of the CloudWatch agent, `''` where it does not say; `undefined` without one. */
    readonly cloudWatchAgent: string | undefined;
  };
  /** awslogs sends for somebody else, and to another Region: one setting holds for all that it ships. */
  readonly awslogsElsewhere?: boolean;
  /** `--log-shipper`. */
  readonly wanted?: Shipper | undefined;
}

/** Where the system log is read from. */
export type LogSource =
  | { readonly kind: 'file'; readonly path: string; readonly isoTime: boolean }
  | { readonly kind: 'journald' };

/** Why this shipper: a line of the plan. */
export type ShipperReason =
  | 'asked-for'
  | 'awslogs-works-here'
  | 'imdsv2-required'
  | 'awslogs-sends-elsewhere'
  | 'no-awslogs-on-this-os'
  | 'no-syslog-file';

/** Why none, or why not the one that was asked for. Each is a problem with a sentence of its own. */
export type ShipperRefusal =
  | 'no-system-log'
  | 'awslogs-needs-imdsv1'
  | 'awslogs-in-another-region'
  | 'awslogs-not-on-this-os'
  | 'awslogs-needs-a-file'
  | 'no-agent-for-amazon-linux-1'
  | 'cloudwatch-agent-not-on-this-os'
  | 'journald-needs-newer-agent';

export type LogUnit = 'awslogs' | 'awslogsd' | 'amazon-cloudwatch-agent';

export interface ChosenShipper {
  readonly shipper: Shipper;
  readonly source: LogSource;
  readonly reason: ShipperReason;
  /** The service that ships. */
  readonly unit: LogUnit;
  /** Where its package comes from. */
  readonly install: 'nothing' | 'repository' | 'distributor';
}

export type ShipperChoice =
  | ChosenShipper
  | { readonly shipper: undefined; readonly reason: ShipperRefusal };

/**
 * awslogs where it works, the CloudWatch agent elsewhere: awslogs exists only on Amazon Linux 1
 * and 2 and cannot use IMDSv2 (AWS's agent reference). What was asked for is done if it can work.
 */
export function chooseShipper(facts: ShipperFacts): ShipperChoice {
  const source = sourceOf(facts);
  if (!source) return { shipper: undefined, reason: 'no-system-log' };
  const against = whyNotAwslogs(facts, source);
  const isStuck = against === 'awslogs-sends-elsewhere' && isAmazonLinux1(facts);
  if (against && (facts.wanted === 'awslogs' || (isStuck && !facts.wanted)))
    return { shipper: undefined, reason: refusals[against] };
  if (facts.wanted !== 'amazon-cloudwatch-agent' && !against)
    return awslogs(facts, source, facts.wanted ? 'asked-for' : 'awslogs-works-here');
  return cloudWatchAgent(facts, source, facts.wanted ? 'asked-for' : (against ?? 'asked-for'));
}

type AgainstAwslogs = Exclude<ShipperReason, 'asked-for' | 'awslogs-works-here'>;

const refusals = {
  'no-awslogs-on-this-os': 'awslogs-not-on-this-os',
  'no-syslog-file': 'awslogs-needs-a-file',
  'imdsv2-required': 'awslogs-needs-imdsv1',
  'awslogs-sends-elsewhere': 'awslogs-in-another-region',
} as const;

function whyNotAwslogs(facts: ShipperFacts, source: LogSource): AgainstAwslogs | undefined {
  if (!isAmazonLinux1(facts) && !(facts.osId === 'amzn' && facts.osVersion === '2'))
    return 'no-awslogs-on-this-os';
  if (source.kind === 'journald') return 'no-syslog-file';
  if (facts.httpTokens === 'required') return 'imdsv2-required';
  return facts.awslogsElsewhere ? 'awslogs-sends-elsewhere' : undefined;
}

function awslogs(facts: ShipperFacts, source: LogSource, reason: ShipperReason): ChosenShipper {
  return {
    shipper: 'awslogs',
    source,
    reason,
    unit: isAmazonLinux1(facts) ? 'awslogs' : 'awslogsd',
    install: facts.installed.awslogs ? 'nothing' : 'repository',
  };
}

function cloudWatchAgent(
  facts: ShipperFacts,
  source: LogSource,
  reason: ShipperReason,
): ShipperChoice {
  const version = facts.installed.cloudWatchAgent;
  // AWS lists neither its repository nor its systems for the agent any more.
  if (isAmazonLinux1(facts) && version === undefined) {
    const works = whyNotAwslogs(facts, source) === undefined;
    const reason = works ? 'cloudwatch-agent-not-on-this-os' : 'no-agent-for-amazon-linux-1';
    return { shipper: undefined, reason };
  }
  // One that would not go on with ours would take along what somebody else has it do.
  if (source.kind === 'journald' && version !== undefined && !readsJournald(version))
    return { shipper: undefined, reason: 'journald-needs-newer-agent' };
  const repository = facts.osId === 'amzn' ? 'repository' : 'distributor';
  return {
    shipper: 'amazon-cloudwatch-agent',
    source,
    reason,
    unit: 'amazon-cloudwatch-agent',
    install: version === undefined ? repository : 'nothing',
  };
}

function sourceOf({ syslogFile, isoTime, journald }: ShipperFacts): LogSource | undefined {
  if (syslogFile) return { kind: 'file', path: syslogFile, isoTime };
  return journald ? { kind: 'journald' } : undefined;
}

function isAmazonLinux1({ osId, osVersion }: ShipperFacts): boolean {
  return osId === 'amzn' && isVersionOfAmazonLinux1(osVersion);
}

/** 2010.11 to 2018.03. */
export function isVersionOfAmazonLinux1(osVersion: string): boolean {
  return /^201\d\./.test(osVersion);
}

/** journald input came with CloudWatch agent 1.300070.0 (its release notes, 2026-06-19). */
export function readsJournald(version: string): boolean {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  return major > 1 || (major === 1 && minor >= 300070);
}

/** The agent has no such setting for files; of the journal it reads only what is new. */
export function canStartAtEnd(
  { shipper, source }: ChosenShipper,
  logs: readonly LogFile[],
): boolean {
  return shipper === 'awslogs' || filesOf(logs, source).length === 0;
}

/** The files that are read, by their paths on this system. */
export function filesOf(logs: readonly LogFile[], source: LogSource): string[] {
  return logs.flatMap((log) => {
    if (!isSystemLog(log)) return [log.file];
    return source.kind === 'file' ? [source.path] : [];
  });
}
