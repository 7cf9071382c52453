import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';
import { codeOf, createServiceRole, logRights } from './function-fixture.ts';

let sandbox: Sandbox;
let lambda: LambdaClient;
let number = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ startAt: Date.parse('2026-03-01T12:00:00Z') });
  lambda = new LambdaClient(clientConfig(sandbox));
});
afterAll(() => sandbox.dispose());

/** @returns the new function's name */
async function deploy(
  source: string,
  more: object = {},
  rights: readonly PolicyStatement[] = [logRights],
): Promise<string> {
  const FunctionName = `f-${number++}`;
  const Role = await createServiceRole(sandbox, FunctionName, 'lambda.amazonaws.com', rights);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 30,
      Code: codeOf(source),
      ...more,
    }),
  );
  return FunctionName;
}

const invoke = async (FunctionName: string, event: unknown = {}) => {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  return { ...answer, payload: JSON.parse(answer.Payload?.transformToString() ?? '') };
};

const queue = (FunctionName: string) =>
  lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"n":1}' }));

const logOf = (name: string) =>
  [
    ...(sandbox.world
      .region(sandbox.region)
      .logs.groups.get(`/aws/lambda/${name}`)
      ?.streams.values() ?? []),
  ]
    .flatMap(({ events }) => events)
    .map(({ message }) => message);

it('runs the code with the event, in virtual time, warm from the second time on', async () => {
  const name = await deploy(
    `let count = 0;
    exports.handler = async (event, context) => {
      console.log('got', event);
      return {
        event, count: ++count, now: Date.now(), date: new Date().toISOString(),
        left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn,
        env: Object.keys(process.env).sort(), mode: process.env.MODE,
      };
    };`,
    { Environment: { Variables: { MODE: 'x' } } },
  );
  const { payload, LogResult } = await invoke(name, { a: 1 });
  const now = sandbox.clock.now();
  expect(payload).toMatchObject({ event: { a: 1 }, count: 1, now, mode: 'x' });
  expect(payload.date).toBe(new Date(now).toISOString());
  expect(payload.left).toBeGreaterThan(20_000);
  expect(payload.env.filter((key: string) => !key.startsWith('AWS_'))).toEqual([
    ...['LAMBDA_TASK_ROOT', 'LANG', 'MODE', 'NODE_PATH', 'PATH', 'TZ'],
  ]);
  expect(Buffer.from(LogResult ?? '', 'base64').toString()).toContain('got { a: 1 }');
  await sandbox.clock.advance(90_000);
  expect((await invoke(name)).payload).toMatchObject({ count: 2, now: sandbox.clock.now() });
  const log = logOf(name);
  expect(log.filter((line) => line.startsWith('INIT_START'))).toHaveLength(1);
  expect(log.filter((line) => /^(START|END|REPORT) RequestId/.test(line))).toHaveLength(6);
  await lambda.send(
    new UpdateFunctionCodeCommand({
      FunctionName: name,
      ...codeOf('exports.handler = async () => "new"'),
    }),
  );
  expect((await invoke(name)).payload).toBe('new');
});

it('calls AWS by the SDK, with the rights of its role and no others', async () => {
  const source = `
    const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
    const { SNSClient, ListTopicsCommand } = require('@aws-sdk/client-sns');
    exports.handler = async () => {
      const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
      const denied = await new SNSClient({}).send(new ListTopicsCommand({})).catch((e) => e.name);
      return { Arn, denied };
    };`;
  const name = await deploy(source, {}, []);
  expect((await invoke(name)).payload).toEqual({
    Arn: `arn:aws:sts::${sandbox.accountId}:assumed-role/${name}/${name}`,
    denied: 'AuthorizationErrorException',
  });
  // Its role may not write logs, so there are none.
  expect(logOf(name)).toEqual([]);
});

it.each([
  ['a throw', 'exports.handler = async () => { throw new TypeError("bad"); }', 'TypeError', 'bad'],
  ['no handler', 'exports.other = 1', 'Runtime.HandlerNotFound', 'index.handler'],
  ['bad syntax', 'exports.handler = (', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
  ['a missing module', 'require("nowhere")', 'Runtime.ImportModuleError', 'nowhere'],
  ['an exit', 'exports.handler = async () => process.exit(3)', 'Runtime.ExitError', 'status 3'],
  [
    'a callback',
    'exports.handler = (event, context, done) => done()',
    'Runtime.CallbackHandlerDeprecated',
    'callback',
  ],
  [
    'a stray rejection',
    'exports.handler = () => { Promise.reject(new Error("x")); return new Promise(() => {}) }',
    'Runtime.UnhandledPromiseRejection',
    'x',
  ],
])('tells of %s', async (_what, source, errorType, message) => {
  const { FunctionError, payload } = await invoke(await deploy(source));
  expect(FunctionError).toBe('Unhandled');
  expect(payload).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
});

it('ends what takes longer than its time-out, and starts afresh', async () => {
  const name = await deploy(
    'exports.handler = async (e) => (e.ok ? 1 : new Promise((r) => setTimeout(r, 60000)))',
    { Timeout: 1 },
  );
  const { payload, FunctionError } = await invoke(name);
  expect(FunctionError).toBe('Unhandled');
  expect(payload.errorMessage).toContain('Task timed out after 1.00 seconds');
  expect((await invoke(name, { ok: true })).payload).toBe(1);
});

it('tries an event again, then sends it to its destination; metrics count it', async () => {
  const sqs = new SQSClient(clientConfig(sandbox));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const Destination = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:dead`;
  const name = await deploy('exports.handler = async () => { throw new Error("no"); }', {}, [
    logRights,
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: Destination },
  ]);
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: name,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination } },
    }),
  );
  expect((await queue(name)).StatusCode).toBe(202);
  const from = sandbox.clock.now();
  await sandbox.clock.advance(59_000);
  const read = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages;
  expect(await read()).toBeUndefined();
  await sandbox.clock.advance(61_000);
  expect(JSON.parse((await read())?.[0]?.Body ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
    requestPayload: { n: 1 },
    responsePayload: { errorMessage: 'no' },
  });
  const { Datapoints } = await new CloudWatchClient(clientConfig(sandbox)).send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: name }],
      StartTime: new Date(from - 60_000),
      EndTime: new Date(from + 300_000),
      Period: 300,
      Statistics: ['Sum'],
    }),
  );
  expect(Datapoints?.map(({ Sum }) => Sum)).toEqual([2]);
});

it('throttles beyond what is reserved', async () => {
  const FunctionName = await deploy('exports.handler = async () => 1');
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
  );
  expect(await errorOf(lambda.send(new InvokeCommand({ FunctionName })))).toMatchObject({
    name: 'TooManyRequestsException',
    status: 429,
  });
});
