import { createHash } from 'node:crypto';
import type { LogFile } from './log-file.ts';

/** Seconds between two runs of the metrics agent. */
export type Period = 60 | 300;

export type Shipper = 'awslogs' | 'amazon-cloudwatch-agent';

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
  /** The system log first: the heartbeat is in it. */
  readonly logs: readonly LogFile[];
  // What follows is left out unless it was asked for, so that an older wish keeps its hash.
  /** Seconds between two samples of memory, sent together every minute; left out: one a run. */
  readonly highResolution?: number;
  /** URL that everything on the instance goes through; left out: none. */
  readonly proxy?: string;
  /** Cron lines of the retired script are replaced; left out: they are let be. */
  readonly migrate?: true;
  /** Which log agent; left out, the one that fits. */
  readonly logShipper?: Shipper;
  /** Where a file that has not been shipped yet is begun; left out, at its beginning. */
  readonly logStart?: LogStart;
  /** Also ships files that do not exist yet. */
  readonly allowMissing?: true;
  /** Days that a log group keeps its events; groups that this program creates get 30 unless named. */
  readonly retention?: Readonly<Record<string, Retention>>;
  /** ARN of the KMS key for log groups that this program creates. */
  readonly logKmsKey?: string;
  /** Who measures; left out, our own script by cron. */
  readonly metricsAgent?: 'cloudwatch-agent';
}

export type LogStart = 'beginning' | 'end';

/** Days, or for ever. */
export type Retention = number | 'never';

/** 12 hex digits that change when, and only when, the wish changes. */
export function specHash(spec: MonitoringSpec): string {
  return hashOf(spec);
}

/** The same for the part of the wish that the log shipper is made for. */
export function logsHash(spec: MonitoringSpec): string {
  const { logs, logShipper, logStart, allowMissing, metricsAgent, proxy } = spec;
  const more = { logShipper, logStart, allowMissing, metricsAgent, proxy };
  return hashOf(Object.values(more).some((wish) => wish !== undefined) ? { logs, ...more } : logs);
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
