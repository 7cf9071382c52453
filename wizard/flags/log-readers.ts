import {
  encodings,
  type LogFile,
  logFileProblem,
  sharedStream,
  systemLog,
  withSystemLog,
} from '../../agent/log-file.ts';
import type { Flags } from './flags.ts';
import { checked, Refused } from './refused.ts';

export type Reader = (value: string, flags: Flags) => Partial<Flags>;

/** How the flags about logs become values. */
export const logReaders: Readonly<Record<string, Reader>> = {
  log: (value, { logs = [] }) => {
    const log = readLog(value);
    const all = [...logs.filter(({ file }) => file !== log.file), log];
    const shared = sharedStream(withSystemLog(all));
    if (shared)
      throw new Refused({
        id: 'log-stream-shared',
        values: { files: shared.map(({ file }) => file), stream: log.stream, group: log.group },
      });
    return { logs: all };
  },
  'log-shipper': (value) => {
    const expected = 'auto, awslogs, cloudwatch-agent';
    checked('log-shipper', value, (text) => text in shippers, expected);
    return { logShipper: shippers[value] };
  },
  'log-start': (value) => {
    checked('log-start', value, (text) => text === 'beginning' || text === 'end', 'beginning, end');
    return { logStart: value === 'end' ? 'end' : 'beginning' };
  },
  'allow-missing': (value) => ({ allowMissing: value === 'true' }),
  retention: (value, { retention }) => {
    const [, group = '', days = ''] =
      /^(.+)=(\d+|never)$/.exec(checked('retention', value, isRetention, retentionExample)) ?? [];
    return { retention: { ...retention, [group]: days === 'never' ? days : Number(days) } };
  },
  'lower-retention': (value, { lowerRetention }) => ({
    lowerRetention: [...new Set([...lowerRetention, value])],
  }),
  'log-kms-key': (value) => ({ logKmsKey: checked('log-kms-key', value, isKeyArn, keyExample) }),
  'metrics-agent': (value) => {
    const good = (text: string) => text === 'script' || text === 'cloudwatch-agent';
    checked('metrics-agent', value, good, 'script, cloudwatch-agent');
    return { metricsAgent: value === 'script' ? 'script' : 'cloudwatch-agent' };
  },
};

const shippers: Readonly<Record<string, Flags['logShipper']>> = {
  auto: 'auto',
  awslogs: 'awslogs',
  'cloudwatch-agent': 'amazon-cloudwatch-agent',
  'amazon-cloudwatch-agent': 'amazon-cloudwatch-agent',
};

const options = ['group', 'stream', 'time-format', 'time-zone', 'multi-line', 'encoding'] as const;
const example = '/var/log/app.log,group=app,time-format=%Y-%m-%d %H:%M:%S';

/**
 * `FILE[,group=,stream=,time-format=,time-zone=,multi-line=,encoding=]`. A comma splits only before
 * the name of an option, so that formats and patterns may hold some.
 * @throws Refused
 */
export function readLog(value: string): LogFile {
  const [file = '', ...said] = value.split(new RegExp(`,(?=(?:${options.join('|')})=)`));
  const bad = () =>
    new Refused({ id: 'bad-value', values: { flag: '--log', value, expected: example } });
  // A misspelt option would be taken for a part of the path.
  if (/,\s*[\w-]+=/.test(file)) throw bad();
  const given = new Map(said.map((part) => splitAt(part)));
  if (given.size < said.length) throw bad();
  const log = toLog(file, given);
  const fault = logFileProblem(log);
  if (!fault) return log;
  throw new Refused({ id: 'log-not-writable', values: { file, value, ...fault } });
}

/** What `readLog` reads as this. */
export function writeLog(log: LogFile): string {
  const { file, group, stream, timeFormat, timeZone, multiLine, encoding } = log;
  const said: readonly (readonly [(typeof options)[number], string | undefined])[] = [
    ['group', group === file ? undefined : group],
    ['stream', stream === systemLog.stream ? undefined : stream],
    ['time-format', timeFormat],
    ['time-zone', timeZone],
    ['multi-line', multiLine],
    ['encoding', encoding],
  ];
  const parts = said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return [file, ...parts].join(',');
}

function splitAt(part: string): [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}

function toLog(file: string, given: ReadonlyMap<string, string>): LogFile {
  const [timeFormat, timeZone, multiLine, encoding] = [
    given.get('time-format'),
    given.get('time-zone')?.toUpperCase(),
    given.get('multi-line')?.replace('{timestamp_format}', '{datetime_format}'),
    given.get('encoding')?.toLowerCase().replaceAll('_', '-'),
  ];
  return {
    file,
    group: given.get('group') ?? file,
    stream: given.get('stream') ?? systemLog.stream,
    ...(timeFormat === undefined ? {} : { timeFormat }),
    // Checked with the rest.
    ...(timeZone === undefined ? {} : { timeZone: timeZone as 'LOCAL' | 'UTC' }),
    ...(multiLine === undefined ? {} : { multiLine }),
    ...(encoding === undefined ? {} : { encoding: encodingNamed(encoding) }),
  };
}

/** `utf8` and `sjis` are what people type. */
function encodingNamed(name: string): string {
  const plain = (text: string) => text.replaceAll('-', '');
  return Object.keys(encodings).find((known) => plain(known) === plain(name)) ?? name;
}

/** What PutRetentionPolicy takes. */
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];
const retentionExample = `/var/log/messages=90; ${retentionDays.join(', ')}, never`;

function isRetention(value: string): boolean {
  const [, group = '', days = ''] = /^(.+)=(\d+|never)$/.exec(value) ?? [];
  const isDays = days === 'never' || retentionDays.includes(Number(days));
  return isDays && /^[.\-_/#A-Za-z0-9]{1,512}$/.test(group);
}

const keyExample = 'arn:aws:kms:ap-northeast-2:111122223333:key/UUID';

/** CreateLogGroup takes the ARN of a key, and no alias. */
function isKeyArn(value: string): boolean {
  return /^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,200}$/.test(value);
}
