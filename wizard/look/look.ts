import type { ProfileSeen, RoleSeen } from '../../agent/role-rules.ts';
import type { AssociationSeen, ProfileUsers } from './associations.ts';
import type { DatapointsSeen } from './datapoints.ts';
import type { HeartbeatsSeen } from './heartbeats.ts';
import type { InstanceSeen } from './instance.ts';
import type { LogGroupSeen } from './log-groups.ts';
import type { ManagedNodeSeen } from './managed-node.ts';
import type { StackAnswer } from './stack.ts';
import type { TopicAnswer } from './subscriptions.ts';

/**
 * One look at an account: each question is asked of AWS at most once, when a step first needs the
 * answer. A new look is made for each pass, so that no step decides on what is no longer so.
 */
export interface Look {
  /** `undefined` when there is no such instance in this Region. */
  instance(): Promise<InstanceSeen | undefined>;
  /** The verifier's, of this Region; asked once per command, and again after it was changed. */
  stack(): Promise<StackAnswer>;
  /** Who is subscribed to a topic, by its ARN. */
  topic(arn: string): Promise<TopicAnswer>;
  role(): Promise<RoleSeen | undefined>;
  profile(): Promise<ProfileSeen | undefined>;
  /** Associations of this instance that are not being taken away. */
  associations(): Promise<readonly AssociationSeen[]>;
  managedNode(): Promise<ManagedNodeSeen>;
  /** Default Host Management covers instances whose role has no SSM rights. */
  defaultHostManagement(): Promise<boolean>;
  datapoints(): Promise<DatapointsSeen>;
  heartbeats(): Promise<HeartbeatsSeen>;
  /** Those of the wish that exist, by name. */
  logGroups(): Promise<ReadonlyMap<string, LogGroupSeen>>;
  /** Systems Manager associations that write the CloudWatch agent's configuration anew. */
  agentAssociations(): Promise<readonly string[]>;
  /** Instances, in every Region of the account, that have the profile attached. */
  profileUsers(): Promise<ProfileUsers>;
  /** Names of the instance profiles that hold the role. */
  profilesOfRole(): Promise<readonly string[]>;
}
