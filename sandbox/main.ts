import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock, type VirtualClock } from './clock.ts';
import { createWorld } from './create-world.ts';
import type { Fault } from './faults.ts';
import { type Server, startServer } from './server.ts';
import { stopFunctions } from './services/aws-lambda/state.ts';
import { evaluateAlarms } from './services/cloudwatch/alarms/evaluate.ts';
import { launchInstance } from './services/ec2/launch.ts';
import { startEc2Metrics } from './services/ec2/metrics.ts';
import type { Ec2Instance, LaunchOptions } from './services/ec2/state.ts';
import { createUserKeys } from './services/iam/user-keys.ts';
import { putSqsMetrics } from './services/sqs/metrics.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** Virtual milliseconds in one real one. 0, the default, stands still until `clock.advance`. */
  readonly rate?: number;
  /** Milliseconds since 1970; the real time unless given. */
  readonly startAt?: number;
  /** Of AWS's own delays; 1 unless given. 0 makes everything immediate. */
  readonly delayScale?: number;
  /** Pretend instances to start with; none unless given. */
  readonly instances?: readonly LaunchOptions[];
  /** Where `instances` are; ap-northeast-2 unless given. Every Region can be called. */
  readonly region?: string;
  readonly accountId?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Parent of the instances' directories; left out, a temporary one that `dispose` deletes. */
  readonly directory?: string;
  /** The same seed makes the same ids. */
  readonly seed?: string;
}

export interface Sandbox extends AsyncDisposable {
  /** What AWS_ENDPOINT_URL has to be. */
  readonly url: string;
  readonly world: World;
  readonly clock: VirtualClock;
  readonly region: string;
  readonly accountId: string;
  /** Of an administrator. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly instances: readonly Ec2Instance[];
  /** What scheduled work threw on a running clock; a standing one throws it out of `advance`. */
  readonly errors: readonly unknown[];
  dispose(): Promise<void>;
}

/** Starts AWS for one machine, on the loopback address. The caller disposes it. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { region = 'ap-northeast-2', accountId = '111122223333', rate = 0 } = options;
  const errors: unknown[] = [];
  const clock = createClock({
    rate,
    ...(options.startAt === undefined ? {} : { startAt: options.startAt }),
    ...(rate === 0 ? {} : { onError: (error: unknown) => errors.push(error) }),
  });
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sandbox-')));
  const world = createWorld({ ...options, clock, accountId, directory });
  const { accessKeyId, secretAccessKey } = createUserKeys(world, 'administrator', 'administrator');
  let server: Server | undefined;
  let disposed: Promise<void> | undefined;
  const dispose = () => {
    disposed ??= disposeAll(world, server, options.directory === undefined);
    return disposed;
  };
  try {
    // Enabled, also where it is none that every account has.
    world.region(region);
    server = await startServer(world, options.port ?? 0);
    world.endpoint = server.url;
    const instances: Ec2Instance[] = [];
    for (const each of options.instances ?? [])
      instances.push(await launchInstance(world, { region, ...each }));
    startMinutes(world);
    return {
      url: server.url,
      world,
      clock,
      region,
      accountId,
      keys: { accessKeyId, secretAccessKey },
      instances,
      errors,
      dispose,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What AWS measures and judges each minute. */
function startMinutes(world: World): void {
  startEc2Metrics(world);
  world.clock.every(60_000, (at) => {
    putSqsMetrics(world, at);
    return evaluateAlarms(world, at);
  });
}

async function disposeAll(
  world: World,
  server: Server | undefined,
  ownsDirectory: boolean,
): Promise<void> {
  world.clock.dispose();
  stopFunctions(world);
  await server?.close();
  await Promise.all([...world.machines.values()].map((machine) => machine.dispose()));
  if (ownsDirectory) {
    await rm(world.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}
