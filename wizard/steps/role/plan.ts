import { ownerTag } from '../../../agent/pointer-tag.ts';
import {
  ec2Trust,
  isOurPolicy,
  type ManagedPolicy,
  managedPolicyArn,
  type ProfileSeen,
  type RoleDrift,
  type RoleSeen,
  roleDrift,
  roleName,
} from '../../../agent/role-rules.ts';
import { change } from '../../aws/change.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import type { ProfileUsers } from '../../look/associations.ts';

export interface RoleActual {
  readonly role: RoleSeen | undefined;
  readonly profile: ProfileSeen | undefined;
  /** Systems Manager reaches the instance without any right of its role. */
  readonly managedWithoutRole: boolean;
  /** Only asked for by an undo. */
  readonly users: RoleUsers;
}

/** Who stands on role and profile. */
export interface RoleUsers extends ProfileUsers {
  /** Names of the instance profiles that hold the role. */
  readonly profiles: readonly string[];
  /** Somebody else attached the profile to this instance, so an undo does not detach it. */
  readonly staysAttached: boolean;
}

/** Whose account it is made in. */
export interface RoleWish {
  readonly partition: string;
  readonly instanceId: string;
}

const tags = [{ Key: ownerTag.key, Value: ownerTag.value }];
const byName = { RoleName: roleName };
const profileByName = { InstanceProfileName: roleName };

/**
 * A new role as the guide makes it, with the SSM right that Run Command needs; one that somebody
 * made by hand is used when it will do, and refused with the difference when it will not.
 */
export function planRole(actual: RoleActual, { partition, instanceId }: RoleWish): Plan {
  const drift = roleDrift(actual.role, actual.profile);
  const refused = refusal(actual, drift);
  if (refused)
    return {
      outcome: 'blocked',
      problem: { id: refused, values: { roleName, partition, instanceId } },
    };
  const needed = drift.filter((one) => one !== 'ssm-policy-detached' || !actual.managedWithoutRole);
  const missing = new Set<RoleDrift>(needed);
  const newRole = missing.has('role-missing');
  const attach = (policy: ManagedPolicy) => attachPolicy(partition, policy);
  return planOf(
    [
      ...(newRole ? [createRole()] : []),
      ...(newRole || missing.has('cloudwatch-policy-detached')
        ? [attach('CloudWatchFullAccess')]
        : []),
      ...((newRole && !actual.managedWithoutRole) || missing.has('ssm-policy-detached')
        ? [attach('AmazonSSMManagedInstanceCore')]
        : []),
      ...(missing.has('profile-missing') ? [createProfile()] : []),
      ...(missing.has('profile-missing') || missing.has('profile-empty') ? [fillProfile()] : []),
    ],
    actual.role && !actual.role.ours ? [{ id: 'role-not-ours', values: { roleName } }] : [],
  );
}

/** Only what is ours is changed: what is wrong with somebody else's role stops us. */
function refusal({ role, profile, managedWithoutRole }: RoleActual, drift: readonly RoleDrift[]) {
  const has = (one: RoleDrift) => drift.includes(one);
  if (has('profile-holds-other-role')) return 'profile-holds-other-role' as const;
  if (has('profile-empty') && !profile?.ours) return 'profile-empty-not-ours' as const;
  if (has('trust-not-ec2')) return 'role-trust-wrong' as const;
  if (!role || role.ours) return undefined;
  if (has('cloudwatch-policy-detached')) return 'role-lacks-cloudwatch' as const;
  if (has('ssm-policy-detached') && !managedWithoutRole) return 'role-lacks-ssm' as const;
  return undefined;
}

function createRole(): Action {
  const input = {
    ...byName,
    AssumeRolePolicyDocument: JSON.stringify(ec2Trust),
    Description: 'Lets an EC2 instance send metrics and logs to CloudWatch',
    Tags: tags,
  };
  return {
    kind: 'create-role',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'CreateRole', input })],
    undo: { kind: 'delete-role', values: { roleName } },
  };
}

function attachPolicy(partition: string, policy: ManagedPolicy): Action {
  const input = { ...byName, PolicyArn: managedPolicyArn(partition, policy) };
  return {
    kind: 'attach-policy',
    values: { roleName, policy },
    calls: [change({ service: 'iam', operation: 'AttachRolePolicy', input })],
    undo: { kind: 'detach-policy', values: { roleName, policy } },
  };
}

function createProfile(): Action {
  const input = { ...profileByName, Tags: tags };
  return {
    kind: 'create-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'CreateInstanceProfile', input })],
    undo: { kind: 'delete-instance-profile', values: { roleName } },
  };
}

function fillProfile(): Action {
  const input = { ...profileByName, ...byName };
  return {
    kind: 'add-role-to-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'AddRoleToInstanceProfile', input })],
    undo: { kind: 'remove-role-from-instance-profile', values: { roleName } },
  };
}

/**
 * Takes role and profile away again if they are ours and nobody else stands on them. A Region that
 * could not be read may hold an instance that does, and rights that somebody added are not ours to
 * delete: then they stay, and that is said.
 */
export function planUndoRole({ role, profile, users }: RoleActual, { instanceId }: RoleWish): Plan {
  if (!role?.ours && !profile?.ours) return planOf([]);
  const others = users.instances.filter((id) => id !== instanceId || users.staysAttached);
  if (others.length > 0)
    return planOf([], [{ id: 'role-in-use', values: { roleName, instances: others } }]);
  if (users.unreadable.length > 0)
    return planOf(
      [],
      [{ id: 'role-perhaps-in-use', values: { roleName, regions: users.unreadable } }],
    );
  const foreign = users.profiles.filter((name) => name !== roleName || !profile?.ours);
  if (foreign.length > 0)
    return planOf([], [{ id: 'role-in-other-profile', values: { roleName, profiles: foreign } }]);
  const added = role?.ours ? foreignPolicies(role) : [];
  if (added.length > 0)
    return planOf([], [{ id: 'role-has-other-policies', values: { roleName, policies: added } }]);
  return planOf([
    ...(profile?.ours && profile.roleName === roleName ? [emptyProfile()] : []),
    ...(profile?.ours ? [deleteProfile()] : []),
    ...(role?.ours ? role.attached.map(detachPolicy) : []),
    ...(role?.ours ? [deleteRole()] : []),
  ]);
}

function foreignPolicies({ attached, inline }: RoleSeen): string[] {
  const names = attached.filter((arn) => !isOurPolicy(arn)).map(nameOf);
  return [...names, ...inline];
}

const noUndo = { kind: 'none', values: {} } as const;

function emptyProfile(): Action {
  const input = { ...profileByName, ...byName };
  return {
    kind: 'remove-role-from-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'RemoveRoleFromInstanceProfile', input })],
    undo: noUndo,
  };
}

function deleteProfile(): Action {
  return {
    kind: 'delete-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'DeleteInstanceProfile', input: profileByName })],
    undo: noUndo,
  };
}

function detachPolicy(arn: string): Action {
  const input = { ...byName, PolicyArn: arn };
  return {
    kind: 'detach-policy',
    values: { roleName, policy: nameOf(arn) },
    calls: [change({ service: 'iam', operation: 'DetachRolePolicy', input })],
    undo: noUndo,
  };
}

function deleteRole(): Action {
  return {
    kind: 'delete-role',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'DeleteRole', input: byName })],
    undo: noUndo,
  };
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
