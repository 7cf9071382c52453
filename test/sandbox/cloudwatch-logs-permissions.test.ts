import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ delayScale: 0 });
});
afterAll(() => sandbox.dispose());

const clientsOf = (...Statement: PolicyStatement[]) =>
  sandboxClients(sandbox, { keys: createUserKeys(sandbox.world, 'limited', [{ Statement }]) });
const groupArn = (name: string) =>
  `arn:aws:logs:${sandbox.region}:${sandbox.accountId}:log-group:${name}`;

it('a policy may allow PutMetricData in one namespace only', async () => {
  const { cloudwatch } = clientsOf({
    Effect: 'Allow',
    Action: 'cloudwatch:PutMetricData',
    Resource: '*',
    Condition: { StringEquals: { 'cloudwatch:namespace': 'System/Linux' } },
  });
  const put = (Namespace: string) =>
    cloudwatch.send(
      new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'x', Value: 1 }] }),
    );
  await put('System/Linux');
  expect((await errorOf(put('System/Windows'))).name).toMatch(/^AccessDenied/);
});

it('a policy for a log group needs `:*` behind its name', async () => {
  const allow = (Resource: string) =>
    clientsOf({ Effect: 'Allow', Action: 'logs:*', Resource }).logs;
  const group = { logGroupName: '/app' };
  const stream = { ...group, logStreamName: 'i-1' };
  const withAsterisk = allow(`${groupArn('/app')}:*`);
  await withAsterisk.send(new CreateLogGroupCommand(group));
  await withAsterisk.send(new CreateLogStreamCommand(stream));
  await withAsterisk.send(
    new PutLogEventsCommand({
      ...stream,
      logEvents: [{ timestamp: sandbox.clock.now(), message: 'x' }],
    }),
  );

  const another = { ...stream, logStreamName: 'i-2' };
  const bare = allow(groupArn('/app')).send(new CreateLogStreamCommand(another));
  expect((await errorOf(bare)).name).toBe('AccessDeniedException');
  const other = withAsterisk.send(new CreateLogGroupCommand({ logGroupName: '/other' }));
  expect((await errorOf(other)).message).toContain(`${groupArn('/other')}:log-stream:`);
});

it('describing log groups is allowed for all of them or not at all', async () => {
  const describe = (Resource: string) =>
    clientsOf({ Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource }).logs.send(
      new DescribeLogGroupsCommand({}),
    );
  await describe(groupArn('*'));
  expect((await errorOf(describe(`${groupArn('/app')}:*`))).name).toBe('AccessDeniedException');
});
