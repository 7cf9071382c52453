import {
  describeTagsPolicy,
  isOurPolicy,
  type RoleSeen,
  roleName,
} from '../../../agent/role-rules.ts';
import { type Note, type Plan, planOf } from '../../engine/action.ts';
import {
  deleteProfile,
  deleteRole,
  detachPolicy,
  emptyProfile,
  forbidDescribeTags,
  nameOf,
} from './actions.ts';
import type { RoleActual, RoleWish } from './plan.ts';

/** Takes role and profile away again if they are ours and nobody else stands on them. */
export function planUndoRole(actual: RoleActual, { instanceId }: RoleWish): Plan {
  const { role, profile } = actual;
  if (!role?.ours && !profile?.ours) return planOf([]);
  const reason = reasonToStay(actual, instanceId);
  if (reason) return planOf([], [reason]);
  const holdsOurs = profile?.roleName === roleName;
  // With somebody else's role in it, the profile is no longer ours to delete.
  const deletable = profile?.ours && (holdsOurs || profile.roleName === undefined);
  return planOf([
    ...(deletable && holdsOurs ? [emptyProfile()] : []),
    ...(deletable ? [deleteProfile()] : []),
    ...(role?.ours ? role.attached.map(detachPolicy) : []),
    ...(role?.ours && role.inline.includes(describeTagsPolicy.name) ? [forbidDescribeTags()] : []),
    ...(role?.ours ? [deleteRole()] : []),
  ]);
}

/**
 * Whom it would hurt. A Region that could not be read may hold an instance that uses them, and
 * rights that somebody added are not ours to delete.
 */
function reasonToStay({ role, profile, users }: RoleActual, instanceId: string): Note | undefined {
  const instances = users.instances.filter((id) => id !== instanceId || users.staysAttached);
  if (instances.length > 0) return { id: 'role-in-use', values: { roleName, instances } };
  const regions = users.unreadable;
  if (regions.length > 0) return { id: 'role-perhaps-in-use', values: { roleName, regions } };
  const profiles = users.profiles.filter((name) => name !== roleName || !profile?.ours);
  if (profiles.length > 0) return { id: 'role-in-other-profile', values: { roleName, profiles } };
  const policies = role?.ours ? foreignPolicies(role) : [];
  if (policies.length === 0) return undefined;
  return { id: 'role-has-other-policies', values: { roleName, policies } };
}

function foreignPolicies({ attached, inline }: RoleSeen): string[] {
  const names = attached.filter((arn) => !isOurPolicy(arn)).map(nameOf);
  return [...names, ...inline.filter((name) => name !== describeTagsPolicy.name)];
}
