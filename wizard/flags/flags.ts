import type { LogFile } from '../../agent/log-file.ts';
import type { LogStart, Period, Retention, Shipper } from '../../agent/monitoring-spec.ts';
import type { Problem } from '../errors.ts';

/** Those of two words that begin with `verifier` are of a Region, not of an instance. */
export const verbs = [
  'setup',
  'plan',
  'repair',
  'status',
  'verify',
  'undo',
  'sandbox',
  'agent script',
  'verifier deploy',
  'verifier status',
  'verifier test-alert',
  'verifier template',
  'verifier remove',
] as const;
export type Verb = (typeof verbs)[number];
/** Those that need one. */
export type AwsVerb = Exclude<Verb, LocalVerb>;

/** Those that work on one instance after the other, and ask for it where none is named. */
export type InstanceVerb = 'setup' | 'plan' | 'repair' | 'undo';

/** Those that need no account. */
export type LocalVerb = 'sandbox' | 'agent script' | 'verifier template';

export function isLocalVerb(verb: Verb): verb is LocalVerb {
  return ['sandbox', 'agent script', 'verifier template'].includes(verb);
}

export function isInstanceVerb(verb: Verb): verb is InstanceVerb {
  return ['setup', 'plan', 'repair', 'undo'].includes(verb);
}

/** Everything a command line can say. A flag that was not given is `undefined`. */
export interface Flags {
  readonly instanceIds: readonly string[];
  readonly period: Period | undefined;
  readonly detailedMonitoring: boolean | undefined;
  readonly swap: boolean | undefined;
  readonly diskPaths: readonly string[] | undefined;
  /** Seconds between two samples; 0: none of that. */
  readonly highResolution: number | undefined;
  /** Empty: none of that. */
  readonly proxy: string | undefined;
  readonly migrate: boolean | undefined;
  /** Told by mail, by way of the verifier's topic. */
  readonly emails: readonly string[];
  /** A URL that is posted to as well; a secret. */
  readonly webhook: string | undefined;
  /** ARN of a topic that is there already. */
  readonly topic: string | undefined;
  /** Nobody is to be told. */
  readonly noAlerts: boolean;
  /** The link of the confirmation mail. */
  readonly confirmLink: string | undefined;
  /** Refuses to work in any other account than this one. */
  readonly expectAccount: string | undefined;
  /** Files of `--log`, in their order; the system log is shipped whether it is among them or not. */
  readonly logs: readonly LogFile[] | undefined;
  readonly logShipper: Shipper | 'auto' | undefined;
  readonly logStart: LogStart | undefined;
  readonly allowMissing: boolean | undefined;
  readonly retention: Readonly<Record<string, Retention>> | undefined;
  /** Groups whose retention may be lowered: their names, typed once more. */
  readonly lowerRetention: readonly string[];
  readonly logKmsKey: string | undefined;
  readonly metricsAgent: 'script' | 'cloudwatch-agent' | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  readonly noInput: boolean;
  readonly dryRun: boolean;
  readonly details: boolean;
  readonly fail: boolean;
  readonly color: boolean | undefined;
  readonly lang: 'en' | 'ko' | undefined;
  /** `sandbox` only. */
  readonly port: number;
  readonly rate: number;
  readonly faults: string | undefined;
}

export type Command =
  | {
      readonly kind: 'run';
      readonly verb: Verb;
      readonly flags: Flags;
      /** No verb was said: a set-up for a person, the help for anybody else. */
      readonly bare: boolean;
    }
  | { readonly kind: 'help'; readonly verb: Verb | undefined; readonly lang: Flags['lang'] }
  | { readonly kind: 'version' }
  | { readonly kind: 'invalid'; readonly problem: Problem; readonly flags: Flags };

/** What holds when nothing is said. */
export const noFlags: Flags = {
  instanceIds: [],
  period: undefined,
  detailedMonitoring: undefined,
  swap: undefined,
  diskPaths: undefined,
  highResolution: undefined,
  proxy: undefined,
  migrate: undefined,
  emails: [],
  webhook: undefined,
  topic: undefined,
  noAlerts: false,
  confirmLink: undefined,
  expectAccount: undefined,
  logs: undefined,
  logShipper: undefined,
  logStart: undefined,
  allowMissing: undefined,
  retention: undefined,
  lowerRetention: [],
  logKmsKey: undefined,
  metricsAgent: undefined,
  timeoutSeconds: undefined,
  profile: undefined,
  region: undefined,
  json: false,
  yes: false,
  noInput: false,
  dryRun: false,
  details: false,
  fail: false,
  color: undefined,
  lang: undefined,
  port: 0,
  rate: 1,
  faults: undefined,
};
