import type { World } from '../../world.ts';
import { issueServiceCredential, roleByArn } from '../iam/role-session.ts';
import { type Environment, type Outcome, startEnvironment } from './environment.ts';
import { type FunctionLog, openLog } from './function-log.ts';
import { putInvocationMetrics } from './metrics.ts';
import type { LambdaFunction } from './state.ts';

const credentialLifeMs = 12 * 3_600_000;
const renewBeforeEndMs = 30 * 60_000;

export interface Run {
  readonly outcome: Outcome;
  /** Of this invocation, for `LogResult`. */
  readonly log: readonly string[];
}

/** Runs the deployed code with one event, in a warm environment if there is one. */
export async function runFunction(
  world: World,
  of: LambdaFunction,
  event: string,
  requestId: string,
): Promise<Run> {
  of.running += 1;
  const { revisionId } = of;
  const startedAt = world.clock.now();
  const begun = performance.now();
  try {
    const { environment, initMs } = await environmentFor(world, of);
    const log = openLog(world, of, environment.logStream);
    if (initMs !== undefined) log.line(`INIT_START Runtime Version: ${of.settings.runtime}`);
    log.line(`START RequestId: ${requestId} Version: $LATEST`);
    const outcome = environment.initError
      ? ({ kind: 'failed', error: environment.initError } as const)
      : await environment.invoke({ event, requestId }, log.add);
    const durationMs = performance.now() - begun - (initMs ?? 0);
    tellEnd(log, of, { requestId, durationMs, initMs, outcome });
    await log.write();
    putInvocationMetrics(world, of, {
      at: startedAt,
      durationMs,
      failed: outcome.kind === 'failed',
    });
    keepWarm(world, of, environment, revisionId);
    return { outcome, log: log.lines() };
  } finally {
    of.running -= 1;
  }
}

async function environmentFor(
  world: World,
  of: LambdaFunction,
): Promise<{ environment: Environment; initMs: number | undefined }> {
  for (let warm = of.warm.pop(); warm; warm = of.warm.pop()) {
    if (warm.isAlive && world.clock.now() < warm.expiresAt - renewBeforeEndMs)
      return { environment: warm, initMs: undefined };
    warm.end();
  }
  const begun = performance.now();
  const role = roleByArn(world, of.settings.roleArn);
  const credential = role
    ? issueServiceCredential(world, role, of.name, credentialLifeMs)
    : { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiresAt: 0 };
  const day = new Date(world.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const logStream = `${day}/[$LATEST]${world.ids.hex('', 32)}`;
  const environment = await startEnvironment(world, of, { credential, logStream });
  return { environment, initMs: performance.now() - begun };
}

/** One is kept, if its code is still the function's; more are there only while they are needed. */
function keepWarm(
  world: World,
  of: LambdaFunction,
  environment: Environment,
  revisionId: string,
): void {
  const isCurrent =
    of.revisionId === revisionId && world.region(of.region).lambda.functions.get(of.name) === of;
  if (isCurrent && environment.isAlive && !environment.initError && of.warm.length === 0)
    of.warm.push(environment);
  else environment.end();
}

interface End {
  readonly requestId: string;
  readonly durationMs: number;
  readonly initMs: number | undefined;
  readonly outcome: Outcome;
}

function tellEnd(log: FunctionLog, of: LambdaFunction, end: End): void {
  const { requestId, durationMs, initMs, outcome } = end;
  const isTimeout = outcome.kind === 'failed' && outcome.error.errorType === 'Sandbox.Timedout';
  if (isTimeout)
    log.line(`${requestId} Task timed out after ${of.settings.timeoutSeconds.toFixed(2)} seconds`);
  else if (outcome.kind === 'failed' && outcome.error.errorType.startsWith('Runtime.'))
    log.line(`${requestId}\tERROR\t${outcome.error.errorType}: ${outcome.error.errorMessage}`);
  log.line(`END RequestId: ${requestId}`);
  log.line(
    [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${durationMs.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(durationMs)} ms`,
      `Memory Size: ${of.settings.memoryMb} MB`,
      'Max Memory Used: 64 MB',
      ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
      ...(isTimeout ? ['Status: timeout'] : []),
    ].join('\t'),
  );
}
