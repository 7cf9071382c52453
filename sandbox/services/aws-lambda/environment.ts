import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { World } from '../../world.ts';
import { runtimeSource } from './runtime-source.ts';
import type { LambdaFunction } from './state.ts';

/** What an invocation came to. */
export type Outcome =
  | { readonly kind: 'done'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export interface LogLine {
  readonly at: number;
  readonly line: string;
}

/** One event on its way into an environment. */
export interface Invocation {
  readonly event: string;
  readonly requestId: string;
}

/** A process in which one function's code is loaded, for one event at a time. */
export interface Environment {
  readonly logStream: string;
  /** Virtual; the keys it was started with end then. */
  readonly expiresAt: number;
  readonly initError: FunctionError | undefined;
  readonly isAlive: boolean;
  invoke(invocation: Invocation, log: (line: LogLine) => void): Promise<Outcome>;
  end(): void;
}

export interface StartOptions {
  readonly credential: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly expiresAt: number;
  };
  readonly logStream: string;
}

type Message =
  | { readonly kind: 'ready'; readonly error?: FunctionError }
  | ({ readonly kind: 'log' } & LogLine)
  | (Outcome & { readonly isOver?: boolean });

/** Real seconds for loading the code (AWS: 10). */
const initSeconds = 30;

/** Starts a process and loads the code in it. A code that cannot be loaded is no exception here. */
export async function startEnvironment(
  world: World,
  of: LambdaFunction,
  options: StartOptions,
): Promise<Environment> {
  const taskRoot = await unpack(world, of);
  const child = spawn(process.execPath, ['--no-warnings', '-e', runtimeSource], {
    cwd: taskRoot,
    env: variablesOf(world, of, options, taskRoot),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const { processes } = world.region(of.region).lambda;
  processes.add(child);
  // A process that could not be started or talked to is met as one that ended.
  child.on('error', () => child.emit('exit', 1, null));
  child.once('exit', () => {
    processes.delete(child);
    void rm(taskRoot, { recursive: true, force: true }).catch(() => {});
  });
  const { now, rate } = { now: world.clock.now(), rate: world.clock.rate };
  const { handler: handlerName, logFormat } = of.settings;
  const jsonLogs = logFormat === 'JSON';
  child.send({ kind: 'init', now, rate, taskRoot, handlerName, jsonLogs });
  const ready = await answerOf(child, 'ready', initSeconds, () => {});
  const isDead = () => child.killed || child.exitCode !== null || child.signalCode !== null;
  return {
    logStream: options.logStream,
    expiresAt: options.credential.expiresAt,
    initError: ready.kind === 'ready' ? ready.error : failureOf(ready, of, ''),
    get isAlive() {
      return !isDead();
    },
    invoke: async ({ event, requestId }, log) => {
      const timeoutMs = of.settings.timeoutSeconds * 1_000;
      const context = contextOf(of, requestId, options.logStream);
      const time = { now: world.clock.now(), rate: world.clock.rate };
      child.send({ kind: 'invoke', ...time, event, context, timeoutMs });
      const answer = await answerOf(child, 'outcome', of.settings.timeoutSeconds, log);
      if (answer.kind === 'done') return answer;
      if (answer.kind === 'failed' && answer.isOver) child.kill('SIGKILL');
      return { kind: 'failed', error: failureOf(answer, of, requestId) };
    },
    end: () => child.kill('SIGKILL'),
  };
}

type Answer =
  | Message
  | { readonly kind: 'exit'; readonly status: string }
  | { readonly kind: 'timeout' };

/** The next answer that is not a log line. A process that takes too long, or says it is over, ends. */
function answerOf(
  child: ChildProcess,
  wanted: 'ready' | 'outcome',
  seconds: number,
  log: (line: LogLine) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer);
    };
    const onMessage = (message: unknown) => {
      const told = message as Message;
      if (told.kind === 'log') return log(told);
      if (wanted === 'outcome' && told.kind === 'ready') return;
      finish(told);
    };
    const onExit = (code: number | null, signal: string | null) =>
      finish({ kind: 'exit', status: signal ? `signal: ${signal}` : `exit status ${code}` });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish({ kind: 'timeout' });
    }, seconds * 1_000);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

function failureOf(answer: Answer, { settings }: LambdaFunction, requestId: string): FunctionError {
  switch (answer.kind) {
    case 'failed':
      return answer.error;
    case 'timeout':
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${settings.timeoutSeconds.toFixed(2)} seconds`,
      };
    case 'exit':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${answer.status}`,
      };
    default:
      return { errorType: 'Runtime.Unknown', errorMessage: 'The runtime answered out of turn.' };
  }
}

function contextOf(
  { name, arn, settings }: LambdaFunction,
  awsRequestId: string,
  logStreamName: string,
) {
  return {
    awsRequestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(settings.memoryMb),
    logGroupName: settings.logGroup,
    logStreamName,
  };
}

async function unpack(world: World, { code }: LambdaFunction): Promise<string> {
  const root = await mkdtemp(join(world.directory, 'function-'));
  // Code without a package.json is CommonJS, whatever this Node would guess.
  if (!code.files.has('package.json'))
    await writeFile(join(root, 'package.json'), '{"type":"commonjs"}');
  for (const [path, content] of code.files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Nothing of the host's but where its programs are. */
function variablesOf(
  world: World,
  { name, region, settings }: LambdaFunction,
  { credential, logStream }: StartOptions,
  taskRoot: string,
): Record<string, string> {
  return {
    ...settings.variables,
    PATH: process.env.PATH ?? '',
    NODE_PATH: moduleDirectories().join(delimiter),
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: world.endpoint ?? '',
    AWS_ACCESS_KEY_ID: credential.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credential.secretAccessKey,
    AWS_SESSION_TOKEN: credential.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  };
}

/** Where this program's own SDK clients are: the runtime's SDK, to deployed code. */
function moduleDirectories(): string[] {
  const paths = createRequire(import.meta.url).resolve.paths('@aws-sdk/client') ?? [];
  return paths.filter((path) => existsSync(join(path, '@aws-sdk')));
}
