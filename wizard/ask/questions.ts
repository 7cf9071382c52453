import { isDiskPath } from '../../agent/disk-path.ts';
import { logFileProblem, systemLog } from '../../agent/log-file.ts';
import { type AlertWishes, namesSomebody } from '../alerts.ts';
import type { Flags } from '../flags/flags.ts';
import { readLog, writeLog } from '../flags/log-readers.ts';
import { shellWord } from '../next-command.ts';

/** Every question has the name of the flag that answers it; of alerts there are several. */
export type QuestionId =
  | 'region'
  | 'instance-id'
  | 'period'
  | 'swap'
  | 'disk-path'
  | 'detailed-monitoring'
  | 'migrate'
  | 'log'
  | 'log-start'
  | 'metrics-agent'
  | 'alerts';

/** In the order of the guide's chapters: where, which instance, what to measure, what to pay for, whom to tell. */
const order: readonly QuestionId[] = [
  'region',
  'instance-id',
  'period',
  'swap',
  'disk-path',
  'detailed-monitoring',
  'migrate',
  'log',
  'log-start',
  'metrics-agent',
  'alerts',
];

/** Answers by question, in the words a flag would have. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

/** What the command line answered already: that is not asked again. */
export function answeredByFlags(flags: Flags): Answers {
  const said: Partial<Record<QuestionId, string>> = {};
  if (flags.region !== undefined) said.region = flags.region;
  if (flags.period !== undefined) said.period = String(flags.period);
  if (flags.highResolution) said.period = `60/${flags.highResolution}`;
  if (flags.swap !== undefined) said.swap = String(flags.swap);
  if (flags.diskPaths !== undefined) said['disk-path'] = flags.diskPaths.join(', ');
  if (flags.detailedMonitoring !== undefined)
    said['detailed-monitoring'] = String(flags.detailedMonitoring);
  if (flags.migrate !== undefined) said.migrate = String(flags.migrate);
  if (flags.logs !== undefined) said.log = flags.logs.map(writeLog).join(', ');
  if (flags.logStart !== undefined) said['log-start'] = flags.logStart;
  if (flags.metricsAgent !== undefined) said['metrics-agent'] = flags.metricsAgent;
  if (flags.noAlerts || namesSomebody(alertsOf(flags))) said.alerts = asSaid;
  return said;
}

function alertsOf({ emails, webhook, topic, noAlerts }: Flags): AlertWishes {
  return { emails, webhook, topic, declined: noAlerts };
}

/** The answer that leaves the flags as they are: they say it, or somebody is told already. */
export const asSaid = 'as-said';

/** How alerts can reach somebody; the answer is `email=ops@example.com`, or `none`. */
export type AlertChannel = 'email' | 'webhook' | 'topic';

function alertFlags(answer: string | undefined): Partial<Flags> {
  if (answer === undefined || answer === asSaid) return {};
  const [channel = '', ...rest] = answer.split('=');
  const value = rest.join('=');
  switch (channel) {
    case 'email':
      return { emails: [value] };
    case 'webhook':
      return { webhook: value };
    case 'topic':
      return { topic: value };
    default:
      return { noAlerts: true };
  }
}

/**
 * The next thing to ask; `undefined` when nothing is left. Of an instance that is set up already
 * everything is known: its record answers.
 */
export function nextQuestion(
  answers: Answers,
  isSetUp: (instanceId: string) => boolean,
): QuestionId | undefined {
  const instanceId = answers['instance-id'];
  const wishes = instanceId === undefined || !isSetUp(instanceId);
  return order.find((id) => answers[id] === undefined && (wishes || isPlace(id)));
}

function isPlace(id: QuestionId): boolean {
  return id === 'region' || id === 'instance-id';
}

/** The command line that the answers stand for: what runs is what the flags would have run. */
export function asFlags(flags: Flags, answers: Answers): Flags {
  const { region, swap, migrate } = answers;
  // `60/10`: every minute, with a sample every 10 seconds
  const [period, resolution] = answers.period?.split('/') ?? [];
  const detailed = answers['detailed-monitoring'];
  const disks = answers['disk-path'];
  const instanceId = answers['instance-id'];
  return {
    ...flags,
    ...(region === undefined ? {} : { region }),
    ...(instanceId === undefined ? {} : { instanceIds: [instanceId] }),
    ...(period === undefined ? {} : { period: period === '60' ? 60 : 300 }),
    ...(resolution === undefined ? {} : { highResolution: Number(resolution) }),
    ...(swap === undefined ? {} : { swap: swap === 'true' }),
    ...(migrate === undefined ? {} : { migrate: migrate === 'true' }),
    ...(disks === undefined ? {} : { diskPaths: splitPaths(disks) }),
    ...(detailed === undefined ? {} : { detailedMonitoring: detailed === 'true' }),
    ...logFlags(flags, answers),
    ...alertFlags(answers.alerts),
  };
}

/**
 * What was said with options stays as it is. The beginning of a file is what holds without a word,
 * and then what is in it is asked about again where it costs more than little.
 */
function logFlags(flags: Flags, answers: Answers): Partial<Flags> {
  const { log = '', 'log-start': start, 'metrics-agent': agent } = answers;
  const logs = flags.logs === undefined ? splitPaths(log).map(readLog) : [];
  return {
    ...(logs.length === 0 ? {} : { logs }),
    ...(start === 'end' ? { logStart: start } : {}),
    ...(agent === 'cloudwatch-agent' ? { metricsAgent: agent } : {}),
  };
}

/** `/, /data` → both, each once. */
export function splitPaths(text: string): string[] {
  const paths = text.split(',').map((path) => path.trim());
  return [...new Set(paths.filter((path) => path !== ''))];
}

/** The first path that cannot be one; `undefined` when all can, and there is one at all. */
export function wrongPath(text: string): string | undefined {
  const paths = splitPaths(text);
  return paths.length === 0 ? '' : paths.find((path) => !isDiskPath(path));
}

/** The first that is no log file; `undefined` when all are, none too. */
export function wrongLog(text: string): string | undefined {
  return splitPaths(text).find((path) => {
    const log = { file: path, group: path, stream: systemLog.stream };
    return logFileProblem(log) !== undefined;
  });
}

/**
 * The same questions as flags, for a user who wants to skip them next time: the verb, then each
 * flag with its value.
 */
export function asCommandLine(verb: string, flags: Flags): string[] {
  return [
    `cloudwatch-wizard ${verb}`,
    ...flags.instanceIds.map((id) => `--instance-id ${id}`),
    ...valued('--region', flags.region),
    ...valued('--profile', flags.profile),
    ...valued('--period', flags.period),
    ...valued('--high-resolution', flags.highResolution || undefined),
    ...switched('swap', flags.swap),
    ...(flags.diskPaths ?? []).flatMap((path) => valued('--disk-path', path)),
    ...switched('detailed-monitoring', flags.detailedMonitoring),
    ...switched('migrate', flags.migrate),
    ...valued('--proxy', flags.proxy || undefined),
    ...logWords(flags),
    ...alertWords(flags),
    ...(verb === 'plan' ? [] : ['--yes']),
  ];
}

function alertWords({ emails, webhook, topic, noAlerts }: Flags): string[] {
  return [
    ...emails.flatMap((email) => valued('--email', email)),
    // Its address is a secret, and a screen is read by others.
    ...(webhook === undefined ? [] : ['--webhook URL']),
    ...valued('--topic', topic),
    ...(noAlerts ? ['--no-alerts'] : []),
  ];
}

function logWords(flags: Flags): string[] {
  const { logs = [], logShipper, logStart, allowMissing, retention = {}, logKmsKey } = flags;
  return [
    ...logs.flatMap((log) => valued('--log', writeLog(log))),
    ...valued('--log-start', logStart),
    ...valued('--log-shipper', logShipper),
    ...switched('allow-missing', allowMissing),
    ...Object.entries(retention).map(([group, days]) => `--retention ${shellWord(group)}=${days}`),
    ...flags.lowerRetention.flatMap((group) => valued('--lower-retention', group)),
    ...valued('--log-kms-key', logKmsKey),
    ...valued('--metrics-agent', flags.metricsAgent),
  ];
}

function valued(flag: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${flag} ${shellWord(String(value))}`];
}

function switched(name: string, value: boolean | undefined): string[] {
  return value === undefined ? [] : [value ? `--${name}` : `--no-${name}`];
}
