import { DescribeAlarmsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, type Keys, sandboxClients } from '../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

/** One call in each family of protocols. */
const families = ['query', 'ec2', 'json 1.0', 'json 1.1'] as const;

function callWith(keys: Keys, family: (typeof families)[number]): Promise<unknown> {
  const clients = sandboxClients(sandbox, { keys, maxAttempts: 1 });
  switch (family) {
    case 'query':
      return clients.iam.send(new ListRolesCommand());
    case 'ec2':
      return clients.ec2.send(new DescribeInstancesCommand());
    case 'json 1.0':
      return clients.cloudwatch.send(new ListMetricsCommand());
    case 'json 1.1':
      return clients.logs.send(new DescribeLogGroupsCommand());
  }
}

describe('signatures', () => {
  it.each(families)('lets the right keys in by %s', async (family) => {
    await callWith(sandbox.keys, family);
  });

  it.each([
    ['query', 'SignatureDoesNotMatch', 403],
    ['ec2', 'AuthFailure', 401],
    ['json 1.0', 'SignatureDoesNotMatch', 400],
    ['json 1.1', 'InvalidSignatureException', 400],
  ] as const)('refuses a wrong secret by %s with %s', async (family, name, status) => {
    const keys = { ...sandbox.keys, secretAccessKey: 'wrong' };
    const error = await errorOf(callWith(keys, family));
    expect(error).toMatchObject({ name, status });
    expect(error.message).toMatch(
      family === 'ec2'
        ? 'AWS was not able to validate the provided access credentials'
        : 'The request signature we calculated does not match the signature you provided.',
    );
  });

  it.each([
    ['query', 'InvalidClientTokenId', 403],
    ['ec2', 'AuthFailure', 401],
    ['json 1.0', 'InvalidClientTokenId', 400],
    ['json 1.1', 'UnrecognizedClientException', 400],
  ] as const)('refuses an unknown key by %s with %s', async (family, name, status) => {
    const keys = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };
    expect(await errorOf(callWith(keys, family))).toMatchObject({ name, status });
  });

  it.each([
    ['query', 'ExpiredToken'],
    ['ec2', 'RequestExpired'],
    ['json 1.0', 'ExpiredToken'],
    ['json 1.1', 'ExpiredTokenException'],
  ] as const)('refuses expired credentials by %s with %s', async (family, name) => {
    const keys = issueKeys(sandbox.clock.now() - 1);
    expect(await errorOf(callWith(keys, family))).toMatchObject({ name });
  });

  it('lets issued keys in with their token and no other', async () => {
    const keys = issueKeys(sandbox.clock.now() + 60_000);
    await callWith(keys, 'query');
    const { sessionToken, ...withoutToken } = keys;
    const wrongToken = { ...keys, sessionToken: `${sessionToken}x` };
    const stolenToken = { ...sandbox.keys, sessionToken };
    for (const wrong of [withoutToken, wrongToken, stolenToken])
      expect(await errorOf(callWith(wrong, 'query'))).toMatchObject({
        name: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
      });
  });

  it.each([
    ['query', 'MissingAuthenticationToken'],
    ['json 1.1', 'MissingAuthenticationTokenException'],
  ] as const)('asks for a signature by %s', async (family, code) => {
    const json = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.DescribeLogGroups',
    };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(sandbox.url, {
      method: 'POST',
      headers: family === 'query' ? form : json,
      body: family === 'query' ? 'Action=ListRoles&Version=2010-05-08' : '{}',
    });
    expect(await answer.text()).toContain(code);
  });

  it('refuses a header of AWS that was added after signing', async () => {
    const { sts } = sandboxClients(sandbox, { maxAttempts: 1 });
    sts.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-extra'] = '1';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', override: true, name: 'afterSigning' },
    );
    expect(await errorOf(sts.send(new GetCallerIdentityCommand()))).toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization.",
    });
  });

  it('logs what it refuses, without a caller', async () => {
    sandbox.world.requests.clear();
    await errorOf(callWith({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }, 'json 1.1'));
    expect(sandbox.world.requests.all()).toMatchObject([
      {
        service: 'logs',
        operation: 'DescribeLogGroups',
        region: sandbox.region,
        caller: '',
        error: 'UnrecognizedClientException',
      },
    ]);
  });

  it('puts an unmodelled operation behind the signature as well', async () => {
    const keys = { ...sandbox.keys, secretAccessKey: 'wrong' };
    const { cloudwatch } = sandboxClients(sandbox, { keys, maxAttempts: 1 });
    expect(await errorOf(cloudwatch.send(new DescribeAlarmsCommand()))).toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});

/** What the metadata service would give out. */
function issueKeys(expiresAt: number): Required<Keys> {
  const { ids, credentials, accountId } = sandbox.world;
  const keys = {
    accessKeyId: ids.upper('ASIA', 20),
    secretAccessKey: ids.hex('', 40),
    sessionToken: ids.hex('', 100),
  };
  credentials.set(keys.accessKeyId, {
    ...keys,
    expiresAt,
    principal: {
      kind: 'user',
      arn: `arn:aws:iam::${accountId}:user/issued`,
      userId: 'AIDAISSUED',
      accountId,
      rights: 'administrator',
    },
  });
  return keys;
}
