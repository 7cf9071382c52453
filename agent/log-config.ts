import { encodings, isSystemLog, type LogFile } from './log-file.ts';
import type { LogSource } from './log-shipper.ts';
import { namespace } from './metric-catalogue.ts';
import { canonicalJson, type LogStart, type MonitoringSpec } from './monitoring-spec.ts';

type FileSource = Extract<LogSource, { kind: 'file' }>;

/**
 * A section of awslogs.conf per file, as the guide shows it. It has no quoting: `logFileProblem`
 * says what cannot stand here.
 */
export function awslogsSections(
  logs: readonly LogFile[],
  source: FileSource,
  start: LogStart = 'beginning',
): string {
  return logs.map((log) => section(placed(log, source), start)).join('\n');
}

function section(log: PlacedLog, start: LogStart): string {
  const { path, group, stream, timeFormat, timeZone, multiLine, encoding } = log;
  const lines: readonly (readonly [string, string | undefined])[] = [
    // Python's strptime knows no hyphen, and does without.
    ['datetime_format', timeFormat?.replaceAll('%-', '%')],
    ['time_zone', timeZone],
    ['file', path],
    ['buffer_duration', '5000'],
    ['log_stream_name', stream],
    ['initial_position', start === 'end' ? 'end_of_file' : 'start_of_file'],
    ['log_group_name', group],
    ['multi_line_start_pattern', multiLine],
    ['encoding', encoding === undefined ? undefined : encodings[encoding]?.awslogs],
  ];
  const set = lines.flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]));
  // Two sections of one name would be read as one, and somebody else's may be called like a file.
  return [`[cloudwatch-wizard ${log.file}]`, ...set, ''].join('\n');
}

/**
 * Only the `logs` section, unless the agent is to measure too; and never a retention, which would
 * delete old events of groups that were there before.
 */
export function cloudWatchAgentConfig(
  logs: readonly LogFile[],
  source: LogSource,
  metrics?: AgentMetrics,
): string {
  const files = logs.filter((log) => source.kind === 'file' || !isSystemLog(log));
  const journals = logs.filter((log) => !files.includes(log));
  const collected = {
    ...(files.length > 0
      ? { files: { collect_list: files.map((log) => fileItem(log, source)) } }
      : {}),
    ...(journals.length > 0 ? { journald: { collect_list: journals.map(journaldItem) } } : {}),
  };
  return asJson({
    logs: { logs_collected: collected },
    ...(metrics === undefined ? {} : { metrics: metricsSection(metrics) }),
  });
}

/** What the agent measures instead of our script. */
export type AgentMetrics = Pick<MonitoringSpec, 'period' | 'swap' | 'diskPaths'>;

/**
 * The names of the retired scripts, by renaming. Units and dimensions cannot be had whole: sizes come
 * in bytes, and disks by path and fstype.
 */
function metricsSection({ period, swap, diskPaths }: AgentMetrics): object {
  const measured = (used: string, available: string, prefix: string) =>
    [
      [`${used}_percent`, 'Utilization', 'Percent'],
      [used, 'Used', 'Bytes'],
      [available, 'Available', 'Bytes'],
    ].map(([name, word, unit]) => ({ name, rename: `${prefix}${word}`, unit }));
  return {
    namespace,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the agent fills it in.
    append_dimensions: { InstanceId: '${aws:InstanceId}' },
    metrics_collected: {
      mem: {
        measurement: measured('used', 'available', 'Memory'),
        metrics_collection_interval: period,
      },
      ...(swap
        ? {
            swap: {
              measurement: measured('used', 'free', 'Swap').slice(0, 2),
              metrics_collection_interval: period,
            },
          }
        : {}),
      disk: {
        measurement: measured('used', 'free', 'DiskSpace'),
        metrics_collection_interval: period,
        resources: diskPaths,
        drop_device: true,
      },
    },
  };
}

function asJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}

function journaldItem(log: LogFile): object {
  return { log_group_name: log.group, log_stream_name: log.stream };
}

function fileItem(log: LogFile, source: LogSource): object {
  const { path, group, stream, timeFormat, timeZone, multiLine, encoding } = placed(log, source);
  const pattern = multiLine === '{datetime_format}' ? '{timestamp_format}' : multiLine;
  return {
    file_path: path,
    log_group_name: group,
    log_stream_name: stream,
    ...(timeFormat === undefined ? {} : { timestamp_format: timeFormat }),
    timezone: timeZone === 'UTC' ? 'UTC' : 'Local',
    ...(pattern === undefined ? {} : { multi_line_start_pattern: pattern }),
    ...(encoding === undefined ? {} : { encoding: encodings[encoding]?.cwagent }),
  };
}

interface PlacedLog extends LogFile {
  /** Where it is on this system. */
  readonly path: string;
}

function placed(log: LogFile, source: LogSource): PlacedLog {
  if (!isSystemLog(log) || source.kind !== 'file') return { ...log, path: log.file };
  return { timeFormat: syslogTime(source), ...log, path: source.path };
}

/** The agent knows no code for a zone written as +00:00, so it stands outside the format. */
function syslogTime({ isoTime }: FileSource): string {
  return isoTime ? '%Y-%m-%dT%H:%M:%S' : '%b %d %H:%M:%S';
}
