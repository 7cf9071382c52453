import type { EpochMs } from '../../clock.ts';
import type { OsName } from '../../machine/machine.ts';
import type { RoleCredential } from './role-credential.ts';

/** EC2 in one Region. */
export interface Ec2State {
  readonly instances: Map<string, Ec2Instance>;
  /** Oldest first; those that have ended long ago are dropped when the list is next read. */
  associations: ProfileAssociation[];
}

export type InstanceStateName =
  | 'pending'
  | 'running'
  | 'shutting-down'
  | 'terminated'
  | 'stopping'
  | 'stopped';

/** A state on its way to another: `passing` until `settledAt`, `settled` from then on. */
export interface Transition<Name extends string> {
  readonly passing: Name;
  readonly settled: Name;
  readonly settledAt: EpochMs;
}

export interface MetadataOptions {
  readonly httpTokens: 'optional' | 'required';
  readonly httpEndpoint: 'enabled' | 'disabled';
  readonly hopLimit: number;
  readonly instanceMetadataTags: 'enabled' | 'disabled';
}

export interface Ec2Instance {
  readonly id: string;
  readonly region: string;
  readonly os: OsName;
  readonly imageId: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly privateIp: string;
  readonly hostname: string;
  /** Of the last start, as EC2 shows it. */
  launchedAt: EpochMs;
  state: Transition<InstanceStateName>;
  monitoring: Transition<'pending' | 'enabled' | 'disabling' | 'disabled'>;
  metadataOptions: MetadataOptions;
  readonly tags: Map<string, string>;
  /** IMDSv2 session tokens and the virtual time at which each ends. */
  readonly metadataTokens: Map<string, EpochMs>;
  /** What the metadata service gave out last. */
  roleCredential: RoleCredential | undefined;
}

/**
 * One profile on one instance. EC2 keeps the profile's id of that moment: after the profile was
 * deleted and made again under the same name, it is still the old one.
 */
export interface ProfileAssociation {
  readonly id: string;
  readonly instanceId: string;
  readonly profile: { readonly name: string; readonly arn: string; readonly id: string };
  readonly startedAt: EpochMs;
  /** `undefined` while it is in force. */
  endedAt: EpochMs | undefined;
  /** Ended by ReplaceIamInstanceProfileAssociation, so that a successor takes over. */
  replaced: boolean;
}

/** An instance that is there when the sandbox starts. */
export interface LaunchOptions {
  readonly os: OsName;
  /** The sandbox's own Region unless said otherwise. */
  readonly region?: string;
  /** Left out, a new one is made up. */
  readonly instanceId?: string;
  /** Tag `Name`. */
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Name or ARN of an instance profile; left out, it has none. */
  readonly profile?: string;
  /** It has the profile `app-role`, as if an application ran on it; made when it is not there. */
  readonly applicationRole?: boolean;
  /** Name of the Auto Scaling group that it belongs to: a tag, and no more than that here. */
  readonly autoScalingGroup?: string;
  /** `x86_64` unless said otherwise. */
  readonly architecture?: Ec2Instance['architecture'];
  /** Of the CloudWatch agent that its packages can be had in, `1.300064.0-1.amzn2`. */
  readonly cloudWatchAgentVersion?: string;
  /** `t3.micro`, or `t4g.micro` with `arm64`, unless said otherwise. */
  readonly instanceType?: string;
  readonly detailedMonitoring?: boolean;
  /** The image's own default unless said otherwise; so is `hopLimit`. */
  readonly httpTokens?: MetadataOptions['httpTokens'];
  readonly hopLimit?: number;
  /** `enabled` unless said otherwise. */
  readonly httpEndpoint?: MetadataOptions['httpEndpoint'];
  /** `running` unless said otherwise. One that is `terminated` was so just now. */
  readonly state?: 'running' | 'stopped' | 'terminated';
  /** Virtual time; a day ago unless said otherwise. */
  readonly launchedAt?: EpochMs;
}

export function createEc2State(): Ec2State {
  return { instances: new Map(), associations: [] };
}

export function stateAt<Name extends string>(transition: Transition<Name>, now: EpochMs): Name {
  return now < transition.settledAt ? transition.passing : transition.settled;
}

export function settled<Name extends string>(name: Name): Transition<Name> {
  return { passing: name, settled: name, settledAt: 0 };
}
