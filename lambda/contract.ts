import type { InstanceRecord } from '../agent/record.ts';

/** What the wizard, the stack and the verifier agree on: names, items and messages. */

export const stackName = 'cloudwatch-wizard';

/** Named by us: its log group has to be made, with a retention, before the function is. */
export const functionName = 'cloudwatch-wizard-verifier';
export const logGroupName = `/aws/lambda/${functionName}`;

/** Parameters of the stack's template; all are text, as CloudFormation has it. */
export interface StackParameters {
  /** Seconds between two runs: `60` as soon as one instance of the Region reports every minute. */
  readonly RunEvery: '60' | '300';
  /** ARN of a topic that is there already; empty: the stack makes one. */
  readonly ExistingTopicArn: string;
  /** Where messages are posted too; empty: nowhere. A secret (`NoEcho`). */
  readonly WebhookUrl: string;
  /** Of the messages. */
  readonly Language: 'en' | 'ko';
  /** An IANA name: messages say every time in UTC and in this zone. */
  readonly TimeZone: string;
}

/** Outputs of the stack. */
export interface StackOutputs {
  /** Of the program that deployed it, e.g. `0.1.0`. */
  readonly Version: string;
  readonly TableName: string;
  readonly TopicArn: string;
  readonly FunctionName: string;
  readonly ScheduleName: string;
  readonly DeadLetterQueueUrl: string;
}

/** Environment of the function; set by the template. */
export interface VerifierEnvironment {
  readonly TABLE_NAME: string;
  readonly TOPIC_ARN: string;
  readonly WEBHOOK_URL: string;
  readonly LANGUAGE: 'en' | 'ko';
  readonly TIME_ZONE: string;
  readonly RUN_EVERY: '60' | '300';
  readonly ACCOUNT_ID: string;
}

/** What the schedule, and `test-alert`, hand to the function. */
export type VerifierEvent =
  | {
      /** `<aws.scheduler.scheduled-time>`, e.g. `2026-11-24T12:03:00Z`: the tick this run is for. */
      readonly scheduledTime: string;
    }
  | {
      /** Sends one message to every channel, and judges nothing. */
      readonly testAlert: {
        /** Chosen by the caller: it stands in the message. */
        readonly id: string;
      };
    };

/** What an invocation returns. */
export interface VerifierAnswer {
  /** `skipped`: another run holds the lease, or this tick is done or yet to come. */
  readonly outcome: 'done' | 'skipped' | 'test-sent';
  /** Message ids of SNS, and HTTP statuses of the webhook. */
  readonly sent: readonly string[];
}

/** Metrics of the verifier about itself; its alarms watch them. */
export const verifierNamespace = 'CloudWatchWizard';
export const verifierMetrics = ['Canary', 'RunOk', 'Unknown', 'OutboxAge'] as const;

/** The table has a `pk` and an `sk`, both text. */
export const keys = {
  /** sk `run`: the lease, and what the last finished run found. */
  run: 'L',
  /** sk = instance id: the record, written by the wizard. */
  record: 'R',
  /** sk = instance id: only while something is not normal, and for 7 days after. */
  abnormal: 'S',
} as const;

/** One thing that the wizard began on an instance: what an undo has to know. */
export interface RecordedAction {
  /** Epoch milliseconds, AWS's time. */
  readonly t: number;
  readonly step: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly undo: { readonly kind: string; readonly values: Readonly<Record<string, unknown>> };
  /** `planned`: begun, and perhaps done. */
  readonly state: 'planned' | 'done';
}

/**
 * The item of one instance, and the authority for `repair`, `undo` and the verifier. Written
 * before each change, on the condition that `v` is still the one that was read.
 */
export interface RecordItem extends InstanceRecord {
  readonly pk: typeof keys.record;
  readonly sk: string;
  /** Counts the writes. */
  readonly v: number;
  /** Token of the last write: tells a write of ours whose answer was lost from somebody else's. */
  readonly w: string;
  readonly specHash: string;
  /**
   * `setting-up` from the first change of a set-up or repair until data was seen to arrive;
   * `undoing` from the first change of an undo. Configuration and tag are compared only in
   * `set-up`, or three hours after a change of phase: a run that was killed does not silence
   * the verifier for ever. What was not compared is not well: what was told stays told.
   */
  readonly phase: 'setting-up' | 'set-up' | 'undoing';
  /**
   * Epoch milliseconds at which the phase began. Data is expected from here on, in `setting-up`
   * ten minutes later: what is older was sent by the agent as it was before.
   */
  readonly phaseSince: number;
  /** Epoch milliseconds at which data was first seen to arrive; `undefined`: never yet. */
  readonly verifiedAt?: number;
  readonly actions: readonly RecordedAction[];
}

/** The item of the lease. */
export interface RunItem {
  readonly pk: typeof keys.run;
  readonly sk: 'run';
  /** Owner; `''` when nobody holds it. */
  readonly o: string;
  /** Epoch milliseconds until which it is held. */
  readonly u: number;
  /** Epoch milliseconds of the tick of the last finished run; 0 before the first. */
  readonly d: number;
  /** What that run found. */
  readonly last?: RunSummary;
}

export interface RunSummary {
  /** Epoch milliseconds at which it looked. */
  readonly at: number;
  /** Of instances with a record. */
  readonly counts: Readonly<Record<InstanceState, number>>;
  /** Running instances without a record. */
  readonly uncovered: number;
  /** What could not be looked at, e.g. `metrics`; empty when all could. */
  readonly blind: readonly string[];
  /** There are more logs than a run can read: the instance behind which the next one goes on. */
  readonly logsAfter?: string;
}

/**
 * `NEW`: never reported yet, or its first set-up has not ended. `LATE`: missed a tick, not enough to
 * say so; or none is expected yet since a change. `OFF`: stopped, terminated, starting, or in its
 * first ten minutes. `UNKNOWN`: could not be looked at, or was not compared because a change has not
 * ended.
 */
export type InstanceState = 'NEW' | 'UP' | 'LATE' | 'DOWN' | 'OFF' | 'UNKNOWN';

/** Why an instance is DOWN: kebab-case words that are never renamed. The first that holds is told. */
export const causeIds = [
  'role-detached',
  'other-role-attached',
  'profile-missing',
  'profile-recreated',
  'profile-empty',
  'profile-holds-other-role',
  'role-missing',
  'trust-not-ec2',
  'cloudwatch-policy-detached',
  'ssm-policy-detached',
  'never-reported',
  'metrics-missing',
  'logs-missing',
  'record-tag-disagree',
  'detailed-monitoring-off',
] as const;
export type CauseId = (typeof causeIds)[number];

/** Why an open alert is closed without an all-clear. */
export type CloseReason = 'stopped' | 'terminated' | 'undone';

/** Values of a sentence. Text from AWS is untrusted and stays a value until it is cleaned. */
export type Values = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One thing that was seen, in favour of a cause; its sentence is in the lambda's catalogues. */
export interface Evidence {
  readonly id: string;
  readonly values: Values;
}

/** What one look says of one instance. `verify --json` is this. */
export interface Verdict {
  readonly instanceId: string;
  /** The Name tag; untrusted. */
  readonly name?: string;
  readonly state: InstanceState;
  /** With `DOWN` only. */
  readonly cause?: CauseId;
  readonly evidence: readonly Evidence[];
  /** One line that is safe to paste; left out where no command helps. */
  readonly command?: string;
}

/** One message about one instance, as posted to a webhook that takes any JSON. */
export interface Alert {
  readonly schemaVersion: 1;
  /** The same for every copy of a message: `v1:i-…:EPISODE:SEQUENCE`. */
  readonly alertId: string;
  /** The same from the alert to its all-clear. */
  readonly episodeId: string;
  /** `update`: still down, for another reason than was told. */
  readonly kind: 'alert' | 'update' | 'all-clear' | 'closed';
  readonly instanceId: string;
  readonly name?: string;
  readonly accountId: string;
  readonly region: string;
  readonly cause: CauseId;
  /** With `closed` only. */
  readonly closedBy?: CloseReason;
  /** Epoch milliseconds since when it is so, as far as could be seen. */
  readonly since: number;
  /** Epoch milliseconds at which it was noticed. */
  readonly at: number;
  readonly evidence: readonly Evidence[];
  readonly command?: string;
  /** Instead of a command: of what holds too, what a person has to put right first. */
  readonly obstacle?: CauseId;
}
