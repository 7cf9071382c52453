import { canonicalJson, type LogFile, systemLog } from './monitoring-spec.ts';

export type Shipper = 'awslogs' | 'amazon-cloudwatch-agent';

/** What decides about the log shipper. Everything but `httpTokens` takes a look inside. */
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
}

/** Where the system log is read from. */
export type LogSource =
  | { readonly kind: 'file'; readonly path: string; readonly isoTime: boolean }
  | { readonly kind: 'journald' };

export type ShipperChoice =
  | {
      readonly shipper: Shipper;
      readonly source: LogSource;
      readonly reason:
        | 'awslogs-works-here'
        | 'imdsv2-required'
        | 'no-awslogs-on-this-os'
        | 'no-syslog-file';
    }
  | { readonly shipper: undefined; readonly reason: 'no-system-log' };

/**
 * awslogs where it works, the CloudWatch agent elsewhere: awslogs exists only on Amazon Linux 1
 * and 2 and cannot use IMDSv2 (AWS's agent reference).
 */
export function chooseShipper(facts: ShipperFacts): ShipperChoice {
  const source = sourceOf(facts);
  if (!source) return { shipper: undefined, reason: 'no-system-log' };
  if (!hasAwslogs(facts)) {
    return { shipper: 'amazon-cloudwatch-agent', source, reason: 'no-awslogs-on-this-os' };
  }
  if (source.kind === 'journald') {
    return { shipper: 'amazon-cloudwatch-agent', source, reason: 'no-syslog-file' };
  }
  if (facts.httpTokens === 'required') {
    return { shipper: 'amazon-cloudwatch-agent', source, reason: 'imdsv2-required' };
  }
  return { shipper: 'awslogs', source, reason: 'awslogs-works-here' };
}

function sourceOf({ syslogFile, isoTime, journald }: ShipperFacts): LogSource | undefined {
  if (syslogFile) return { kind: 'file', path: syslogFile, isoTime };
  return journald ? { kind: 'journald' } : undefined;
}

function hasAwslogs({ osId, osVersion }: ShipperFacts): boolean {
  return osId === 'amzn' && (osVersion === '2' || osVersion.startsWith('2018.'));
}

/** journald input came with CloudWatch agent 1.300070.0 (its release notes, 2026-06-19). */
export function readsJournald(version: string): boolean {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  return major > 1 || (major === 1 && minor >= 300070);
}

/** A section of awslogs.conf per file, as the guide shows it. */
export function awslogsSections(logs: readonly LogFile[], source: LogSource): string {
  return logs
    .map((log) =>
      [
        `[${log.group}]`,
        `datetime_format = ${timeFormat(source)}`,
        `file = ${pathOf(log, source)}`,
        'buffer_duration = 5000',
        `log_stream_name = ${log.stream}`,
        'initial_position = start_of_file',
        `log_group_name = ${log.group}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Only the `logs` section: no metrics, and never a retention, which would delete old events. */
export function cloudWatchAgentConfig(logs: readonly LogFile[], source: LogSource): string {
  const collected =
    source.kind === 'journald'
      ? { journald: { collect_list: logs.map(journaldItem) } }
      : { files: { collect_list: logs.map((log) => fileItem(log, source)) } };
  return `${JSON.stringify(JSON.parse(canonicalJson({ logs: { logs_collected: collected } })), null, 2)}\n`;
}

function journaldItem(log: LogFile): object {
  return { log_group_name: log.group, log_stream_name: log.stream };
}

function fileItem(log: LogFile, source: LogSource): object {
  return {
    file_path: pathOf(log, source),
    log_group_name: log.group,
    log_stream_name: log.stream,
    timestamp_format: timeFormat(source),
    timezone: 'Local',
  };
}

/** The agent knows no code for a zone written as +00:00, so it stands outside the format. */
function timeFormat(source: LogSource): string {
  return source.kind === 'file' && source.isoTime ? '%Y-%m-%dT%H:%M:%S' : '%b %d %H:%M:%S';
}

/** The system log's name in the wish is the guide's; on this OS it may be another file. */
function pathOf(log: LogFile, source: LogSource): string {
  return log.file === systemLog.file && source.kind === 'file' ? source.path : log.file;
}
