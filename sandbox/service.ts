import type { Input } from './input.ts';
import type { PolicyDocument, Principal } from './principal.ts';
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
  /** Of the resource itself: it can allow callers whose own policies do not. */
  readonly resourcePolicy?: PolicyDocument;
}

/** By which request an operation of a REST-JSON service is called. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** e.g. `/schedules/{Name}`; what stands in braces becomes a member of the input. */
  readonly path: string;
  /** Of a success; 200 unless given. */
  readonly status?: number;
  /** The whole body is this member of input and output, as bytes or text, not JSON members. */
  readonly payload?: string;
  /** Members that travel as headers, by the header's name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Service {
  /** Name in the SigV4 credential scope, e.g. `monitoring`, `logs`, `ec2`. */
  readonly signingName: string;
  /** Prefix of its IAM actions, e.g. `cloudwatch`. */
  readonly iamPrefix: string;
  /** Protocols it answers in; the request decides which. */
  readonly protocols: readonly ('json-1.0' | 'json-1.1' | 'query' | 'ec2-query' | 'rest-json')[];
  /** Of a REST-JSON service. */
  readonly routes?: readonly Route[];
  /** Errors that this service calls by a name of its own, by the name JSON services use. */
  readonly errorNames?: Readonly<Record<string, string>>;
  /** XML namespace of its Query answers. */
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Resource and condition keys where `*` and none are not enough for a policy to be judged by. */
  readonly required?: (operation: string, input: Input, call: Call) => Required;
}
