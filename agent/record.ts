import type { Disk } from './metric-catalogue.ts';
import type { MonitoringSpec, Shipper } from './monitoring-spec.ts';

/** What is remembered of one instance: the authority for `repair` and `undo`. */
export interface InstanceRecord {
  readonly schemaVersion: 1;
  readonly spec: MonitoringSpec;
  readonly shard: number;
  /** Nobody is to be told when its data stops (`--no-alerts`): it is not registered. */
  readonly alertsDeclined?: boolean;
  /** Name of the table that it is registered in; `undefined` or empty: it is not. */
  readonly registeredIn?: string;
  /** Options of the retired script's cron lines that ours took over; see `old-options.ts`. */
  readonly adopted?: readonly string[];
  /** `undefined` until the metrics agent has been installed and has sent once. */
  readonly agent?: InstalledAgent;
  readonly cron?: InstalledPart;
  readonly logs?: InstalledLogs;
}

export interface InstalledPart {
  /** Of what was put on the instance. */
  readonly sha256: string;
}

export interface InstalledAgent extends InstalledPart {
  /** Of the wish it was installed and tried out for. */
  readonly specHash: string;
  readonly disks: readonly Disk[];
  /** Epoch seconds of the test send of the run that installed it. */
  readonly sentAt: number;
  /** Random, of that run; every scheduled run repeats it in its heartbeat line. */
  readonly nonce: string;
}

export interface InstalledLogs extends InstalledPart {
  readonly shipper: Shipper;
  /** Of the part of the wish it was made for: `spec.logs`. */
  readonly wishHash: string;
  /** What is shipped, by its name in the wish; `undefined` in records of the first version. */
  readonly files?: readonly string[];
}
