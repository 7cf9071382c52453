import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

async function startWith(...faults: Fault[]) {
  const sandbox = await startSandbox({ faults });
  return Object.assign(sandbox, { once: sandboxClients(sandbox, { maxAttempts: 1 }) });
}

it.each([
  ['iam', 'Throttling', 400],
  ['ec2', 'RequestLimitExceeded', 503],
  ['monitoring', 'Throttling', 400],
  ['logs', 'ThrottlingException', 400],
] as const)('throttles %s in its own words', async (service, name, status) => {
  await using sandbox = await startWith({ service, operation: '*', effect: 'throttle' });
  expect(await errorOf(callOf(sandbox.once, service))).toMatchObject({ name, status });
});

it.each([
  [
    'iam',
    'AccessDenied',
    403,
    /^User: .* is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::\d+:role\/ because no identity-based policy allows the iam:ListRoles action$/,
  ],
  [
    'ec2',
    'UnauthorizedOperation',
    403,
    /^You are not authorized to perform this operation\. User: .* is not authorized to perform: ec2:DescribeInstances because/,
  ],
  [
    'monitoring',
    'AccessDenied',
    400,
    /is not authorized to perform: cloudwatch:ListMetrics because/,
  ],
  ['logs', 'AccessDeniedException', 400, /is not authorized to perform: logs:DescribeLogGroups/],
] as const)('denies even an administrator %s', async (service, name, status, text) => {
  await using sandbox = await startWith({ service, operation: '*', effect: 'deny' });
  const error = await errorOf(callOf(sandbox.once, service));
  expect(error).toMatchObject({ name, status, message: expect.stringMatching(text) });
});

it('fails with a 500 that the SDK tries again', async () => {
  await using sandbox = await startWith({
    service: 'iam',
    operation: 'ListRoles',
    times: 2,
    effect: 'fail',
  });
  expect(await errorOf(callOf(sandbox.once, 'iam'))).toMatchObject({
    name: 'InternalFailure',
    status: 500,
  });
  await sandboxClients(sandbox).iam.send(new ListRolesCommand());
  expect(sandbox.world.requests.all().map(({ error }) => error)).toEqual([
    'InternalFailure',
    'InternalFailure',
    undefined,
  ]);
});

it('does the work and then says that it failed', async () => {
  await using sandbox = await startWith({
    service: 'iam',
    operation: 'CreateRole',
    times: 1,
    effect: 'after-effect',
  });
  const { iam } = sandbox.once;
  const create = new CreateRoleCommand({ RoleName: 'made', AssumeRolePolicyDocument: trust });
  expect(await errorOf(iam.send(create))).toMatchObject({ status: 500 });
  expect((await iam.send(new GetRoleCommand({ RoleName: 'made' }))).Role?.RoleName).toBe('made');
});

it('drops the connection before anything is done, so that the SDK tries again', async () => {
  await using sandbox = await startWith({
    service: 'iam',
    operation: 'CreateRole',
    times: 1,
    effect: 'drop',
  });
  const create = new CreateRoleCommand({ RoleName: 'made', AssumeRolePolicyDocument: trust });
  await sandboxClients(sandbox).iam.send(create);
  expect(sandbox.world.requests.all().map(({ error }) => error)).toEqual([
    'ConnectionDropped',
    undefined,
  ]);
});

it('delays an answer until the virtual clock has come so far', async () => {
  await using sandbox = await startWith({
    service: 'sts',
    operation: '*',
    effect: 'delay',
    delayMs: 60_000,
  });
  let answered = false;
  const call = sandbox.once.sts.send(new GetCallerIdentityCommand()).then(() => {
    answered = true;
  });
  await expect.poll(() => sandbox.world.requests.all().length).toBe(1);
  await sandbox.clock.advance(59_000);
  expect(answered).toBe(false);
  await sandbox.clock.advance(1_000);
  await call;
});

it('strikes only calls that hold the text, as often as it says', async () => {
  await using sandbox = await startWith({
    service: 'iam',
    operation: '*',
    match: '"RoleName":"a"',
    times: 1,
    effect: 'throttle',
  });
  const getRole = (RoleName: string) =>
    errorOf(sandbox.once.iam.send(new GetRoleCommand({ RoleName })));
  expect((await getRole('b')).name).toBe('NoSuchEntityException');
  expect((await getRole('a')).name).toBe('Throttling');
  expect((await getRole('a')).name).toBe('NoSuchEntityException');
});

it('strikes calls from inside as well', async () => {
  await using sandbox = await startWith({ service: 'logs', operation: '*', effect: 'throttle' });
  const [administrator] = sandbox.world.credentials.values();
  const call = sandbox.world.call({
    caller: administrator?.principal as NonNullable<typeof administrator>['principal'],
    region: sandbox.region,
    service: 'logs',
    operation: 'DescribeLogGroups',
    input: {},
  });
  await expect(call).rejects.toMatchObject({ code: 'ThrottlingException' });
});

function callOf(
  { iam, ec2, cloudwatch, logs }: ReturnType<typeof sandboxClients>,
  service: 'iam' | 'ec2' | 'monitoring' | 'logs',
): Promise<unknown> {
  switch (service) {
    case 'iam':
      return iam.send(new ListRolesCommand());
    case 'ec2':
      return ec2.send(new DescribeInstancesCommand());
    case 'monitoring':
      return cloudwatch.send(new ListMetricsCommand());
    case 'logs':
      return logs.send(new DescribeLogGroupsCommand());
  }
}
