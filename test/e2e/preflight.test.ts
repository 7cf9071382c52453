import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { type Env, emptyEnv, envOn, runProgram } from '../support/program.ts';

const hourMs = 60 * 60_000;

let sandbox: Sandbox;
let env: Env;
let instanceId = '';

beforeAll(async () => {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023', name: 'web-1' }] });
  env = envOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
});

afterAll(() => sandbox.dispose());

const setUp = (id: string, with_: Env) =>
  runProgram(['setup', '--instance-id', id, '--no-alerts', '--yes'], with_);

it('stops with 4 where there are no credentials, and names the sandbox as a way to try', async () => {
  const { exitCode, stdout, stderr } = await setUp(instanceId, {
    ...emptyEnv(),
    AWS_REGION: 'ap-northeast-2',
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
  expect(stderr).toMatch(/No AWS credentials were found[\s\S]*cloudwatch-wizard sandbox/);
});

it('stops with 4 at a wrong secret, with what AWS said', async () => {
  const { exitCode, stderr } = await setUp(instanceId, {
    ...env,
    AWS_SECRET_ACCESS_KEY: 'rotated',
  });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/refused the credentials at sts:GetCallerIdentity: SignatureDoesNotMatch/);
});

it('stops with 4 at credentials that have expired', async () => {
  const keys = { accessKeyId: 'ASIAEXPIREDEXPIRED00', secretAccessKey: 'x'.repeat(40) };
  const principal = sandbox.world.credentials.get(sandbox.keys.accessKeyId)?.principal;
  if (!principal) throw new Error('the sandbox has no administrator');
  const sessionToken = 'issued-yesterday';
  const expiresAt = sandbox.clock.now() - hourMs;
  sandbox.world.credentials.set(keys.accessKeyId, { ...keys, sessionToken, expiresAt, principal });
  const { exitCode, stderr } = await setUp(instanceId, {
    ...env,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(
    /The credentials have expired \(sts:GetCallerIdentity\)[\s\S]*Sign in again/,
  );
});

it('stops with 4 at an instance that is not there, and names account and Region', async () => {
  const { exitCode, stderr } = await setUp('i-00000000000000000', env);
  expect(exitCode).toBe(4);
  expect(stderr).toContain('Account 1111-2222-3333');
  expect(stderr).toContain('There is no instance i-00000000000000000 in ap-northeast-2.');
});

it('stops with 4 at an endpoint that does not answer', async () => {
  const { exitCode, stderr } = await setUp(instanceId, {
    ...env,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/sts:GetCallerIdentity got no answer[\s\S]*AWS_ENDPOINT_URL/);
});

it('stops with 2 where no Region is set', async () => {
  const { AWS_REGION: _, ...withoutRegion } = env;
  const { exitCode, stderr } = await setUp(instanceId, withoutRegion);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/No Region is set[\s\S]*--region/);
});

it('says all of that in Korean too', async () => {
  const { exitCode, stderr } = await setUp('i-00000000000000000', { ...env, LANG: 'ko_KR.UTF-8' });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/i-00000000000000000[\s\S]*\p{Script=Hangul}/u);
});

it('follows the time of AWS on a machine whose clock is two hours off', async () => {
  await using late = await startSandbox({ startAt: Date.now() - 2 * hourMs });
  expect(await runProgram(['status'], envOn(late))).toMatchObject({ exitCode: 0 });
});

it('has changed nothing by any of these', () => {
  expect(changingCalls(sandbox)).toEqual([]);
});
