import { encodings, isSystemLog, type LogFile } from './log-file.ts';
import type { LogSource } from './log-shipper.ts';
import { canonicalJson, type LogStart } from './monitoring-spec.ts';

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
  const name = isSystemLog(log) ? log.file : `cloudwatch-wizard ${log.file}`;
  return [`[${name}]`, ...set, ''].join('\n');
}

/**
 * Only the `logs` section: no metrics, and never a retention, which would delete old events of
 * groups that were there before.
 */
export function cloudWatchAgentConfig(logs: readonly LogFile[], source: LogSource): string {
  const files = logs.filter((log) => source.kind === 'file' || !isSystemLog(log));
  const journals = logs.filter((log) => !files.includes(log));
  const collected = {
    ...(files.length > 0
      ? { files: { collect_list: files.map((log) => fileItem(log, source)) } }
      : {}),
    ...(journals.length > 0 ? { journald: { collect_list: journals.map(journaldItem) } } : {}),
  };
  return asJson({ logs: { logs_collected: collected } });
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
