import type { AlertWishes } from '../../alerts.ts';
import type { Plan } from '../../engine/action.ts';
import type { ProblemId, Values } from '../../errors.ts';

export interface VerifierWish {
  readonly alerts: AlertWishes;
  /** Seconds between two runs that the instance needs. */
  readonly period: 60 | 300;
  /** The instance was set up before: whether it has alerts was decided then. */
  readonly isDecided: boolean;
  readonly isDeclined: boolean;
  /** Of an older version: a set-up brings it up to this one, a repair of an instance does not. */
  readonly mayUpdate: boolean;
  readonly region: string;
  readonly partition: string;
}

/** A topic is published to in its own Region; it may be another account's. */
export function isElsewhere(
  topic: string,
  { region, partition }: Pick<VerifierWish, 'region' | 'partition'>,
): boolean {
  const [, topicPartition, , topicRegion] = topic.split(':');
  return topicPartition !== partition || topicRegion !== region;
}

export function blocked(id: ProblemId, values: Values): Plan {
  return { outcome: 'blocked', problem: { id, values } };
}
