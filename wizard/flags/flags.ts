import type { Period } from '../../agent/monitoring-spec.ts';
import type { Problem } from '../errors.ts';

export const verbs = ['setup', 'plan', 'repair', 'status', 'undo', 'agent', 'sandbox'] as const;
export type Verb = (typeof verbs)[number];
/** Those that need an account. */
export type AwsVerb = Exclude<Verb, 'sandbox' | 'agent'>;

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
