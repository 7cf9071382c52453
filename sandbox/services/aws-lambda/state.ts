import type { ChildProcess } from 'node:child_process';
import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { PolicyStatement } from '../../principal.ts';
import type { Call } from '../../service.ts';
import type { World } from '../../world.ts';
import type { Environment } from './environment.ts';

/** What can be changed of a function, apart from its code. */
export interface FunctionSettings {
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly deadLetterArn: string | undefined;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly architecture: string;
}

/** What becomes of events that nobody waits for. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailure: string | undefined;
  readonly onSuccess: string | undefined;
  readonly modifiedAt: EpochMs;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  settings: FunctionSettings;
  /** By their path in the deployment package. */
  code: {
    readonly files: ReadonlyMap<string, Buffer>;
    readonly sha256: string;
    readonly size: number;
  };
  modifiedAt: EpochMs;
  revisionId: string;
  readonly tags: Map<string, string>;
  /** Who may invoke it besides those whose own policies allow it, by statement id. */
  readonly permissions: Map<string, PolicyStatement>;
  events: EventInvokeConfig | undefined;
  /** `undefined` shares what the account has. */
  reservedConcurrency: number | undefined;
  running: number;
  /** Environments that wait for the next event. */
  warm: Environment[];
}

export interface LambdaState {
  readonly functions: Map<string, LambdaFunction>;
  /** Everything that was started and has not ended. */
  readonly processes: Set<ChildProcess>;
}

export function createLambdaState(): LambdaState {
  return { functions: new Map(), processes: new Set() };
}

export function functionArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:lambda:${region.name}:${world.accountId}:function:${name}`;
}

/** Out of a name, an ARN, or part of one, with or without `$LATEST`. */
export function functionName(input: Input): string {
  const given = text(input, 'FunctionName') ?? '';
  const inArn = /(?:^|:)function:([^:]+)(?::\$LATEST)?$/.exec(given)?.[1];
  return inArn ?? given.replace(/:\$LATEST$/, '');
}

/** @throws AwsError `ResourceNotFoundException` */
export function functionOrThrow(input: Input, call: Call): LambdaFunction {
  const name = functionName(input);
  const found = call.region.lambda.functions.get(name);
  if (!found)
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: ${functionArn(name, call)}`,
      404,
    );
  return found;
}

/** Whether one more event would be more at once than is reserved for the function. */
export function isFull({ reservedConcurrency, running }: LambdaFunction): boolean {
  return reservedConcurrency !== undefined && running >= reservedConcurrency;
}

/** Ends whatever runs or waits. */
export function stopFunctions(world: World): void {
  for (const { lambda } of world.regions())
    for (const process of lambda.processes) process.kill('SIGKILL');
}

/** The next event starts afresh, with the code and settings of then. */
export function coolDown(each: LambdaFunction): void {
  for (const environment of each.warm.splice(0)) environment.end();
}
