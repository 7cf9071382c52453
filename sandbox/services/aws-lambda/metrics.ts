import type { World } from '../../world.ts';
import { putDatum } from '../cloudwatch/state.ts';
import type { LambdaFunction } from './state.ts';

interface Measured {
  readonly at: number;
  /** Real milliseconds. */
  readonly durationMs: number;
  readonly failed: boolean;
}

export function putInvocationMetrics(world: World, of: LambdaFunction, measured: Measured): void {
  put(world, of, measured.at, 'Invocations', 1);
  put(world, of, measured.at, 'Errors', measured.failed ? 1 : 0);
  put(world, of, measured.at, 'Throttles', 0);
  put(world, of, measured.at, 'Duration', measured.durationMs, 'Milliseconds');
}

/** A throttled event is no invocation. */
export function putThrottle(world: World, of: LambdaFunction): void {
  put(world, of, world.clock.now(), 'Throttles', 1);
}

export function putDropped(world: World, of: LambdaFunction): void {
  put(world, of, world.clock.now(), 'AsyncEventsDropped', 1);
}

/** Of the function, and of all functions together. */
function put(
  world: World,
  of: LambdaFunction,
  at: number,
  metricName: string,
  value: number,
  unit = 'Count',
): void {
  const { cloudwatch } = world.region(of.region);
  for (const dimensions of [[{ Name: 'FunctionName', Value: of.name }], []])
    putDatum(cloudwatch, {
      namespace: 'AWS/Lambda',
      metricName,
      dimensions,
      unit,
      value,
      at,
      receivedAt: world.clock.now(),
    });
}
