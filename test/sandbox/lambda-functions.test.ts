import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { unzip, zipOne } from '../../sandbox/services/aws-lambda/zip.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';
import { codeOf, createServiceRole } from './function-fixture.ts';

let sandbox: Sandbox;
let lambda: LambdaClient;
let Role: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  lambda = new LambdaClient(clientConfig(sandbox));
  Role = await createServiceRole(sandbox, 'worker', 'lambda.amazonaws.com', []);
});
afterAll(() => sandbox.dispose());

const create = (FunctionName: string, more: object = {}, client = lambda) =>
  client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role,
      Code: codeOf('exports.handler = async () => 1'),
      ...more,
    }),
  );

it('makes, shows, changes and deletes a function', async () => {
  await create('one', { Tags: { a: 'b' }, Environment: { Variables: { MODE: 'x' } } });
  const arn = `arn:aws:lambda:${sandbox.region}:${sandbox.accountId}:function:one`;
  expect(await lambda.send(new GetFunctionCommand({ FunctionName: arn }))).toMatchObject({
    Configuration: {
      FunctionArn: arn,
      Timeout: 3,
      MemorySize: 128,
      State: 'Active',
      Environment: { Variables: { MODE: 'x' } },
      LoggingConfig: { LogGroup: '/aws/lambda/one' },
    },
    Tags: { a: 'b' },
  });
  expect(await errorOf(create('one'))).toMatchObject({
    name: 'ResourceConflictException',
    status: 409,
  });
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'one', Timeout: 60 }));
  const changed = await lambda.send(new GetFunctionCommand({ FunctionName: 'one' }));
  expect(changed.Configuration).toMatchObject({ Timeout: 60, MemorySize: 128 });
  await lambda.send(new DeleteFunctionCommand({ FunctionName: 'one' }));
  const gone = lambda.send(new GetFunctionCommand({ FunctionName: 'one' }));
  expect(await errorOf(gone)).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
});

it.each([
  ['a runtime nobody has', { Runtime: 'nodejs99.x' }, "at 'runtime'"],
  ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'AWS_REGION'],
  ['too many variables', { Environment: { Variables: { A: 'x'.repeat(4_097) } } }, '4KB'],
  ['what is not modelled', { VpcConfig: { SubnetIds: ['subnet-1'] } }, 'VpcConfig'],
  ['code that is no archive', { Code: { ZipFile: Buffer.from('x') } }, 'Could not unzip'],
  ['a time-out beyond 15 minutes', { Timeout: 901 }, "at 'timeout'"],
])('refuses %s', async (_what, more, message) => {
  expect(await errorOf(create('refused', more))).toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(message),
  });
});

it('needs a role that trusts Lambda and that the caller may pass', async () => {
  const stranger = await createServiceRole(sandbox, 'other', 'scheduler.amazonaws.com', []);
  expect((await errorOf(create('two', { Role: stranger }))).message).toContain(
    'cannot be assumed by Lambda',
  );
  const rights = [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }] as const;
  const limited = new LambdaClient(clientConfig(sandbox, rights));
  expect(await errorOf(create('two', {}, limited))).toMatchObject({
    name: 'AccessDeniedException',
    status: 403,
    message: expect.stringContaining(`iam:PassRole on resource: ${Role}`),
  });
});

it('takes a destination only if the role may send there', async () => {
  await create('three');
  const Destination = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:dead`;
  const put = (DestinationConfig: object) =>
    lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: 'three',
        MaximumRetryAttempts: 1,
        MaximumEventAgeInSeconds: 120,
        DestinationConfig,
      }),
    );
  expect((await errorOf(put({ OnFailure: { Destination } }))).message).toContain('SendMessage');
  await put({});
  expect(
    await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'three' })),
  ).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 });
});

it('reads archives that other tools made, and none that lead out', () => {
  const text = Buffer.from('exports.x = 1;');
  expect(unzip(zipOne('a/b.js', text)).get('a/b.js')).toEqual(text);
  expect(() => unzip(zipOne('../b.js', text))).toThrow('Could not unzip');
});
