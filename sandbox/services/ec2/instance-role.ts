import type { Principal } from '../../principal.ts';
import type { World } from '../../world.ts';
import { findProfileForEc2, type Role, trustsEc2 } from '../iam/state.ts';
import { servedAssociation } from './associations.ts';
import type { Ec2Instance, ProfileAssociation } from './state.ts';

/**
 * What the metadata service makes of an instance's profile now. Only `role` gives credentials; the
 * others look attached in EC2 and give none (IAM user guide, "Troubleshooting Amazon EC2 and IAM").
 */
export type RoleOnInstance =
  | { readonly kind: 'no-profile' }
  | { readonly kind: 'profile-not-found'; readonly profile: ProfileAssociation['profile'] }
  | { readonly kind: 'empty-profile'; readonly profile: ProfileAssociation['profile'] }
  | {
      readonly kind: 'not-assumable' | 'role';
      readonly profile: ProfileAssociation['profile'];
      readonly role: Role;
    };

/** The instance in whichever Region it is. */
export function findInstance(world: World, instanceId: string): Ec2Instance | undefined {
  for (const region of world.regions()) {
    const instance = region.ec2.instances.get(instanceId);
    if (instance) return instance;
  }
  return undefined;
}

export function roleOnInstance(world: World, instance: Ec2Instance): RoleOnInstance {
  const { ec2 } = world.region(instance.region);
  const now = world.clock.now();
  const association = servedAssociation(ec2, instance.id, now, world.delays);
  if (!association) return { kind: 'no-profile' };
  const { profile } = association;
  const current = findProfileForEc2(world, profile.arn);
  // A profile made again under the same name is another profile to EC2.
  if (current?.id !== profile.id) return { kind: 'profile-not-found', profile };
  const inside = current.role;
  const isSeen = inside && now >= inside.since + world.delays.iamPropagationMs;
  const role = isSeen ? world.iam.roles.get(inside.name.toLowerCase()) : undefined;
  if (!role) return { kind: 'empty-profile', profile };
  return { kind: trustsEc2(role) ? 'role' : 'not-assumable', profile, role };
}

/** Whose credentials the metadata service gives out now; `undefined` when it gives none. */
export function instanceRolePrincipal(world: World, instance: Ec2Instance): Principal | undefined {
  const found = roleOnInstance(world, instance);
  return found.kind === 'role' ? rolePrincipal(world, instance.id, found.role) : undefined;
}

export function rolePrincipal(world: World, instanceId: string, role: Role): Principal {
  return {
    kind: 'instance-role',
    arn: `arn:${world.partition}:sts::${world.accountId}:assumed-role/${role.name}/${instanceId}`,
    userId: `${role.id}:${instanceId}`,
    accountId: world.accountId,
    roleName: role.name,
    instanceId,
  };
}
