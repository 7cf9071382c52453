import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { type Env, envOn, program, runProgram } from '../support/program.ts';

let sandbox: Sandbox;
let env: Env;
let instanceId = '';

beforeAll(async () => {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023', name: 'web-1' }] });
  env = envOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
});

beforeEach(() => sandbox.world.requests.clear());

afterAll(() => sandbox.dispose());

it('shows the plan, asks for --yes by name, and changes nothing', async () => {
  const { exitCode, stdout, stderr } = await runProgram(
    ['setup', '--instance-id', instanceId, '--no-alerts'],
    env,
  );
  expect(exitCode).toBe(2);
  expect(stdout).toContain('Create the role CustomMonitoringRole');
  expect(stderr).toMatch(/not confirmed[\s\S]*--yes/);
  expect(stderr).toMatch(/Account 1111-2222-3333/);
  expect(changingCalls(sandbox)).toEqual([]);
});

it('writes JSON lines only, the error too, for those who asked for JSON', async () => {
  const ran = await runProgram(
    ['setup', '--instance-id', instanceId, '--no-alerts', '--json'],
    env,
  );
  expect(ran).toMatchObject({ exitCode: 2, stderr: '' });
  const lines = ran.stdout.trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { type: string });
  expect(events.map(({ type }) => type)).toEqual(['identity', 'plan', 'error']);
  expect(events.at(-1)).toMatchObject({ problems: [{ id: 'needs-confirmation' }], exitCode: 2 });
});

it.each(['plan --no-alerts', 'status'])('makes one JSON document of %s', async (line) => {
  const ran = await runProgram([...line.split(' '), '--instance-id', instanceId, '--json'], env);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(ran.stdout)).toMatchObject({ schemaVersion: 1 });
});

it('needs no colours, cursor movements or questions in a log file', async () => {
  const { stdout, stderr } = await runProgram(
    ['plan', '--instance-id', instanceId, '--no-alerts'],
    env,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are looked for.
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

it.each([
  { redirect: '| true', of: 'stdout' },
  { redirect: '2>&1 | true', of: 'stdout and stderr' },
])('goes on to its own end when the reader of $of has gone', async ({ redirect }) => {
  const line = `"$0" "$1" plan --no-alerts --instance-id ${instanceId} ${redirect}; echo "\${PIPESTATUS[0]}"`;
  const ran = await promisify(execFile)('bash', ['-c', line, process.execPath, program], { env });
  expect(ran.stdout.trim()).toBe('0');
  expect(ran.stderr).not.toMatch(/EPIPE|at .*:\d+:\d+/);
});
