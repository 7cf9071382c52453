import type { VirtualClock } from './clock.ts';
import type { Delays } from './delays.ts';
import type { FaultList } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Input } from './input.ts';
import type { Machine } from './machine/machine.ts';
import type { Credential, Principal } from './principal.ts';
import type { RequestLog } from './request-log.ts';
import type { LambdaState } from './services/aws-lambda/state.ts';
import type { CloudFormationState } from './services/cloudformation/state.ts';
import type { CloudWatchState } from './services/cloudwatch/state.ts';
import type { DynamoDbState } from './services/dynamodb/state.ts';
import type { Ec2State } from './services/ec2/state.ts';
import type { IamState } from './services/iam/state.ts';
import type { LogsState } from './services/logs/state.ts';
import type { SchedulerState } from './services/scheduler/state.ts';
import type { Mail } from './services/sns/mail-text.ts';
import type { SnsState } from './services/sns/state.ts';
import type { SqsState } from './services/sqs/state.ts';
import type { SsmState } from './services/ssm/state.ts';

/** Regional state: nothing in it is seen from another Region. */
export interface Region {
  readonly name: string;
  readonly ec2: Ec2State;
  readonly ssm: SsmState;
  readonly cloudwatch: CloudWatchState;
  readonly logs: LogsState;
  readonly sns: SnsState;
  readonly dynamodb: DynamoDbState;
  readonly sqs: SqsState;
  readonly lambda: LambdaState;
  readonly scheduler: SchedulerState;
  readonly cloudformation: CloudFormationState;
}

/** All state of one pretend account. No module keeps any of its own. */
export interface World {
  readonly accountId: string;
  readonly accountAlias: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly delays: Delays;
  readonly ids: Ids;
  readonly faults: FaultList;
  readonly requests: RequestLog;
  readonly iam: IamState;
  /** By access key id. */
  readonly credentials: Map<string, Credential>;
  /** Absolute path under which each pretend instance has its own directory. */
  readonly directory: string;
  /** The pretend instance behind an EC2 instance id. */
  readonly machines: Map<string, Machine>;
  /** Every e-mail that was sent, to whomever; oldest first. */
  readonly mailbox: Mail[];
  /** Where the sandbox listens, without a trailing slash; `undefined` before it does. */
  endpoint: string | undefined;
  region(name: string): Region;
  /** Every Region that has been asked for so far. */
  regions(): readonly Region[];
  /**
   * Calls an operation from inside, as a pretend agent does, through the same faults, permissions
   * and request log as a call over HTTP. Throws AwsError.
   */
  call(request: InternalCall): Promise<object>;
}

export interface InternalCall {
  readonly caller: Principal;
  readonly region: string;
  /** Signing name, e.g. `logs`. */
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
  /** Condition keys that the call brings along, e.g. `aws:SourceArn`. */
  readonly context?: Readonly<Record<string, string>>;
}
