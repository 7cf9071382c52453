import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasAwsCli } from '../support/aws-cli.ts';
import { type Env, emptyEnv, program, type Started, startProgram } from '../support/program.ts';

let env: Env;
let started: Started | undefined;

/** The sandbox's directories go where a test can look, and the user of its scripts can enter. */
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-verb-'));
  chmodSync(directory, 0o755);
  env = { ...emptyEnv(), TMPDIR: directory };
});

afterEach(async () => {
  started?.child.kill('SIGINT');
  await started?.ended;
});

function start(...argv: string[]): Started {
  started = startProgram(['sandbox', ...argv], env);
  return started;
}

it('ends well at Ctrl+C, its only end, and leaves neither files nor processes', async () => {
  const { child, until, ended } = start();
  await until(/Ctrl\+C ends it/);
  const [directory] = readdirSync(env.TMPDIR ?? '');
  expect(directory).toBeDefined();
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 0 });
  expect(readdirSync(env.TMPDIR ?? '')).toEqual([]);
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'args']);
  expect(stdout).not.toContain(String(directory));
});

it('tells scripts endpoint, account, Region, keys and instances in one JSON line', async () => {
  const { child, until, ended } = start('--json', '--region', 'eu-west-1');
  await until(/\n/);
  child.kill('SIGINT');
  const { stdout, stderr } = await ended;
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    accountId: '111122223333',
    region: 'eu-west-1',
    accessKeyId: expect.stringMatching(/^AKIA/),
    secretAccessKey: expect.any(String),
    instances: expect.arrayContaining([
      { instanceId: expect.stringMatching(/^i-/), os: 'amazon-linux-2023', name: 'web-1' },
      { instanceId: expect.stringMatching(/^i-/), os: 'windows-2022', name: 'windows-1' },
    ]),
  });
});

it('says that a port is taken, and leaves no files either', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { exitCode, stdout, stderr } = await start('--port', `${port}`).ended;
  server.close();
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
  expect(stderr).toMatch(new RegExp(`could not start: .*${port}[\\s\\S]*--port`));
  expect(readdirSync(env.TMPDIR ?? '')).toEqual([]);
});

/** What a shell answers that has read the lines the sandbox printed. */
async function inShell(command: string): Promise<string> {
  const { child, until } = start();
  let lines = '';
  child.stdout?.on('data', (text: string) => {
    lines += text;
  });
  await until(/# cloudwatch-wizard setup/);
  const script = `eval "$EXPORTS"; ${command}`;
  // Left over from another account.
  const before = { AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'stale', AWS_REGION: 'eu-west-3' };
  const shell = { ...env, ...before, EXPORTS: lines, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' };
  return (await promisify(execFile)('sh', ['-c', script], { env: shell })).stdout;
}

it('prints lines that point the wizard in another shell at it', async () => {
  const said = await inShell(`"${process.execPath}" "${program}" status`);
  expect(said).toMatch(/web-1 · running/);
});

it.runIf(hasAwsCli())('prints lines that point the AWS CLI at it', async () => {
  const query = 'Reservations[].Instances[].Tags[?Key==`Name`].Value[]';
  const said = await inShell(`aws ec2 describe-instances --output text --query '${query}'`);
  const names = said.split(/\s+/);
  expect(names).toEqual(expect.arrayContaining(['legacy-1', 'ubuntu-1', 'web-1']));
});
