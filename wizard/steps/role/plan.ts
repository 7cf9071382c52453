import {
  type ProfileSeen,
  type RoleDrift,
  type RoleSeen,
  roleDrift,
  roleName,
} from '../../../agent/role-rules.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import type { ProfileUsers } from '../../look/associations.ts';
import { attachPolicy, createProfile, createRole, fillProfile, restoreTrust } from './actions.ts';

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

/**
 * A new role as the guide makes it, with the SSM right that Run Command needs; one that somebody
 * made by hand is used when it will do, and refused with the difference when it will not.
 */
export function planRole(actual: RoleActual, wish: RoleWish): Plan {
  const { role, profile, managedWithoutRole } = actual;
  const drift = roleDrift(role, profile);
  const refused = refusal(actual, drift);
  if (refused)
    return { outcome: 'blocked', problem: { id: refused, values: { roleName, ...wish } } };
  const mends = (role ? drift : [...drift, ...missingOfNewRole])
    .filter((one) => one !== 'ssm-policy-detached' || !managedWithoutRole)
    .flatMap((one) => mend(one, wish.partition));
  const notes = role && !role.ours ? [{ id: 'role-not-ours', values: { roleName } } as const] : [];
  return planOf(inOrder(mends), notes);
}

/** What a role that does not exist yet lacks too. */
const missingOfNewRole: readonly RoleDrift[] = [
  'cloudwatch-policy-detached',
  'ssm-policy-detached',
];

function mend(drift: RoleDrift, partition: string): Action[] {
  switch (drift) {
    case 'role-missing':
      return [createRole(partition)];
    case 'trust-not-ec2':
      return [restoreTrust(partition)];
    case 'cloudwatch-policy-detached':
      return [attachPolicy(partition, 'CloudWatchFullAccess')];
    case 'ssm-policy-detached':
      return [attachPolicy(partition, 'AmazonSSMManagedInstanceCore')];
    case 'profile-missing':
      return [createProfile(), fillProfile()];
    case 'profile-empty':
      return [fillProfile()];
    case 'profile-holds-other-role':
      return [];
  }
}

/** The role is whole before a profile hands it out. */
function inOrder(actions: readonly Action[]): Action[] {
  const ofProfile = ({ kind }: Action) => kind.endsWith('instance-profile');
  return [...actions.filter((one) => !ofProfile(one)), ...actions.filter(ofProfile)];
}

/** Only what is ours is changed: what is wrong with somebody else's role stops us. */
function refusal({ role, profile, managedWithoutRole }: RoleActual, drift: readonly RoleDrift[]) {
  const has = (one: RoleDrift) => drift.includes(one);
  if (has('profile-holds-other-role')) return 'profile-holds-other-role' as const;
  if (has('profile-empty') && !profile?.ours) return 'profile-empty-not-ours' as const;
  if (!role || role.ours) return undefined;
  if (has('trust-not-ec2')) return 'role-trust-wrong' as const;
  if (has('cloudwatch-policy-detached')) return 'role-lacks-cloudwatch' as const;
  if (has('ssm-policy-detached') && !managedWithoutRole) return 'role-lacks-ssm' as const;
  return undefined;
}
