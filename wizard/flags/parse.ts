import { closest } from './closest.ts';
import { type Command, type Flags, noFlags, type Verb, verbs } from './flags.ts';
import { readers } from './readers.ts';
import { Refused } from './refused.ts';

const everywhere = ['json', 'output', 'lang', 'no-color', 'help'];
const onAws = [...everywhere, 'profile', 'region', 'expect-account', 'no-input'];
const changing = [...onAws, 'instance-id', 'yes', 'timeout', 'details'];
const logWishes = [
  ...['log', 'log-shipper', 'log-start', 'allow-missing', 'retention', 'lower-retention'],
  ...['log-kms-key', 'metrics-agent'],
];
const told = ['email', 'webhook', 'topic'];
const measuring = ['period', 'high-resolution', 'swap', 'disk-path', 'proxy'];
const settingUp = [
  ...[...changing, 'dry-run', ...told, 'no-alerts'],
  ...[...measuring, 'detailed-monitoring', 'migrate', ...logWishes],
];
/** Of the verifier: no instance is named. */
const ofRegion = [...onAws, 'yes', 'timeout', 'details', 'dry-run'];

/** What each verb takes; anything else is refused, so that no flag is silently without effect. */
export const flagsOf: Readonly<Record<Verb, readonly string[]>> = {
  setup: settingUp,
  plan: settingUp,
  repair: [...changing, 'dry-run'],
  undo: [...changing, 'dry-run'],
  status: [...onAws, 'instance-id', 'fail'],
  verify: [...onAws, 'instance-id'],
  'agent script': ['lang', 'help', ...measuring, 'migrate'],
  'verifier deploy': [...ofRegion, ...told, 'period', 'confirm-link'],
  'verifier status': [...onAws, 'fail'],
  'verifier test-alert': onAws,
  'verifier template': [...everywhere],
  'verifier remove': ofRegion,
  sandbox: [...everywhere, 'port', 'rate', 'faults', 'region'],
};

/** Flags that stand alone; `--no-NAME` is understood where there is something to switch off. */
const switches = [
  'json',
  'yes',
  'no-input',
  'dry-run',
  'details',
  'fail',
  'help',
  'version',
  'no-color',
  'no-alerts',
];
const negatable = ['detailed-monitoring', 'swap', 'migrate', 'allow-missing'];

interface Word {
  readonly name: string;
  readonly value: string | undefined;
}

/** Reads a command line. Pure: what is wrong comes back as a problem. */
export function parseFlags(argv: readonly string[]): Command {
  let flags = noFlags;
  try {
    const { verb: said, words } = split(argv);
    const verb = said ?? 'setup';
    for (const word of words) flags = withFlag(flags, word);
    if (words.some(({ name }) => name === 'version')) return { kind: 'version' };
    if (words.some(({ name }) => name === 'help'))
      return { kind: 'help', verb: said, lang: flags.lang };
    checkTogether(verb, words, flags);
    const bare = said === undefined;
    return {
      kind: 'run',
      verb,
      bare,
      flags: { ...flags, dryRun: flags.dryRun || verb === 'plan' },
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: 'invalid', problem: error.problem, flags: withOutput(flags, argv) };
  }
}

/** A wrong command line is answered in the form and language that the rest of it asks for. */
function withOutput(flags: Flags, argv: readonly string[]): Flags {
  const says = (name: string, value: string) =>
    argv.some(
      (arg, i) => arg === `--${name}=${value}` || (arg === `--${name}` && argv[i + 1] === value),
    );
  const lang = (['en', 'ko'] as const).find((one) => says('lang', one));
  return {
    ...flags,
    json: argv.includes('--json') || says('output', 'json'),
    ...(lang ? { lang } : {}),
    ...(argv.includes('--no-color') ? { color: false } : {}),
  };
}

function split(argv: readonly string[]): { verb: Verb | undefined; words: Word[] } {
  const words: Word[] = [];
  let verb: Verb | undefined;
  const rest = [...argv];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const arg = expanded(next);
    if (arg.startsWith('--')) {
      words.push(positive(readWord(arg, rest)));
    } else {
      if (verb) throw new Refused({ id: 'unexpected-argument', values: { argument: arg } });
      verb = verbOrThrow(arg, rest);
    }
  }
  return { verb, words };
}

function onlyVerbOf(first: string): Verb | undefined {
  const [only, ...others] = verbs.filter((one) => one.startsWith(`${first} `));
  return others.length === 0 ? only : undefined;
}

function checkTogether(verb: Verb, words: readonly Word[], flags: Flags): void {
  for (const { name } of words) if (!flagsOf[verb].includes(name)) throw foreign(verb, name);
  // A minute's samples are sent every minute.
  if (flags.period === 300 && flags.highResolution)
    throw new Refused({
      id: 'bad-value',
      values: { flag: '--period', value: '300', expected: '60 (--high-resolution)' },
    });
}

/** `--name=value`, or `--name` and the word behind it where the flag takes one. */
function readWord(arg: string, rest: string[]): Word {
  const at = arg.indexOf('=');
  const name = at === -1 ? arg.slice(2) : arg.slice(2, at);
  checkKnown(name);
  if (at === -1) return { name, value: takesValue(name) ? rest.shift() : undefined };
  const value = arg.slice(at + 1);
  if (!takesValue(name)) throw standsAlone(name, value);
  return { name, value };
}

/** `--yes=false` would confirm, and `--detailed-monitoring=false` would cost money. */
function standsAlone(name: string, value: string): Refused {
  const plain = name.replace(/^no-/, '');
  const expected = negatable.includes(plain) ? `--${plain}, --no-${plain}` : `--${name}`;
  return new Refused({ id: 'bad-value', values: { flag: `--${name}`, value, expected } });
}

const short: Readonly<Record<string, string>> = {
  '-y': '--yes',
  '-h': '--help',
  '-n': '--dry-run',
};

function expanded(arg: string): string {
  const long = short[arg];
  if (!long && /^-[^-]/.test(arg))
    throw new Refused({ id: 'unknown-flag', values: { flag: arg, meant: '' } });
  return long ?? arg;
}

function takesValue(name: string): boolean {
  const plain = name.replace(/^no-/, '');
  return !switches.includes(name) && !negatable.includes(plain);
}

/** `--no-swap` is `--swap` with the value false. */
function positive(word: Word): Word {
  const plain = word.name.replace(/^no-/, '');
  if (!negatable.includes(plain)) return word;
  return { name: plain, value: word.name === plain ? 'true' : 'false' };
}

/** Of a verb of two words the second is the next one; help may be asked for by the first alone. */
function verbOrThrow(first: string, rest: string[]): Verb | undefined {
  if (first.startsWith('-'))
    throw new Refused({ id: 'unknown-flag', values: { flag: first, meant: '' } });
  const isFirstOfTwo = verbs.some((one) => one.startsWith(`${first} `));
  const wantsHelp = ['--help', '-h', '--version'].some((word) => rest.includes(word));
  if (isFirstOfTwo && wantsHelp && rest[0]?.startsWith('-')) return onlyVerbOf(first);
  const second = isFirstOfTwo && !rest[0]?.startsWith('-') ? rest.shift() : undefined;
  const word = second === undefined ? first : `${first} ${second}`;
  const verb = verbs.find((one) => one === word);
  if (verb) return verb;
  const meant =
    second === undefined ? (onlyVerbOf(first) ?? closest(word, verbs)) : closest(word, verbs);
  throw new Refused({ id: 'unknown-verb', values: { verb: word, meant: meant ?? '', verbs } });
}

function allNames(): string[] {
  const names = [...new Set(Object.values(flagsOf).flat()), 'version'];
  return [...names, ...negatable.map((name) => `no-${name}`)];
}

function checkKnown(name: string): void {
  if (allNames().includes(name)) return;
  const meant = closest(name, allNames());
  throw new Refused({
    id: 'unknown-flag',
    values: { flag: `--${name}`, meant: meant ? `--${meant}` : '' },
  });
}

function foreign(verb: Verb, name: string): Refused {
  return new Refused({ id: 'unknown-flag', values: { flag: `--${name}`, meant: '', verb } });
}

function withFlag(flags: Flags, { name, value }: Word): Flags {
  if (takesValue(name) && (value === undefined || value === ''))
    throw new Refused({ id: 'missing-value', values: { flag: `--${name}` } });
  return { ...flags, ...(readers[name]?.(value ?? '', flags) ?? {}) };
}
