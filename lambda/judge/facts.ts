import type {
  AttachedProfile,
  MonitoringState,
  ProfileSeen,
  RoleSeen,
} from '../../agent/role-rules.ts';
import type { CauseId, Evidence, RecordItem } from '../contract.ts';
import type { Tick } from './ticks.ts';

/** An instance as EC2 shows it. Its texts are cleaned. */
export interface InstanceSeen {
  readonly id: string;
  /** Its Name tag. */
  readonly name?: string;
  readonly state: string;
  /** Why EC2 says that it is in this state, e.g. `User initiated (…)`. */
  readonly stateReason: string;
  /** Epoch milliseconds of its last start. */
  readonly launchedAt: number;
  readonly monitoring: MonitoringState;
  readonly profile: AttachedProfile | undefined;
  /** Value of the pointer tag. */
  readonly pointer: string | undefined;
}

export interface RoleFacts {
  readonly role: RoleSeen | undefined;
  readonly profile: ProfileSeen | undefined;
}

/** One metric that stands for the others of its collector. */
export interface Sentinel {
  readonly metric: string;
  /** Of a file system. */
  readonly mountPath?: string;
  readonly ticks: readonly Tick[];
  /** There is data that is newer than any tick that is due: it was away, and is not any more. */
  readonly isBack?: boolean;
}

/** What an instance sent. */
export interface DataFacts {
  /** `unknown`: it could not be read, or nothing that is missing would be believed. */
  readonly metrics: readonly Sentinel[] | 'unknown';
  /** The ticks that the sentinels are about, oldest first. */
  readonly metricTicks: readonly number[];
  /**
   * Of a busy log only the newest `logTicks`: as far as it was read. `not-now`: there are more logs
   * than one run can read, and another one reads this.
   */
  readonly logs: readonly Tick[] | 'unknown' | 'not-now' | 'not-shipped';
  readonly logTicks: readonly number[];
  /**
   * Read only for a record that has not seen data yet: the oldest data point of the last three
   * hours.
   */
  readonly firstSeen?: number;
  /** The verifier's own datum did not come back in time. */
  readonly canaryLate: boolean;
  /** Nor did its own log line. */
  readonly logCanaryLate: boolean;
}

/** All that is known of one instance at one time. */
export interface InstanceFacts {
  readonly id: string;
  /** Epoch milliseconds of the run. */
  readonly at: number;
  /** `unreadable`: of a version that is not known here. */
  readonly record: RecordItem | 'unreadable' | undefined;
  /** `gone`: not in an inventory that is complete. */
  readonly instance: InstanceSeen | 'gone' | 'unknown';
  readonly role: RoleFacts | 'unknown';
  /** `undefined`: there was no reason to ask. */
  readonly data: DataFacts | undefined;
}

/** A cause that holds now. */
export interface Held {
  readonly cause: CauseId;
  /** Epoch milliseconds since when, as far as can be seen. */
  readonly since: number;
  readonly evidence: readonly Evidence[];
}
