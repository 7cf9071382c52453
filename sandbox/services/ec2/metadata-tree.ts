import type { World } from '../../world.ts';
import type { Role } from '../iam/state.ts';
import { type RoleOnInstance, roleOnInstance } from './instance-role.ts';
import { currentRoleCredential } from './role-credential.ts';
import type { Ec2Instance } from './state.ts';

/** A text, or one that is only made when it is read: reading credentials may issue new ones. */
type Leaf = string | (() => string);

/** Everything the metadata service can answer with now, by full path. */
export function metadataTree(world: World, instance: Ec2Instance): Map<string, Leaf> {
  const leaves: Record<string, Leaf> = {
    'ami-id': instance.imageId,
    'ami-launch-index': '0',
    hostname: instance.hostname,
    ...roleLeaves(world, instance),
    'instance-action': 'none',
    'instance-id': instance.id,
    'instance-life-cycle': 'on-demand',
    'instance-type': instance.instanceType,
    'local-hostname': instance.hostname,
    'local-ipv4': instance.privateIp,
    'placement/availability-zone': instance.availabilityZone,
    'placement/region': instance.region,
    'reservation-id': `r-${instance.id.slice(2)}`,
    'services/domain': domain(world.partition),
    'services/partition': world.partition,
    ...tagLeaves(instance),
  };
  const tree = new Map<string, Leaf>(
    Object.entries(leaves).map(([name, value]) => [`/latest/meta-data/${name}`, value]),
  );
  return tree.set('/latest/dynamic/instance-identity/document', identityDocument(world, instance));
}

/** There is no `iam/` at all without a profile; without a role in it, no `security-credentials/`. */
function roleLeaves(world: World, instance: Ec2Instance): Record<string, Leaf> {
  const found = roleOnInstance(world, instance);
  if (found.kind === 'no-profile') return {};
  const leaves = { 'iam/info': infoDocument(world, found) };
  if (found.kind === 'profile-not-found' || found.kind === 'empty-profile') return leaves;
  const { name } = found.role;
  return {
    ...leaves,
    [`iam/security-credentials/${name}`]: () =>
      found.kind === 'role'
        ? credentialDocument(world, instance, found.role)
        : unassumableDocument(world, name),
  };
}

type WithProfile = Exclude<RoleOnInstance, { kind: 'no-profile' }>;

function infoDocument(world: World, found: WithProfile): string {
  const problem = {
    'profile-not-found': {
      Code: 'InstanceProfileNotFound',
      Message: `Instance Profile ${found.profile.arn} cannot be found. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.`,
    },
    // AWS calls this one a success.
    'empty-profile': {
      Code: 'Success',
      Message:
        'Instance Profile does not contain a role. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.',
    },
    'not-assumable': { Code: 'Success' },
    role: { Code: 'Success' },
  }[found.kind];
  return json({
    ...problem,
    LastUpdated: isoSeconds(world.clock.now()),
    InstanceProfileArn: found.profile.arn,
    InstanceProfileId: found.profile.id,
  });
}

function credentialDocument(world: World, instance: Ec2Instance, role: Role): string {
  const { credential, issuedAt, expiresAt } = currentRoleCredential(world, instance, role);
  return json({
    Code: 'Success',
    LastUpdated: isoSeconds(issuedAt),
    Type: 'AWS-HMAC',
    AccessKeyId: credential.accessKeyId,
    SecretAccessKey: credential.secretAccessKey,
    Token: credential.sessionToken,
    Expiration: isoSeconds(expiresAt),
  });
}

function unassumableDocument(world: World, roleName: string): string {
  return json({
    Code: 'AssumeRoleUnauthorizedAccess',
    Message: `EC2 cannot assume the role ${roleName}. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.`,
    LastUpdated: isoSeconds(world.clock.now()),
  });
}

function tagLeaves(instance: Ec2Instance): Record<string, string> {
  if (instance.metadataOptions.instanceMetadataTags === 'disabled') return {};
  return Object.fromEntries(
    [...instance.tags].map(([key, value]) => [`tags/instance/${key}`, value]),
  );
}

function identityDocument(world: World, instance: Ec2Instance): string {
  return json({
    accountId: world.accountId,
    architecture: instance.architecture,
    availabilityZone: instance.availabilityZone,
    billingProducts: null,
    imageId: instance.imageId,
    instanceId: instance.id,
    instanceType: instance.instanceType,
    pendingTime: isoSeconds(instance.launchedAt),
    privateIp: instance.privateIp,
    region: instance.region,
    version: '2017-09-30',
  });
}

function domain(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** Laid out as the service does, one member a line: scripts read it with sed. */
function json(document: object): string {
  return JSON.stringify(document, null, 2).replaceAll('": ', '" : ');
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
