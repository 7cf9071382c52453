import type { Input } from './input.ts';
import type { Principal } from './principal.ts';
import type { Region, World } from './world.ts';

/** One call on its way to an operation. */
export interface Call {
  readonly world: World;
  /** The Region in the signature's scope, with its own EC2, SSM, CloudWatch and Logs state. */
  readonly region: Region;
  readonly caller: Principal;
  readonly requestId: string;
  /** Virtual time at which the call came in. */
  readonly now: number;
}

/**
 * One AWS operation: decoded input in, output in the API's own wire names out. Throws AwsError.
 * Dates stay `Date` (each protocol writes them its own way); `undefined` members are left out.
 */
export type Operation = (input: Input, call: Call) => object | Promise<object>;

/** What IAM has to allow before an operation runs. */
export interface Required {
  /** e.g. `cloudwatch:PutMetricData`. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Condition keys and their values, e.g. `cloudwatch:namespace`. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Service {
  /** Name in the SigV4 credential scope, e.g. `monitoring`, `logs`, `ec2`. */
  readonly signingName: string;
  /** Prefix of its IAM actions, e.g. `cloudwatch`. */
  readonly iamPrefix: string;
  /** Protocols it answers in; the request decides which. */
  readonly protocols: readonly ('json-1.0' | 'json-1.1' | 'query' | 'ec2-query')[];
  /** XML namespace of its Query answers. */
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Resource and condition keys where `*` and none are not enough for a policy to be judged by. */
  readonly required?: (operation: string, input: Input, call: Call) => Required;
}
