import { createHash } from 'node:crypto';

/** Seconds between two runs of the metrics agent. */
export type Period = 60 | 300;

/** A log file whose lines go to CloudWatch Logs. */
export interface LogFile {
  /** Absolute path; `/var/log/messages` stands for the system log, wherever this OS keeps it. */
  readonly file: string;
  readonly group: string;
  /** May hold `{instance_id}`. */
  readonly stream: string;
}

/**
 * What was asked for on one instance, with every default filled in. It says nothing of how this
 * OS does it, so the same wish has the same hash everywhere.
 */
export interface MonitoringSpec {
  readonly schemaVersion: 1;
  readonly instanceId: string;
  readonly period: Period;
  readonly swap: boolean;
  /** Any path on the file system that is meant; at least one. */
  readonly diskPaths: readonly string[];
  readonly detailedMonitoring: boolean;
  readonly logs: readonly LogFile[];
  /** Seconds between two samples of memory, sent together every minute; left out: one a run. */
  readonly highResolution?: number;
  /** URL that everything on the instance goes through; left out: none. */
  readonly proxy?: string;
  /** Cron lines of the retired script are replaced; left out: they are let be. */
  readonly migrate?: true;
}

/** The log file of the guide: its name is also the name of the log group. */
export const systemLog: LogFile = {
  file: '/var/log/messages',
  group: '/var/log/messages',
  stream: '{instance_id}',
};

/** 12 hex digits that change when, and only when, the wish changes. */
export function specHash(spec: MonitoringSpec): string {
  return hashOf(spec);
}

/** The same for the part of the wish that the log shipper is made for. */
export function logsHash({ logs, proxy }: MonitoringSpec): string {
  return hashOf(proxy === undefined ? logs : { logs, proxy });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 12);
}

/** JSON with sorted keys: the same value is the same text, in whatever order it was built. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** The log stream that lines of this instance end up in. */
export function streamName(log: LogFile, instanceId: string): string {
  return log.stream.replaceAll('{instance_id}', instanceId);
}
