import { describe, expect, it } from 'vitest';
import { type Ask, interview } from '../../wizard/ask/interview.ts';
import {
  type Answers,
  answeredByFlags,
  asCommandLine,
  asFlags,
  asSaid,
  nextQuestion,
  type QuestionId,
  splitPaths,
  wrongLog,
  wrongPath,
} from '../../wizard/ask/questions.ts';
import { noFlags } from '../../wizard/flags/flags.ts';
import { parseFlags } from '../../wizard/flags/parse.ts';
import { instanceId } from './sample-instance.ts';

const whole: Answers = {
  region: 'ap-northeast-2',
  'instance-id': instanceId,
  period: '60',
  swap: 'false',
  'disk-path': '/, /data',
  'detailed-monitoring': 'true',
  migrate: 'true',
  log: '/var/log/a.log, /var/log/b.log',
  'log-start': 'end',
  'metrics-agent': 'cloudwatch-agent',
  alerts: 'email=ops@example.com',
};
const { swap: _, ...withoutSwap } = whole;
const never = () => false;
const always = () => true;

/** Answers in turn; notes what was asked. */
function scripted(...replies: string[]): { ask: Ask; asked: QuestionId[] } {
  const asked: QuestionId[] = [];
  return {
    asked,
    ask: async (id) => {
      asked.push(id);
      return replies.shift() ?? 'x';
    },
  };
}

describe('what is asked next', () => {
  it.each<[string, Answers, QuestionId | undefined]>([
    ['where, first of all', {}, 'region'],
    ['then which instance', { region: 'r' }, 'instance-id'],
    ['the Region even where the instance is known', { 'instance-id': instanceId }, 'region'],
    ['then how often', { region: 'r', 'instance-id': instanceId }, 'period'],
    ['only what is open', withoutSwap, 'swap'],
    ['nothing when all is said', whole, undefined],
  ])('%s', (_, answers, expected) => {
    expect(nextQuestion(answers, never)).toBe(expected);
  });

  it('nothing more of an instance that is set up: its record knows', () => {
    expect(nextQuestion({ region: 'r', 'instance-id': instanceId }, always)).toBeUndefined();
  });
});

describe('an interview', () => {
  it('asks in the order of the guide and returns every answer', async () => {
    const { ask, asked } = scripted(
      'r',
      instanceId,
      '300',
      'true',
      '/',
      'false',
      'false',
      '',
      'end',
      'script',
      'none',
    );
    const answers = await interview({}, never, ask);
    expect(asked).toEqual(Object.keys(whole));
    expect(answers).toMatchObject({ region: 'r', period: '300', 'detailed-monitoring': 'false' });
  });

  it('goes back to the question before, and forgets its answer', async () => {
    const { ask, asked } = scripted(
      'r',
      instanceId,
      'back',
      'i-other',
      '60',
      'true',
      '/',
      'false',
      'false',
    );
    const answers = await interview({}, never, ask);
    expect(asked.slice(0, 4)).toEqual(['region', 'instance-id', 'period', 'instance-id']);
    expect(answers['instance-id']).toBe('i-other');
  });

  it('goes back over what the command line said, and stays at the first question', async () => {
    const { ask, asked } = scripted('back', '300', 'back', '60', 'true', '/', 'false', 'false');
    await interview({ region: 'r', 'instance-id': instanceId }, never, ask);
    expect(asked.slice(0, 4)).toEqual(['period', 'period', 'swap', 'period']);
  });
});

describe('answers and flags', () => {
  it('stand for each other', () => {
    const { 'instance-id': _asked, ...answered } = whole;
    expect(answeredByFlags(asFlags(noFlags, whole))).toEqual({ ...answered, alerts: asSaid });
    expect(answeredByFlags(noFlags)).toEqual({});
    expect(asFlags(noFlags, {})).toEqual(noFlags);
  });

  it('of high resolution are one answer, and two flags', () => {
    const flags = asFlags(noFlags, { period: '60/10' });
    expect(flags).toMatchObject({ period: 60, highResolution: 10 });
    expect(answeredByFlags(flags)).toEqual({ period: '60/10' });
    expect(asCommandLine('setup', flags)).toEqual([
      'cloudwatch-wizard setup',
      ...['--period 60', '--high-resolution 10', '--yes'],
    ]);
  });

  it('make a command line that says the same', () => {
    const line = asCommandLine('setup', asFlags(noFlags, { ...whole, 'disk-path': '/, /data' }));
    const command = parseFlags(line.join(' ').split(' ').slice(1));
    expect(command).toMatchObject({
      kind: 'run',
      verb: 'setup',
      bare: false,
      flags: { ...asFlags(noFlags, whole), yes: true },
    });
  });

  it('make nothing of what holds without a word', () => {
    const plain: Answers = { log: ' ', 'log-start': 'beginning', 'metrics-agent': 'script' };
    expect(asFlags(noFlags, plain)).toEqual(noFlags);
  });

  it('leave the options of a flag as they are', () => {
    const logs = [{ file: '/a', group: 'g', stream: 's', timeFormat: '%Y' }];
    const flags = { ...noFlags, logs };
    expect(asFlags(flags, answeredByFlags(flags))).toEqual(flags);
    const line = asCommandLine('setup', { ...flags, retention: { g: 7 }, allowMissing: false });
    expect(line).toEqual([
      'cloudwatch-wizard setup',
      "--log '/a,group=g,stream=s,time-format=%Y'",
      '--no-allow-missing',
      '--retention g=7',
      '--yes',
    ]);
  });

  it('quote a path for a shell', () => {
    const flags = { ...noFlags, diskPaths: ["/mnt/it's here"] };
    expect(asCommandLine('setup', flags)).toContain(`--disk-path '/mnt/it'\\''s here'`);
  });

  it('name the profile, without which they would go to another account', () => {
    expect(asCommandLine('setup', { ...noFlags, profile: 'work' })).toContain('--profile work');
  });
});

it.each([
  ['/', ['/'], undefined],
  [' / , /data,/ ', ['/', '/data'], undefined],
  ['', [], ''],
  [' , ', [], ''],
  ['/, data', ['/', 'data'], 'data'],
  ['/a\tb', ['/a\tb'], '/a\tb'],
])('the paths in %j', (text, paths, wrong) => {
  expect(splitPaths(text)).toEqual(paths);
  expect(wrongPath(text)).toBe(wrong);
});

it.each([
  ['', undefined],
  ['/a.log, /b/c.log', undefined],
  // No group can be called so.
  ['/a.log, /b c.log', '/b c.log'],
  ['/a.log, b.log', 'b.log'],
  ['/var/log/*.log', '/var/log/*.log'],
])('the log files in %j', (text, wrong) => {
  expect(wrongLog(text)).toBe(wrong);
});
