import { describe, expect, it } from 'vitest';
import { type Command, type Flags, noFlags, type Verb } from '../../wizard/flags/flags.ts';
import { flagsOf, parseFlags } from '../../wizard/flags/parse.ts';

const id = 'i-0123456789abcdef0';
const appLog = { file: '/a', group: '/a', stream: '{instance_id}' };
const keyArn = 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab';
const words = (line: string) => line.split(' ').filter((word) => word !== '');
const parse = (line: string): Command => parseFlags(words(line));

function flagsFrom(line: string): Flags {
  const command = parse(line);
  if (command.kind !== 'run') throw new Error(`${line} is ${JSON.stringify(command)}`);
  return command.flags;
}

function problemOf(argv: readonly string[]) {
  const command = parseFlags(argv);
  return command.kind === 'invalid' ? command.problem : command;
}

it('a verb alone says nothing else', () => {
  expect(parse('setup')).toEqual({ kind: 'run', verb: 'setup', bare: false, flags: noFlags });
});

describe('every flag', () => {
  it.each<[string, Partial<Flags>]>([
    [`setup --instance-id ${id}`, { instanceIds: [id] }],
    [`setup --instance-id=${id}`, { instanceIds: [id] }],
    ['setup --instance-id i-01234567', { instanceIds: ['i-01234567'] }],
    [`setup --instance-id ${id} --instance-id i-01234567`, { instanceIds: [id, 'i-01234567'] }],
    [`setup --instance-id ${id} --instance-id ${id}`, { instanceIds: [id] }],
    ['setup --period 60', { period: 60 }],
    ['setup --period=300', { period: 300 }],
    ['setup --period 60 --period 300', { period: 300 }],
    ['setup --detailed-monitoring', { detailedMonitoring: true }],
    ['setup --no-detailed-monitoring', { detailedMonitoring: false }],
    ['setup --swap', { swap: true }],
    ['setup --no-swap', { swap: false }],
    ['setup --swap --no-swap', { swap: false }],
    ['setup --disk-path /', { diskPaths: ['/'] }],
    ['setup --disk-path / --disk-path /data --disk-path /', { diskPaths: ['/', '/data'] }],
    ['setup --disk-path=/a=b', { diskPaths: ['/a=b'] }],
    ['setup --log /a', { logs: [appLog] }],
    ['setup --log /a --log=/b,group=b', { logs: [appLog, { ...appLog, file: '/b', group: 'b' }] }],
    ['setup --log /a,group=x --log /a', { logs: [appLog] }],
    ['setup --log-shipper awslogs', { logShipper: 'awslogs' }],
    ['setup --log-shipper cloudwatch-agent', { logShipper: 'amazon-cloudwatch-agent' }],
    ['setup --log-shipper auto', { logShipper: 'auto' }],
    ['setup --log-start end', { logStart: 'end' }],
    ['setup --allow-missing', { allowMissing: true }],
    ['setup --no-allow-missing', { allowMissing: false }],
    ['setup --retention /a=90', { retention: { '/a': 90 } }],
    ['setup --retention a=1 --retention b=never', { retention: { a: 1, b: 'never' } }],
    ['setup --lower-retention a', { lowerRetention: ['a'] }],
    [`setup --log-kms-key ${keyArn}`, { logKmsKey: keyArn }],
    ['setup --metrics-agent cloudwatch-agent', { metricsAgent: 'cloudwatch-agent' }],
    ['setup --metrics-agent script', { metricsAgent: 'script' }],
    ['setup --timeout 1', { timeoutSeconds: 1 }],
    ['setup --timeout 86400', { timeoutSeconds: 86_400 }],
    ['setup --profile work', { profile: 'work' }],
    ['setup --region ap-northeast-2', { region: 'ap-northeast-2' }],
    ['setup --region us-gov-west-1', { region: 'us-gov-west-1' }],
    ['setup --region us-isob-east-1', { region: 'us-isob-east-1' }],
    ['setup --region eusc-de-east-1', { region: 'eusc-de-east-1' }],
    ['setup --json', { json: true }],
    ['setup --output json', { json: true }],
    ['setup --output text', { json: false }],
    ['setup --json --output text', { json: false }],
    ['setup --yes', { yes: true }],
    ['setup -y', { yes: true }],
    ['setup --no-input', { noInput: true }],
    ['setup --dry-run', { dryRun: true }],
    ['setup -n', { dryRun: true }],
    ['setup --details', { details: true }],
    ['setup --no-color', { color: false }],
    ['setup --lang ko', { lang: 'ko' }],
    ['setup --lang=en', { lang: 'en' }],
    ['plan', { dryRun: true }],
    ['plan --yes', { dryRun: true, yes: true }],
    ['repair --dry-run', { dryRun: true }],
    ['undo -n -y', { dryRun: true, yes: true }],
    ['status --fail', { fail: true }],
    ['sandbox --port 65535', { port: 65_535 }],
    ['sandbox --port 0', { port: 0 }],
    ['sandbox --rate 1', { rate: 1 }],
    ['sandbox --rate 3600', { rate: 3600 }],
    ['sandbox --faults faults.json', { faults: 'faults.json' }],
    ['--yes setup', { yes: true }],
  ])('%s', (line, said) => {
    expect(flagsFrom(line)).toEqual({ ...noFlags, ...said });
  });

  it('takes a value that holds blanks as one word', () => {
    expect(parseFlags(['setup', '--disk-path', '/my data'])).toMatchObject({
      flags: { diskPaths: ['/my data'] },
    });
  });
});

describe('no verb, help and version', () => {
  it.each<[string, Command]>([
    ['', { kind: 'run', verb: 'setup', bare: true, flags: noFlags }],
    ['--help', { kind: 'help', verb: undefined, lang: undefined }],
    ['-h', { kind: 'help', verb: undefined, lang: undefined }],
    ['--lang ko', { kind: 'run', verb: 'setup', bare: true, flags: { ...noFlags, lang: 'ko' } }],
    ['setup --help', { kind: 'help', verb: 'setup', lang: undefined }],
    ['setup -h --lang ko', { kind: 'help', verb: 'setup', lang: 'ko' }],
    ['status --help --swap', { kind: 'help', verb: 'status', lang: undefined }],
    ['--version', { kind: 'version' }],
    ['setup --version', { kind: 'version' }],
  ])('%j', (line, command) => {
    expect(parse(line)).toEqual(command);
  });
});

describe('a value that will not do is refused', () => {
  it.each<[string[], string]>([
    [['--instance-id', 'i-123'], 'i-0123456789abcdef0'],
    [['--instance-id', 'i-0123456789ABCDEF0'], 'i-0123456789abcdef0'],
    [['--instance-id', 'web-1'], 'i-0123456789abcdef0'],
    [['--instance-id', `${id};reboot`], 'i-0123456789abcdef0'],
    [['--instance-id', '--yes'], 'i-0123456789abcdef0'],
    [['--period', '120'], '60, 300'],
    [['--period', '60s'], '60, 300'],
    [['--disk-path', 'data'], '/, /data'],
    [['--disk-path', '/a\nb'], '/, /data'],
    [['--log-shipper', 'fluentd'], 'auto, awslogs, cloudwatch-agent'],
    [['--log-start', 'middle'], 'beginning, end'],
    [['--metrics-agent', 'telegraf'], 'script, cloudwatch-agent'],
    [['--timeout', '0'], '1–86400'],
    [['--timeout', '86401'], '1–86400'],
    [['--timeout', '-1'], '1–86400'],
    [['--timeout', '10m'], '1–86400'],
    [['--region', 'Seoul'], 'ap-northeast-2'],
    [['--region', 'ap-northeast-2a'], 'ap-northeast-2'],
    [['--region', 'evil.example/ap-northeast-2'], 'ap-northeast-2'],
    [['--output', 'yaml'], 'text, json'],
    [['--lang', 'fr'], 'en, ko'],
  ])('setup %j', ([flag = '', value = ''], expected) => {
    const problem = { id: 'bad-value', values: { flag, value, expected } };
    expect(problemOf(['setup', `${flag}=${value}`])).toEqual(problem);
    if (!value.startsWith('-')) expect(problemOf(['setup', flag, value])).toEqual(problem);
  });

  it.each<[string[], string]>([
    [['--port', '65536'], '0–65535'],
    [['--port', 'http'], '0–65535'],
    [['--rate', '0'], '1–3600'],
    [['--rate', '1.5'], '1–3600'],
    [['--rate', '3601'], '1–3600'],
  ])('sandbox %j', ([flag = '', value = ''], expected) => {
    const problem = { id: 'bad-value', values: { flag, value, expected } };
    expect(problemOf(['sandbox', flag, value])).toEqual(problem);
  });
});

describe('a flag that stands alone takes no value: what was meant is not guessed', () => {
  it.each([
    ['--yes=false', '--yes', 'false', '--yes'],
    ['--json=0', '--json', '0', '--json'],
    ['--dry-run=no', '--dry-run', 'no', '--dry-run'],
    ['--help=x', '--help', 'x', '--help'],
    ['--no-color=1', '--no-color', '1', '--no-color'],
    ['--swap=false', '--swap', 'false', '--swap, --no-swap'],
    ['--no-swap=true', '--no-swap', 'true', '--swap, --no-swap'],
    [
      '--detailed-monitoring=false',
      '--detailed-monitoring',
      'false',
      '--detailed-monitoring, --no-detailed-monitoring',
    ],
  ])('%s', (word, flag, value, expected) => {
    expect(problemOf(['setup', word])).toEqual({
      id: 'bad-value',
      values: { flag, value, expected },
    });
  });
});

describe('a flag whose value is missing', () => {
  it.each(['instance-id', 'period', 'disk-path', 'timeout', 'profile', 'region', 'output', 'lang'])(
    '--%s',
    (name) => {
      const problem = { id: 'missing-value', values: { flag: `--${name}` } };
      expect(problemOf(['setup', `--${name}`])).toEqual(problem);
      expect(problemOf(['setup', `--${name}=`])).toEqual(problem);
    },
  );
});

describe('each verb takes its own flags and refuses those of others', () => {
  const examples: Readonly<Record<string, readonly string[]>> = {
    'instance-id': [id],
    period: ['60'],
    'high-resolution': ['10'],
    proxy: ['http://proxy:3128'],
    'disk-path': ['/'],
    timeout: ['60'],
    profile: ['work'],
    region: ['ap-northeast-2'],
    output: ['json'],
    lang: ['en'],
    log: ['/a'],
    'log-shipper': ['auto'],
    'log-start': ['end'],
    retention: ['g=1'],
    'lower-retention': ['g'],
    'log-kms-key': [keyArn],
    'metrics-agent': ['script'],
    port: ['0'],
    rate: ['1'],
    faults: ['f.json'],
    email: ['ops@example.com'],
    webhook: ['https://hooks.example.com/x'],
    topic: ['arn:aws:sns:ap-northeast-2:111122223333:alerts'],
    'confirm-link': [`https://sns.ap-northeast-2.amazonaws.com/?Token=${'a'.repeat(64)}`],
    'expect-account': ['111122223333'],
  };
  const names = [...new Set(Object.values(flagsOf).flat())].filter((name) => name !== 'help');
  const pairs = (Object.keys(flagsOf) as Verb[]).flatMap((verb) =>
    names.map((name) => [verb, name, flagsOf[verb].includes(name)] as const),
  );

  it.each(pairs)('%s --%s: %s', (verb, name, takes) => {
    const answer = problemOf([...verb.split(' '), `--${name}`, ...(examples[name] ?? [])]);
    expect(answer).toMatchObject(
      takes
        ? { kind: 'run', verb }
        : { id: 'unknown-flag', values: { flag: `--${name}`, meant: '', verb } },
    );
  });
});

describe('a verb of two words', () => {
  it.each([
    [['agent'], 'agent'],
    [['agent', 'scrip'], 'agent scrip'],
    [['agent', '--period', '60'], 'agent'],
  ])('%j', (words, verb) => {
    expect(problemOf(words)).toMatchObject({
      id: 'unknown-verb',
      values: { verb, meant: 'agent script' },
    });
  });

  it('tells its help by the first', () => {
    expect(parseFlags(['agent', '--help'])).toMatchObject({ kind: 'help', verb: 'agent script' });
    // Of a verifier there are several: the general help names them.
    expect(parseFlags(['verifier', '--help'])).toMatchObject({ kind: 'help', verb: undefined });
  });
});

describe('what is measured how often', () => {
  it.each([
    ['--high-resolution 10', { highResolution: 10 }],
    ['--high-resolution off', { highResolution: 0 }],
    ['--proxy http://10.0.0.1:3128', { proxy: 'http://10.0.0.1:3128' }],
    ['--proxy off', { proxy: '' }],
    ['--migrate', { migrate: true }],
    ['--no-migrate', { migrate: false }],
  ])('%s', (words, flags) => {
    expect(parseFlags(['setup', ...words.split(' ')])).toMatchObject({ kind: 'run', flags });
  });

  it.each([
    '--high-resolution 7',
    '--high-resolution 60',
    '--proxy http://user:secret@proxy:3128',
    '--proxy proxy:3128',
    '--proxy http://proxy:3128;reboot',
    '--period 300 --high-resolution 10',
  ])('never %s', (words) => {
    expect(problemOf(['setup', ...words.split(' ')])).toMatchObject({ id: 'bad-value' });
  });
});
