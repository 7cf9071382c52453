import type { EpochMs } from '../../clock.ts';
import type { Delays } from '../../delays.ts';
import type { InstanceProfile } from '../iam/state.ts';
import type { Ec2State, ProfileAssociation } from './state.ts';

export type AssociationState = 'associating' | 'associated' | 'disassociating' | 'disassociated';

export function associationStateAt(
  association: ProfileAssociation,
  now: EpochMs,
  delays: Delays,
): AssociationState {
  if (association.endedAt !== undefined)
    return now < association.endedAt + delays.associationMs ? 'disassociating' : 'disassociated';
  return now < association.startedAt + delays.associationMs ? 'associating' : 'associated';
}

/** Those EC2 still lists: an instance can have one that is going beside one that is coming. */
export function listedAssociations(ec2: Ec2State, now: EpochMs, delays: Delays) {
  return ec2.associations.filter(
    (association) => associationStateAt(association, now, delays) !== 'disassociated',
  );
}

/** The one in force, or coming into force. */
export function currentAssociation(
  ec2: Ec2State,
  instanceId: string,
): ProfileAssociation | undefined {
  return ec2.associations.find(
    (association) => association.instanceId === instanceId && association.endedAt === undefined,
  );
}

/**
 * The association whose role the metadata service gives out. A new one is served some time after
 * it is `associated`; until then one that it replaced still is, and one that was detached is not.
 */
export function servedAssociation(
  ec2: Ec2State,
  instanceId: string,
  now: EpochMs,
  delays: Delays,
): ProfileAssociation | undefined {
  const [latest, previous] = ec2.associations
    .filter((association) => association.instanceId === instanceId)
    .reverse();
  if (!latest || latest.endedAt !== undefined) return undefined;
  if (now >= latest.startedAt + delays.associationMs + delays.roleOnInstanceMs) return latest;
  return previous?.replaced ? previous : undefined;
}

/** Puts an association in force. The caller has made sure that the instance may have it. */
export function putAssociation(
  ec2: Ec2State,
  { id, instanceId, profile, startedAt }: NewAssociation,
): ProfileAssociation {
  const association: ProfileAssociation = {
    id,
    instanceId,
    profile: { name: profile.name, arn: profile.arn, id: profile.id },
    startedAt,
    endedAt: undefined,
    replaced: false,
  };
  // Of the older ones only the last can still be listed or served.
  const older = ec2.associations.filter((other) => other.instanceId === instanceId).slice(0, -1);
  ec2.associations = ec2.associations.filter((other) => !older.includes(other));
  ec2.associations.push(association);
  return association;
}

interface NewAssociation {
  readonly id: string;
  readonly instanceId: string;
  readonly profile: InstanceProfile;
  readonly startedAt: EpochMs;
}

/** Starts to disassociate; `replaced` says that a successor takes over. */
export function endAssociation(
  association: ProfileAssociation,
  now: EpochMs,
  replaced = false,
): void {
  association.endedAt = now;
  association.replaced = replaced;
}
