import { isCommonPattern } from './log-pattern.ts';

/** A log file whose lines go to CloudWatch Logs. */
export interface LogFile {
  /** Absolute path; `/var/log/messages` stands for the system log, wherever this OS keeps it. */
  readonly file: string;
  readonly group: string;
  /** May hold `{instance_id}`. */
  readonly stream: string;
  /** strptime format; left out, a line is as old as the moment it is read. The system log's is known. */
  readonly timeFormat?: string;
  /** Of the times in the file; left out, that of the instance. */
  readonly timeZone?: 'LOCAL' | 'UTC';
  /** A regular expression that begins an event, or `{datetime_format}`: a line with a time does. */
  readonly multiLine?: string;
  /** A name of `encodings`; left out, UTF-8. */
  readonly encoding?: string;
}

/** The log file of the guide: its name is also the name of the log group. */
export const systemLog: LogFile = {
  file: '/var/log/messages',
  group: '/var/log/messages',
  stream: '{instance_id}',
};

/** An encoding by its usual name → the names that awslogs (Python's) and the CloudWatch agent use. */
export const encodings: Readonly<Record<string, { awslogs: string; cwagent: string }>> = {
  'utf-8': { awslogs: 'utf_8', cwagent: 'utf-8' },
  ascii: { awslogs: 'ascii', cwagent: 'ascii' },
  'utf-16': { awslogs: 'utf_16', cwagent: 'utf-16' },
  'utf-16le': { awslogs: 'utf_16_le', cwagent: 'utf-16le' },
  'utf-16be': { awslogs: 'utf_16_be', cwagent: 'utf-16be' },
  'euc-kr': { awslogs: 'euc_kr', cwagent: 'euc-kr' },
  'euc-jp': { awslogs: 'euc_jp', cwagent: 'euc-jp' },
  'shift-jis': { awslogs: 'shift_jis', cwagent: 'shift_jis' },
  'iso-2022-jp': { awslogs: 'iso2022_jp', cwagent: 'iso2022-jp' },
  big5: { awslogs: 'big5', cwagent: 'big5' },
  gbk: { awslogs: 'gbk', cwagent: 'gbk' },
  gb18030: { awslogs: 'gb18030', cwagent: 'gb18030' },
  'koi8-r': { awslogs: 'koi8_r', cwagent: 'koi8-r' },
  'iso-8859-2': { awslogs: 'iso8859_2', cwagent: 'iso8859-2' },
  'iso-8859-15': { awslogs: 'iso8859_15', cwagent: 'iso8859-15' },
  'windows-1252': { awslogs: 'cp1252', cwagent: 'windows-1252' },
};

export type LogOption =
  | 'file'
  | 'group'
  | 'stream'
  | 'time-format'
  | 'time-zone'
  | 'multi-line'
  | 'encoding';

/** Why a part of a log file's wish cannot be written into an agent's configuration. */
export type LogOptionFault =
  | 'not-one-line'
  | 'blank-at-end'
  | 'comment'
  | 'not-absolute'
  | 'wildcard'
  | 'too-long'
  | 'characters'
  | 'placeholder'
  | 'heartbeat-stream'
  | 'time-code'
  | 'time-zone'
  | 'pattern'
  | 'missing'
  | 'encoding';

export interface LogOptionProblem {
  readonly option: LogOption;
  readonly fault: LogOptionFault;
}

/**
 * Whether both agents would read every part of it as it was meant. `undefined` when they would.
 * awslogs.conf has no quoting: what would be cut, split or taken for a comment there is refused,
 * for either agent, because an instance may get the other one tomorrow.
 */
export function logFileProblem(log: LogFile): LogOptionProblem | undefined {
  const { file, group, stream, timeFormat, timeZone, multiLine, encoding } = log;
  const texts: readonly (readonly [LogOption, string | undefined, Check])[] = [
    ['file', file, pathFault],
    ['group', group, groupFault],
    ['stream', stream, streamFault],
    ['time-format', timeFormat, timeFormatFault],
    ['time-zone', timeZone, (zone) => (['LOCAL', 'UTC'].includes(zone) ? undefined : 'time-zone')],
    ['multi-line', multiLine, patternFault],
    ['encoding', encoding, (name) => (name in encodings ? undefined : 'encoding')],
  ];
  for (const [option, text, check] of texts) {
    const fault = text === undefined ? undefined : (lineFault(text) ?? check(text));
    if (fault) return { option, fault };
  }
  // Nobody outside knows what the instance would fill in there.
  if (isSystemLog(log) && /\{(?:hostname|ip_address)\}/.test(stream))
    return { option: 'stream', fault: 'heartbeat-stream' };
  // Of the system log it is known.
  const needsTime = multiLine === '{datetime_format}' && !timeFormat && !isSystemLog(log);
  return needsTime ? { option: 'time-format', fault: 'missing' } : undefined;
}

/** The log stream that lines of this instance end up in. */
export function streamName(log: LogFile, instanceId: string): string {
  return log.stream.replaceAll('{instance_id}', instanceId);
}

/** Wherever this system keeps it: its name in the wish is the guide's. */
export function isSystemLog(log: LogFile): boolean {
  return log.file === systemLog.file;
}

/** The system log first, with its own settings where they were said; then every further file. */
export function withSystemLog(logs: readonly LogFile[]): LogFile[] {
  const own = logs.findLast(isSystemLog);
  return [own ?? systemLog, ...logs.filter((log) => !isSystemLog(log))];
}

/** Two files that would be written into one stream, which no agent keeps apart. */
export function sharedStream(logs: readonly LogFile[]): readonly [LogFile, LogFile] | undefined {
  const seen = new Map<string, LogFile>();
  for (const log of logs) {
    const key = `${log.group} ${log.stream}`;
    const other = seen.get(key);
    if (other) return [other, log];
    seen.set(key, log);
  }
  return undefined;
}

type Check = (text: string) => LogOptionFault | undefined;

const lineFault: Check = (text) => {
  // Control characters, and what Unicode counts as the end of a line.
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return 'not-one-line';
  if (text.trim() !== text || text === '' || text === '""') return 'blank-at-end';
  // Python's parser takes a semicolon behind a blank for a comment.
  return /\s;/.test(text) ? 'comment' : undefined;
};

const pathFault: Check = (path) => {
  if (!path.startsWith('/') || path.endsWith('/')) return 'not-absolute';
  // Both agents would take them for patterns, and each in its own way.
  if (/[*?[\]{}\\]/.test(path)) return 'wildcard';
  return Buffer.byteLength(path) > 1024 ? 'too-long' : undefined;
};

/** Characters and length are those of CreateLogGroup. */
const groupFault: Check = (group) => {
  if (group.length > 512) return 'too-long';
  return /^[.\-_/#A-Za-z0-9]+$/.test(group) ? undefined : 'characters';
};

/** Characters and length are those of CreateLogStream; placeholders those that both agents know. */
const streamFault: Check = (stream) => {
  if (stream.length > 512) return 'too-long';
  if (/[:*]/.test(stream)) return 'characters';
  const plain = stream.replace(/\{(?:instance_id|hostname|ip_address)\}/g, '');
  return /[{}]/.test(plain) ? 'placeholder' : undefined;
};

/** The codes that the CloudWatch agent documents; Python knows them all, but for the hyphen. */
const timeFormatFault: Check = (format) => {
  const rest = format.replace(/%(?:-[mdIMS]|[BbmAadHIMSYyfpZz])/g, '');
  return rest.includes('%') ? 'time-code' : undefined;
};

const patternFault: Check = (pattern) =>
  pattern === '{datetime_format}' || isCommonPattern(pattern) ? undefined : 'pattern';
