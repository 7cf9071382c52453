import type { VirtualClock } from './clock.ts';
import { scaledDelays } from './delays.ts';
import { dispatch } from './dispatch.ts';
import { createFaults, type Fault } from './faults.ts';
import { createIds } from './ids.ts';
import { createRequestLog } from './request-log.ts';
import { allServices } from './services/all-services.ts';
import { createLambdaState } from './services/aws-lambda/state.ts';
import { createCloudFormationState } from './services/cloudformation/state.ts';
import { createCloudWatchState } from './services/cloudwatch/state.ts';
import { createDynamoDbState } from './services/dynamodb/state.ts';
import { createEc2State } from './services/ec2/state.ts';
import { createIamState } from './services/iam/state.ts';
import { createLogsState } from './services/logs/state.ts';
import { createSchedulerState } from './services/scheduler/state.ts';
import { createSnsState } from './services/sns/state.ts';
import { createSqsState } from './services/sqs/state.ts';
import { createSsmState } from './services/ssm/state.ts';
import type { Region, World } from './world.ts';

export interface WorldOptions {
  readonly clock: VirtualClock;
  readonly accountId: string;
  readonly directory: string;
  /** 1 unless given. 0 makes everything AWS takes its time over immediate. */
  readonly delayScale?: number;
  readonly faults?: readonly Fault[];
  /** The same seed makes the same ids. */
  readonly seed?: string;
}

/** An account with nothing in it, not even keys. */
export function createWorld(options: WorldOptions): World {
  const regions = new Map<string, Region>();
  const world: World = {
    accountId: options.accountId,
    accountAlias: 'sandbox',
    partition: 'aws',
    clock: options.clock,
    directory: options.directory,
    delays: scaledDelays(options.delayScale ?? 1),
    ids: createIds(options.seed),
    faults: createFaults(options.faults),
    requests: createRequestLog(),
    iam: createIamState(),
    credentials: new Map(),
    machines: new Map(),
    mailbox: [],
    endpoint: undefined,
    region: (name) => {
      const region = regions.get(name) ?? createRegion(name);
      regions.set(name, region);
      return region;
    },
    regions: () => [...regions.values()],
    call: (request) =>
      dispatch(world, allServices, { ...request, requestId: world.ids.uuid(), isInternal: true }),
  };
  return world;
}

function createRegion(name: string): Region {
  return {
    name,
    ec2: createEc2State(),
    ssm: createSsmState(),
    cloudwatch: createCloudWatchState(),
    logs: createLogsState(),
    sns: createSnsState(),
    sqs: createSqsState(),
    lambda: createLambdaState(),
    scheduler: createSchedulerState(),
    cloudformation: createCloudFormationState(),
    dynamodb: createDynamoDbState(),
  };
}
