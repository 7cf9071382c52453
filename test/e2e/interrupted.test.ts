import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasTool } from '../support/has-tool.ts';
import { type Env, envOn, program, runProgram, startProgram } from '../support/program.ts';
import { openTerminal } from '../support/tmux.ts';

const waiting = /Ctrl\+C is safe, a reboot is quicker\. /;

let sandbox: Sandbox;
let env: Env;
let instanceId = '';
let setUp: readonly string[] = [];

// An SSM agent that started without a role: 25 seconds of patience, where a minute is a second.
beforeAll(async () => {
  const instances = [{ os: 'amazon-linux-2', name: 'legacy-1' }] as const;
  sandbox = await startSandbox({ rate: 60, instances });
  env = envOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
  setUp = ['setup', '--instance-id', instanceId, '--no-alerts', '--yes'];
});

afterAll(() => sandbox.dispose());

describe('a set-up that waits for Systems Manager', () => {
  it.runIf(hasTool('tmux', '-V'))('ends with 130 at Ctrl+C, and says what is next', async () => {
    await using terminal = await openTerminal(env);
    await terminal.type(`node ${program} ${setUp.join(' ')}; echo "ended with $?"`);
    await terminal.until(waiting);
    const at = performance.now();
    await terminal.press('C-c');
    const seen = await terminal.until(/^ended with 130\n\$$/m);
    expect(performance.now() - at).toBeLessThan(1_500);
    expect(seen).toMatch(/Cancelled\. \d+ actions were done before/);
    expect(seen).not.toContain('…');
    expect(await terminal.cursor()).toEqual({ column: '$ '.length, isVisible: true });
  });

  it('ends with 143 at SIGTERM, within a second', async () => {
    const { child, until, ended } = startProgram(setUp, env);
    await until(waiting);
    const at = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 143 });
    expect(performance.now() - at).toBeLessThan(1_000);
  });

  it('is finished by the next run, which does not do anything twice', async () => {
    await sandbox.clock.advance(30 * 60_000);
    const ran = await runProgram([...setUp, '--json'], env);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).not.toContain('"kind":"create-role"');
    const { requests } = sandbox.world;
    const made = requests.all().filter(({ operation }) => operation === 'CreateRole');
    expect(made.length).toBe(1);
  });
});
