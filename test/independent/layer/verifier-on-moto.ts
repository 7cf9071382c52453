import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functionName, logGroupName, stackName } from '../../../lambda/contract.ts';
import type { VirtualClock } from '../../../sandbox/clock.ts';
import { runtimeSource } from '../../../sandbox/services/aws-lambda/runtime-source.ts';
import type { MotoAccount } from '../moto-account.ts';
import { type Answer, type Call, xml } from './call.ts';

interface VerifierSurroundings {
  readonly account: MotoAccount;
  readonly clock: VirtualClock;
  /** Where the layer listens. */
  readonly endpoint: () => string;
}

/**
 * moto makes the stack, and has neither a Scheduler nor a runtime: the code and the environment that
 * it has of the function are run here, at each tick.
 * @returns what ends it
 */
export function runVerifier(host: VerifierSurroundings, directory: string): () => Promise<void> {
  const { account, clock } = host;
  const { url: endpoint, region, keys: credentials } = account;
  const lambda = new LambdaClient({ endpoint, region, credentials });
  let warm: Promise<ChildProcess> | undefined;
  const cancel = clock.every(60_000, async (at) => {
    const found = await lambda
      .send(new GetFunctionConfigurationCommand({ FunctionName: functionName }))
      .catch(() => undefined);
    const variables = found?.Environment?.Variables;
    if (!variables || at % (Number(variables.RUN_EVERY) * 1000) !== 0) return;
    warm ??= start(host, variables, join(directory, 'function'));
    const event = JSON.stringify({ scheduledTime: new Date(at).toISOString() });
    const invocation = { event, context: { awsRequestId: `run-${at}` }, timeoutMs: 50_000 };
    const child = await warm;
    child.send({ kind: 'invoke', now: clock.now(), rate: clock.rate, ...invocation });
  });
  return async () => {
    cancel();
    (await warm)?.kill('SIGKILL');
  };
}

/**
 * With the administrator's keys: that a policy allows something on certain resources, moto does not
 * see.
 */
async function start(
  { account, clock, endpoint }: VerifierSurroundings,
  variables: Readonly<Record<string, string>>,
  taskRoot: string,
): Promise<ChildProcess> {
  await mkdir(taskRoot);
  await writeFile(join(taskRoot, 'index.js'), await codeOf(account));
  const modules = createRequire(import.meta.url).resolve.paths('x') ?? [];
  const child = spawn(process.execPath, ['--no-warnings', '-e', runtimeSource], {
    env: {
      ...variables,
      NODE_PATH: modules.join(delimiter),
      AWS_REGION: account.region,
      AWS_ENDPOINT_URL: endpoint(),
      AWS_ACCESS_KEY_ID: account.keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: account.keys.secretAccessKey,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const time = { now: clock.now(), rate: clock.rate };
  child.send({ kind: 'init', ...time, taskRoot, handlerName: 'index.handler' });
  await once(child, 'message');
  await keepLog(account, child);
  return child;
}

async function codeOf({ url: endpoint, region, keys: credentials }: MotoAccount): Promise<string> {
  const cloudformation = new CloudFormationClient({ endpoint, region, credentials });
  const { TemplateBody = '' } = await cloudformation.send(
    new GetTemplateCommand({ StackName: stackName }),
  );
  return JSON.parse(TemplateBody).Resources.Function.Properties.Code.ZipFile;
}

/** The verifier looks whether its own lines arrive. */
async function keepLog({ clients: { logs } }: MotoAccount, child: ChildProcess): Promise<void> {
  const stream = { logGroupName, logStreamName: 'warm' };
  await logs.send(new CreateLogStreamCommand(stream));
  child.on('message', (told: { kind: string; at: number; line: string }) => {
    if (told.kind !== 'log') return;
    const logEvents = [{ timestamp: told.at, message: told.line }];
    // Once the stack is removed there is no such group.
    logs.send(new PutLogEventsCommand({ ...stream, logEvents })).catch(() => {});
  });
}

/** moto keeps whether a stack is protected, and deletes it all the same. */
export function updateProtection({ input }: Call): Answer {
  return xml(
    `<UpdateTerminationProtectionResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><UpdateTerminationProtectionResult><StackId>${input.StackName}</StackId></UpdateTerminationProtectionResult></UpdateTerminationProtectionResponse>`,
  );
}
