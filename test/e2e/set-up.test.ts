import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasTool } from '../support/has-tool.ts';
import { type Env, envOn, program, runProgram } from '../support/program.ts';
import { openTerminal } from '../support/tmux.ts';
import { widthOf } from '../support/width.ts';

/** The program keeps real time, so AWS's own delays are left out and a minute takes a second. */
const pace = { rate: 60, delayScale: 0 };
const setUpMs = 60_000;

let sandbox: Sandbox;
let env: Env;
let instanceId = '';
let lastScreen = '';

beforeAll(async () => {
  const instances = [{ os: 'amazon-linux-2023', name: 'web-1' }] as const;
  sandbox = await startSandbox({ ...pace, instances });
  env = envOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
  if (hasTool('tmux', '-V')) lastScreen = await setUpOnTerminal();
  else await runProgram(['setup', '--instance-id', instanceId, '--no-alerts', '--yes'], env);
});

afterAll(() => sandbox.dispose());

/** @returns the screen at the end */
async function setUpOnTerminal(): Promise<string> {
  await using terminal = await openTerminal(env);
  await terminal.type(
    `node ${program} setup --no-alerts --instance-id ${instanceId}; echo "ended with $?"`,
  );
  await terminal.until(/Apply \d+ actions\?/);
  await terminal.press('y');
  return await terminal.until(/ended with \d+\n\$$/, setUpMs);
}

async function status(lang: string): Promise<string> {
  const ran = await runProgram(['status', '--fail', '--lang', lang], env);
  expect(ran).toMatchObject({ exitCode: 0 });
  return ran.stdout;
}

describe.runIf(hasTool('tmux', '-V'))('a yes on a terminal', () => {
  it('sets the instance up, and the last screen shows what arrived', () => {
    expect(lastScreen).toContain('ended with 0');
    expect(lastScreen).toMatch(/MemoryUtilization [\d.]+, \d+ \w+ old/);
    expect(lastScreen).toMatch(/Heartbeat line in \/var\/log\/messages/);
    expect(lastScreen).toMatch(/is monitored: \d+ changed, data arrives\./);
  });

  it('leaves no half-drawn progress line', () => {
    expect(lastScreen).not.toContain('…');
  });
});

describe('status', () => {
  it('is in order, in both languages, within 80 columns', async () => {
    const [en, ko] = [await status('en'), await status('ko')];
    expect(en).toMatch(new RegExp(`${instanceId} · web-1 · running · \\w+ · set up`));
    expect(en).toMatch(/MemoryUtilization .*[\d.]+ %/);
    expect(ko).toMatch(/\p{Script=Hangul}/u);
    for (const line of `${en}${ko}`.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });
});

describe('another set-up', () => {
  it('changes nothing', async () => {
    const ran = await runProgram(
      ['setup', '--instance-id', instanceId, '--no-alerts', '--yes', '--json'],
      env,
    );
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const last = ran.stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ type: 'finished', changed: 0 });
  });
});
