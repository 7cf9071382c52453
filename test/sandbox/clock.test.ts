import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const hourMs = 60 * 60_000;

/** One call of each client. */
async function callAll(clients: ReturnType<typeof sandboxClients>): Promise<void> {
  await clients.sts.send(new GetCallerIdentityCommand());
  await clients.iam.send(new ListRolesCommand());
  await clients.ec2.send(new DescribeInstancesCommand());
  await clients.cloudwatch.send(new ListMetricsCommand());
  await clients.logs.send(new DescribeLogGroupsCommand());
}

it('is followed by every SDK client through jumps, by the Date header', async () => {
  await using sandbox = await startSandbox();
  const clients = sandboxClients(sandbox);
  await callAll(clients);
  await sandbox.clock.advance(100 * 24 * hourMs);
  await callAll(clients);
  await sandbox.clock.advance(hourMs);
  await callAll(clients);
});

it('is followed by the SDK at sixty times the speed', async () => {
  await using sandbox = await startSandbox({ rate: 60 });
  const clients = sandboxClients(sandbox);
  await callAll(clients);
  // More than the five virtual minutes that a signature may be off.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  await callAll(clients);
  expect(sandbox.errors).toEqual([]);
});

it('starts where it is told to', async () => {
  const startAt = Date.parse('2030-01-02T03:04:05Z');
  await using sandbox = await startSandbox({ startAt });
  expect(await dateOf(sandbox)).toBe('Wed, 02 Jan 2030 03:04:05 GMT');
  await sandbox.clock.advance(hourMs);
  expect(await dateOf(sandbox)).toBe('Wed, 02 Jan 2030 04:04:05 GMT');
});

it.each([
  ['iam', 'SignatureDoesNotMatch', /^Signature expired: \d{8}T\d{6}Z is now earlier than/],
  ['ec2', 'RequestExpired', /^Request has expired\.$/],
  ['logs', 'InvalidSignatureException', /^Signature expired: \d{8}T\d{6}Z is now earlier than/],
] as const)('shows a late caller of %s %s', async (service, name, message) => {
  await using sandbox = await startSandbox({ startAt: Date.now() + hourMs });
  const clients = sandboxClients(sandbox, { maxAttempts: 1 });
  const calls = {
    iam: () => clients.iam.send(new ListRolesCommand()),
    ec2: () => clients.ec2.send(new DescribeInstancesCommand()),
    logs: () => clients.logs.send(new DescribeLogGroupsCommand()),
  };
  expect(await errorOf(calls[service]())).toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});

async function dateOf(sandbox: Sandbox): Promise<string | null> {
  return (await fetch(sandbox.url)).headers.get('date');
}
