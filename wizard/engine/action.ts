import type { InstanceRecord } from '../../agent/record.ts';
import type { Problem, Values } from '../errors.ts';

/** Kebab-case words that scripts and support read; never renamed. */
export type StepId =
  | 'verifier'
  | 'registration'
  | 'role'
  | 'attachment'
  | 'detailed-monitoring'
  | 'aws-metrics'
  | 'managed-node'
  | 'metrics-agent'
  | 'cron-entry'
  | 'log-group'
  | 'log-agent'
  | 'record'
  | 'arrival'
  | 'alerts';

/** Every change there is; each has its sentence in the catalogues. */
export type ActionKind =
  | 'delete-failed-stack'
  | 'create-stack'
  | 'update-stack'
  | 'subscribe-email'
  | 'register-instance'
  | 'create-role'
  | 'restore-trust'
  | 'attach-policy'
  | 'create-instance-profile'
  | 'add-role-to-instance-profile'
  | 'attach-role'
  | 'reattach-role'
  | 'enable-detailed-monitoring'
  | 'wait-for-managed-node'
  | 'look-inside'
  | 'install-agent'
  | 'install-cron'
  | 'allow-describe-tags'
  | 'migrate-cron'
  | 'create-log-group'
  | 'set-log-retention'
  | 'install-awslogs'
  | 'install-cloudwatch-agent'
  | 'tag-instance'
  | UndoKind;

/** Those that take something away again. */
const undoKinds = [
  'remove-stack',
  'deregister-instance',
  'delete-role',
  'detach-policy',
  'delete-instance-profile',
  'remove-role-from-instance-profile',
  'detach-role',
  'forbid-describe-tags',
  'disable-detailed-monitoring',
  'restore-log-retention',
  'uninstall',
  'untag-instance',
] as const;
export type UndoKind = (typeof undoKinds)[number];

export function isUndoKind(kind: string): kind is UndoKind {
  return undoKinds.some((one) => one === kind);
}

/** Every remark there is; each has its sentence in the catalogues. */
export type NoteId =
  | 'alerts-declined'
  | 'verifier-missing'
  | 'verifier-unseen'
  | 'verifier-newer'
  | 'verifier-older'
  | 'topic-goes'
  | 'topic-unseen'
  | 'webhook-alone'
  | 'nobody-told'
  | 'one-personal-mailbox'
  | 'verifier-looked'
  | 'email-confirmed'
  | 'alert-still-open'
  | 'role-not-ours'
  | 'role-in-use'
  | 'role-in-other-profile'
  | 'role-perhaps-in-use'
  | 'role-has-other-policies'
  | 'policy-retired'
  | 'monitoring-already-on'
  | 'metric-unknown'
  | 'metric-without-data'
  | 'metric-newest'
  | 'metric-arrived'
  | 'heartbeat-arrived'
  | 'no-ssm-agent-in-image'
  | 'second-sender'
  | 'groups-need-right'
  | 'log-shipper-chosen'
  | 'log-personal-data'
  | 'log-backlog'
  | 'log-backlog-unknown'
  | 'log-begins-at-beginning'
  | 'log-shipped-by-others'
  | 'log-group-kept'
  | 'log-cause'
  | 'agent-config-association'
  | 'agent-metrics-differ'
  | 'sent-twice'
  | 'waiting-for-stack'
  | 'waiting-for-email'
  | 'waiting-for-iam'
  | 'waiting-for-ssm'
  | 'waiting-to-settle'
  | 'waiting-for-data';

export type ServiceName =
  | 'iam'
  | 'ec2'
  | 'ssm'
  | 'cloudwatch'
  | 'logs'
  | 'sts'
  | 'cloudformation'
  | 'dynamodb'
  | 'lambda'
  | 'sns';

/** One call that an action makes. The input is literal: what is shown is what is sent. */
export interface AwsCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What takes an action back; `none` where nothing has to be. */
export interface Undo {
  readonly kind: UndoKind | 'none';
  readonly values: Values;
}

/** One change. Plain data: printed by `plan`, compared in tests, executed by `apply`. */
export interface Action {
  readonly kind: ActionKind;
  readonly values: Values;
  readonly calls: readonly AwsCall[];
  /** What it adds to the bill. Left out when it adds nothing. */
  readonly price?: Price;
  readonly undo: Undo;
  /** Rests on what has not been seen; a look inside may make it unnecessary or another one. */
  readonly assumed?: boolean;
  /** Kinds that may turn out to be right instead, and that confirming the plan covers too. */
  readonly alternatives?: readonly ActionKind[];
}

export interface Price {
  /** US dollars a month at us-east-1 list prices, before any free tier. */
  readonly monthlyUsd: number;
  /** What is counted, e.g. 7 metrics. */
  readonly metrics: number;
}

/** A remark that changes nothing: id and values of a sentence in the catalogue. */
export interface Note {
  readonly id: NoteId;
  readonly values: Values;
}

export type Plan =
  | { readonly outcome: 'in-sync'; readonly notes?: readonly Note[] }
  | {
      readonly outcome: 'change';
      readonly actions: readonly [Action, ...Action[]];
      readonly notes?: readonly Note[];
    }
  | { readonly outcome: 'blocked'; readonly problem: Problem };

/** `change` when there is something to do, `in-sync` when not. */
export function planOf(actions: readonly Action[], notes: readonly Note[] = []): Plan {
  const [first, ...rest] = actions;
  return first
    ? { outcome: 'change', actions: [first, ...rest], notes }
    : { outcome: 'in-sync', notes };
}

/** What became known by carrying an action out, to be remembered with it. */
export type Learned = Partial<InstanceRecord>;
