import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { hasTool } from '../support/has-tool.ts';
import { openInterview } from '../support/interview.ts';
import { type Env, emptyEnv, envOn, runProgram } from '../support/program.ts';

const verbs = ['setup', 'plan', 'repair', 'undo'];
const tryOutMs = 60_000;

let sandbox: Sandbox;
let env: Env;

beforeAll(async () => {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023', name: 'web-1' }] });
  env = envOn(sandbox);
});

beforeEach(() => sandbox.world.requests.clear());

afterAll(() => sandbox.dispose());

describe('without a terminal nothing is asked:', () => {
  it.each(verbs)('%s ends with 2 and names the flag that is missing', async (verb) => {
    const { exitCode, stdout, stderr } = await runProgram([verb], env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/--instance-id is missing[\s\S]*--instance-id i-/);
  });

  it('the program alone shows its help', async () => {
    const { exitCode, stdout, stderr } = await runProgram([], env);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/cloudwatch-wizard setup/);
  });
});

describe.runIf(hasTool('tmux', '-V'))('on a terminal nothing is asked', () => {
  it.each([
    { title: 'where CI is set, empty too', line: 'CI= cloudwatch-wizard setup' },
    { title: 'with --no-input', line: 'cloudwatch-wizard setup --no-input' },
    { title: 'with --yes', line: 'cloudwatch-wizard setup --yes' },
    { title: 'with --json', line: 'cloudwatch-wizard setup --json' },
    { title: 'where stdout is a file', line: 'cloudwatch-wizard setup >out' },
    { title: 'where stdin is a file', line: 'cloudwatch-wizard setup </dev/null' },
  ])('$title: it ends with 2 and names the flag', async ({ line }) => {
    await using interview = await openInterview(env);
    await interview.start(`cd; ${line}`);
    expect(await interview.ends(2)).toContain('--instance-id');
    expect(sandbox.world.requests.all()).toEqual([]);
  });

  it.each([
    'CI=true cloudwatch-wizard',
    'cloudwatch-wizard --no-input',
    'cloudwatch-wizard --yes',
    'cloudwatch-wizard | cat',
  ])('by `%s`, which shows the help', async (line) => {
    await using interview = await openInterview(env);
    await interview.start(line);
    expect(await interview.ends(0)).toMatch(/cloudwatch-wizard sandbox/);
    expect(sandbox.world.requests.all()).toEqual([]);
  });
});

describe.runIf(hasTool('tmux', '-V'))('without credentials, on a terminal, the program', () => {
  it.each([
    { lang: 'en', signIn: /^No AWS credentials found\. Sign in: aws configure/m },
    { lang: 'ko', signIn: /^AWS 자격 증명이 없습니다\. 로그인: aws configure/m },
  ] as const)('says how to get some, and ends with 130 at a no ($lang)', async (speaks) => {
    await using interview = await openInterview(emptyEnv(), speaks);
    await interview.start(`cloudwatch-wizard --lang ${speaks.lang}`);
    const screen = await interview.at('try-sandbox');
    expect(screen).toMatch(speaks.signIn);
    expect(screen.split('\n').length).toBe(4);
    await interview.terminal.press('n');
    await interview.ends(130);
  });

  it('leads through to an instance that is set up in a sandbox, at a yes', async () => {
    await using interview = await openInterview(emptyEnv());
    await interview.start('cloudwatch-wizard');
    await interview.at('try-sandbox');
    await interview.terminal.press('y');
    await interview.accept('region');
    await interview.find('instance-id', 'web-1');
    await interview.at('period');
    await interview.terminal.press('Down', 'Enter');
    await interview.accept('swap', 'disk-path', 'detailed-monitoring', 'migrate', 'log');
    await interview.accept('log-start', 'metrics-agent', 'alerts');
    await interview.at('confirm');
    await interview.terminal.press('y');
    const screen = await interview.ends(0, tryOutMs);
    expect(screen).toMatch(/is monitored: \d+ changed, data arrives\./);
    expect(screen).toContain('The pretend account ends here.');
    expect(screen).not.toContain('without questions');
  });

  it('never offers it where somebody means an account', async () => {
    await using interview = await openInterview(emptyEnv());
    await interview.start(
      'cloudwatch-wizard setup --instance-id i-0123456789abcdef0 --region eu-west-1',
    );
    expect(await interview.ends(4)).toContain('No AWS credentials were found.');
    expect(changingCalls(sandbox)).toEqual([]);
  });
});
