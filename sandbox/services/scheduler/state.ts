import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import type { Expression } from './expression.ts';

export interface Target {
  readonly arn: string;
  readonly roleArn: string;
  /** `undefined` sends Scheduler's own event. */
  readonly input: string | undefined;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn: string | undefined;
}

export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: EpochMs;
  modifiedAt: EpochMs;
  settings: ScheduleSettings;
  /** Takes the next time it is due off the clock. */
  cancel: () => void;
}

export interface ScheduleSettings {
  readonly text: string;
  readonly expression: Expression;
  readonly description: string | undefined;
  readonly timezone: string;
  readonly isEnabled: boolean;
  readonly startsAt: EpochMs | undefined;
  readonly endsAt: EpochMs | undefined;
  readonly deleteWhenOver: boolean;
  readonly target: Target;
}

export interface SchedulerState {
  readonly schedules: Map<string, Schedule>;
  /** How many of the next times a target is called twice: at least once is what AWS promises. */
  duplicates: number;
}

export function createSchedulerState(): SchedulerState {
  return { schedules: new Map(), duplicates: 0 };
}

export function scheduleArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:scheduler:${region.name}:${world.accountId}:schedule/default/${name}`;
}

/** @throws AwsError `ResourceNotFoundException` */
export function scheduleOrThrow(name: string, { region }: Call): Schedule {
  const found = region.scheduler.schedules.get(name);
  if (!found)
    throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  return found;
}
