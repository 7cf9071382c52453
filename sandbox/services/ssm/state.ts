import type { EpochMs } from '../../clock.ts';
import type { Principal } from '../../principal.ts';

/** Systems Manager in one Region. */
export interface SsmState {
  /** By instance id; an agent that stopped keeps its entry, as SSM remembers its last ping. */
  readonly agents: Map<string, SsmAgent>;
  /** By command id, oldest first. */
  readonly commands: Map<string, Command>;
  readonly settings: Map<string, ServiceSetting>;
  /** State Manager's; they are only listed, and never run. */
  readonly associations: Association[];
}

/** The SSM agent of one instance. */
export interface SsmAgent {
  readonly instanceId: string;
  /** Registered, and its last ping was let in. */
  online: boolean;
  /** `undefined` until it has registered for the first time. */
  lastPingAt: EpochMs | undefined;
  /** Credentials it holds in its cache, good or not; `undefined` when it found none. */
  caller: Principal | undefined;
  fetchedAt: EpochMs;
  /** Role of Default Host Management, where it works with that instead of the instance's own. */
  hostManagementRole: string | undefined;
  cancelNextLook: () => void;
}

export interface Association {
  readonly id: string;
  readonly name: string | undefined;
  readonly documentName: string;
  readonly instanceId: string;
}

interface ServiceSetting {
  readonly value: string;
  readonly modifiedAt: EpochMs;
  readonly modifiedBy: string;
}

export interface Command {
  readonly id: string;
  readonly documentName: string;
  readonly comment: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly instanceIds: readonly string[];
  readonly targets: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly requestedAt: EpochMs;
  readonly timeoutSeconds: number;
  readonly executionTimeoutSeconds: number;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  /** By instance id. */
  readonly invocations: ReadonlyMap<string, Invocation>;
}

type InvocationStatus =
  | 'Pending'
  | 'InProgress'
  | 'Cancelling'
  | 'Success'
  | 'Failed'
  | 'TimedOut'
  | 'Cancelled';

/** One command on one instance. */
export interface Invocation {
  readonly instanceId: string;
  status: InvocationStatus;
  /** As `status`, or more exactly, e.g. `DeliveryTimedOut`. */
  statusDetails: string;
  startedAt: EpochMs | undefined;
  endedAt: EpochMs | undefined;
  /** -1 until the script has ended. */
  exitCode: number;
  stdout: string;
  stderr: string;
}

export function createSsmState(): SsmState {
  return { agents: new Map(), commands: new Map(), settings: new Map(), associations: [] };
}
