import type { VirtualClock } from '../clock.ts';
import type { Principal } from '../principal.ts';

/** Operating systems that a pretend machine can run. */
export type MachineOs =
  | 'amazon-linux-1'
  | 'amazon-linux-2'
  | 'amazon-linux-2023'
  | 'debian-12'
  | 'rhel-9'
  | 'sles-15'
  | 'ubuntu-22.04'
  | 'ubuntu-24.04';

/** What an instance can be at EC2. There is no machine behind one with Windows. */
export type OsName = MachineOs | 'windows-2022';

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The time-out came first; the whole process group was ended. */
  readonly timedOut: boolean;
}

export interface RunOptions {
  /** Real milliseconds. */
  readonly timeoutMs: number;
  /** `/bin/sh` of the OS unless said otherwise. */
  readonly shell?: readonly string[];
  /** On top of the machine's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A pretend instance: a directory that is its root, in which scripts really run and whose cron,
 * services and log shippers go on by the virtual clock.
 */
export interface Machine {
  readonly instanceId: string;
  readonly os: MachineOs;
  /** Absolute path of the directory that is `/` to it. */
  readonly root: string;
  /** Units that are running, e.g. `crond.service`; without systemd they are called so all the same. */
  activeUnits(): readonly string[];
  /** Runs a script as root would. One at a time per machine; waits for its turn. */
  run(script: string, options: RunOptions): Promise<RunResult>;
  /** Starts what is enabled at boot. */
  boot(): Promise<void>;
  /** Ends every service; `/run` is emptied. Files stay. */
  halt(): Promise<void>;
  /** Halts and deletes the directory. */
  dispose(): Promise<void>;
}

/** What a machine needs of the world around it. */
export interface MachineHost {
  readonly clock: VirtualClock;
  readonly instanceId: string;
  readonly region: string;
  readonly hostname: string;
  readonly privateIp: string;
  /** AWS_ENDPOINT_URL inside. */
  endpoint(): string;
  /** AWS_EC2_METADATA_SERVICE_ENDPOINT inside: this instance's own metadata service. */
  metadataEndpoint(): string;
  /** IMDSv1 is still answered (`HttpTokens: optional`). */
  metadataV1(): boolean;
  /** Whose credentials the metadata service gives out now; `undefined` without a role. */
  rolePrincipal(): Principal | undefined;
  /** Calls AWS with those credentials, as a log shipper does. Throws AwsError. */
  call(region: string, service: string, operation: string, input: object): Promise<object>;
}
