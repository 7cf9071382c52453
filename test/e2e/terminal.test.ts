import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { hasTool } from '../support/has-tool.ts';
import { findNode24 } from '../support/node-24.ts';
import { envOn, program } from '../support/program.ts';
import { openTerminal, type TmuxTerminal } from '../support/tmux.ts';

const node24 = findNode24();
const question = /Apply \d+ actions\?/;

let sandbox: Sandbox;
let instanceId = '';

beforeAll(async () => {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023', name: 'web-1' }] });
  instanceId = sandbox.instances[0]?.id ?? '';
});

beforeEach(() => sandbox.world.requests.clear());

afterAll(() => sandbox.dispose());

function command(verb: string, node = process.execPath): string {
  return `${node} ${program} ${verb} --instance-id ${instanceId}; echo "ended with $?"`;
}

/** A prompt on a line of its own below the last word, and a cursor to see. */
async function expectLeftClean(terminal: TmuxTerminal, exitCode: number): Promise<string> {
  const seen = await terminal.until(/ended with \d+\n\$$/);
  expect(seen).toMatch(new RegExp(`^ended with ${exitCode}\n\\$$`, 'm'));
  expect(await terminal.cursor()).toEqual({ column: '$ '.length, isVisible: true });
  return seen;
}

describe.runIf(hasTool('tmux', '-V'))('on a terminal', () => {
  it('asks once below the plan, and a no ends with 130 and changes nothing', async () => {
    await using terminal = await openTerminal(envOn(sandbox));
    await terminal.type(command('setup --no-alerts'));
    expect(await terminal.until(question)).toContain('Adds about $2.70 a month');
    await terminal.press('n');
    expect(await expectLeftClean(terminal, 130)).toContain('Cancelled.');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('takes Enter alone for a no', async () => {
    await using terminal = await openTerminal(envOn(sandbox));
    await terminal.type(command('setup --no-alerts'));
    await terminal.until(question);
    await terminal.press('Enter');
    await expectLeftClean(terminal, 130);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it.each([
    { name: 'this Node', node: process.execPath },
    ...(node24 ? [{ name: 'Node 24', node: node24 }] : []),
  ])('ends with 130 at Ctrl+C on the question, under $name', async ({ node }) => {
    await using terminal = await openTerminal(envOn(sandbox));
    await terminal.type(command('setup --no-alerts', node));
    await terminal.until(question);
    await terminal.press('C-c');
    const seen = await expectLeftClean(terminal, 130);
    expect(seen).toContain('Cancelled.');
    expect(seen).not.toMatch(/ERR_|Error/);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('ends with 143 at SIGTERM on the question', async () => {
    const env = envOn(sandbox);
    await using terminal = await openTerminal(env);
    // `exec` makes the pid of the inner shell the program's own.
    const inner = `sh -c 'echo $$ >"$HOME/pid"; exec "$@"' sh`;
    await terminal.type(`${inner} ${command('setup --no-alerts')}`);
    await terminal.until(question);
    process.kill(Number(readFileSync(join(env.HOME ?? '', 'pid'), 'utf8')), 'SIGTERM');
    await terminal.until(/ended with 143\n\$$/);
    expect((await terminal.cursor()).isVisible).toBe(true);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it.each(['0', 'false', ''])('never asks with CI=%j', async (ci) => {
    await using terminal = await openTerminal(envOn(sandbox));
    await terminal.type(`CI=${ci} ${command('setup --no-alerts')}`);
    const seen = await expectLeftClean(terminal, 2);
    expect(seen).toContain('Add --yes to confirm it');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('never asks with --no-input', async () => {
    await using terminal = await openTerminal(envOn(sandbox));
    await terminal.type(command('setup --no-alerts --no-input'));
    await expectLeftClean(terminal, 2);
  });
});
