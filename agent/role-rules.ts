/** Names of the guide. Role and instance profile share theirs, as in the console. */
export const roleName = 'CustomMonitoringRole';

export type ManagedPolicy =
  | 'CloudWatchFullAccess'
  | 'CloudWatchFullAccessV2'
  | 'AmazonSSMManagedInstanceCore';

/** Inline, on a role of ours: what the metrics agent needs for a line with `--auto-scaling`. */
export const describeTagsPolicy = {
  name: 'cloudwatch-wizard-describe-tags',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeTags', Resource: '*' }],
  },
} as const;

const ourPolicies: readonly string[] = [
  'CloudWatchFullAccess',
  'CloudWatchFullAccessV2',
  'AmazonSSMManagedInstanceCore',
] satisfies ManagedPolicy[];

/** One that we attach to a role of ours; any other was added by somebody. */
export function isOurPolicy(arn: string): boolean {
  return ourPolicies.includes(awsPolicy(arn));
}

export function managedPolicyArn(partition: string, policy: ManagedPolicy): string {
  return `arn:${partition}:iam::aws:policy/${policy}`;
}

export function instanceProfileArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:instance-profile/${roleName}`;
}

/** Lets EC2 hand the role to an instance. In China EC2 goes by a name of its own. */
export function ec2Trust(partition: string): object {
  const Service = partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com';
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  };
}

/** The role as IAM shows it; `undefined` when there is none of that name. */
export interface RoleSeen {
  /** Carries our owner tag: we made it and may change and delete it. */
  readonly ours: boolean;
  /** The decoded trust policy; `undefined` when it is no JSON. */
  readonly trust: unknown;
  /** ARNs of attached managed policies. */
  readonly attached: readonly string[];
  /** Names of inline policies. */
  readonly inline: readonly string[];
}

export interface ProfileSeen {
  readonly id: string;
  readonly ours: boolean;
  /** `undefined`: an empty profile. It looks attached and gives no credentials. */
  readonly roleName: string | undefined;
}

/** What is wrong with role and profile; the words are ids, and are never renamed. */
export type RoleDrift =
  | 'role-missing'
  | 'trust-not-ec2'
  | 'cloudwatch-policy-detached'
  | 'ssm-policy-detached'
  | 'profile-missing'
  | 'profile-empty'
  | 'profile-holds-other-role';

/**
 * How role and profile differ from what the guide asks for. One rule for the steps and for the
 * verifier alike. Policies are compared by ARN: rights that come another way are not seen here.
 */
export function roleDrift(
  role: RoleSeen | undefined,
  profile: ProfileSeen | undefined,
): RoleDrift[] {
  const drift: RoleDrift[] = [];
  if (!role) drift.push('role-missing');
  if (role && !trustsEc2(role.trust)) drift.push('trust-not-ec2');
  if (role && !hasCloudWatchRights(role.attached)) drift.push('cloudwatch-policy-detached');
  if (role && !hasSsmRights(role.attached)) drift.push('ssm-policy-detached');
  if (!profile) drift.push('profile-missing');
  else if (profile.roleName === undefined) drift.push('profile-empty');
  else if (profile.roleName !== roleName) drift.push('profile-holds-other-role');
  return drift;
}

/** Drift that stops data at once or as soon as issued credentials expire. */
export function explainsSilence(drift: readonly RoleDrift[]): boolean {
  return drift.some((one) => one !== 'ssm-policy-detached');
}

// The agent's own policy may put metrics and logs too.
const cloudWatchRights = [
  'CloudWatchFullAccess',
  'CloudWatchFullAccessV2',
  'CloudWatchAgentServerPolicy',
  'AdministratorAccess',
];
const ssmRights = [
  'AmazonSSMManagedInstanceCore',
  'AmazonSSMManagedEC2InstanceDefaultPolicy',
  'service-role/AmazonEC2RoleforSSM',
  'AdministratorAccess',
];

function hasCloudWatchRights(attached: readonly string[]): boolean {
  return attached.some((arn) => cloudWatchRights.includes(awsPolicy(arn)));
}

function hasSsmRights(attached: readonly string[]): boolean {
  return attached.some((arn) => ssmRights.includes(awsPolicy(arn)));
}

/** The name of a policy of AWS's own; a customer's policy of the same name is not one. */
function awsPolicy(arn: string): string {
  return /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? '';
}

/** Trust names EC2 and allows `sts:AssumeRole`; other principals beside it do no harm here. */
export function trustsEc2(trust: unknown): boolean {
  return statementsOf(trust).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      oneOrMany(statement.Action).includes('sts:AssumeRole') &&
      oneOrMany(serviceOf(statement.Principal)).some((name) =>
        /^ec2\.amazonaws\.com(\.cn)?$/.test(name),
      ),
  );
}

interface TrustStatement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Principal?: unknown;
}

function statementsOf(trust: unknown): readonly TrustStatement[] {
  const statement = (trust as { Statement?: unknown } | null | undefined)?.Statement;
  return Array.isArray(statement) ? statement : statement ? [statement as TrustStatement] : [];
}

function serviceOf(principal: unknown): unknown {
  return (principal as { Service?: unknown } | null | undefined)?.Service;
}

function oneOrMany(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

/** The living association of an instance, as EC2 shows it. */
export interface AttachedProfile {
  readonly profileArn: string;
  readonly profileId: string;
}

/** What is wrong with the attachment; ids, never renamed. */
export type AttachmentDrift = 'role-detached' | 'other-role-attached' | 'profile-recreated';

/**
 * Ids are compared, not names: a profile that was deleted and made again has its old name, looks
 * attached, and gives no credentials.
 */
export function attachmentDrift(
  attached: AttachedProfile | undefined,
  profile: Pick<ProfileSeen, 'id'> | undefined,
): AttachmentDrift | undefined {
  if (!attached) return 'role-detached';
  if (attached.profileArn.split('/').at(-1) !== roleName) return 'other-role-attached';
  return attached.profileId === profile?.id ? undefined : 'profile-recreated';
}

/** Detailed monitoring as EC2 shows it; the other two are on the way. */
export type MonitoringState = 'enabled' | 'disabled' | 'pending' | 'disabling';

/** On, or on the way there. */
export function isMonitored(state: MonitoringState): boolean {
  return state === 'enabled' || state === 'pending';
}
