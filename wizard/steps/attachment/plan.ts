import { attachmentDrift, type ProfileSeen, roleName } from '../../../agent/role-rules.ts';
import { change } from '../../aws/change.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import { didBegin, type History } from '../../engine/history.ts';
import type { AssociationSeen } from '../../look/associations.ts';

export interface AttachmentActual {
  readonly instanceId: string;
  readonly profile: ProfileSeen | undefined;
  readonly association: AssociationSeen | undefined;
}

/** Attaches the profile to an instance that has none, and anew where it was deleted and remade. */
export function planAttachment(actual: AttachmentActual): Plan {
  const { association, profile, instanceId } = actual;
  if (!association) return planOf([associate(instanceId)]);
  switch (attachmentDrift(association, profile)) {
    case 'other-role-attached': {
      const values = { instanceId, profileArn: association.profileArn, roleName };
      return { outcome: 'blocked', problem: { id: 'instance-has-other-role', values } };
    }
    case 'profile-recreated':
      return planOf([replace(actual, association)]);
    default:
      return planOf([]);
  }
}

function associate(instanceId: string): Action {
  const input = { InstanceId: instanceId, IamInstanceProfile: { Name: roleName } };
  return {
    kind: 'attach-role',
    values: { roleName, instanceId },
    calls: [change({ service: 'ec2', operation: 'AssociateIamInstanceProfile', input })],
    undo: { kind: 'detach-role', values: { roleName, instanceId } },
  };
}

function replace({ instanceId }: AttachmentActual, { id }: AssociationSeen): Action {
  const input = { AssociationId: id, IamInstanceProfile: { Name: roleName } };
  return {
    kind: 'reattach-role',
    values: { roleName, instanceId },
    calls: [change({ service: 'ec2', operation: 'ReplaceIamInstanceProfileAssociation', input })],
    undo: { kind: 'detach-role', values: { roleName, instanceId } },
  };
}

/** Whether it was us; else it was there before, and an undo leaves it. */
export function didAttachRole(history: History): boolean {
  return didBegin(history, 'attach-role') || didBegin(history, 'reattach-role');
}

/** Detaches the role if we attached it. */
export function planUndoAttachment(actual: AttachmentActual, history: History): Plan {
  const { association, instanceId } = actual;
  if (!didAttachRole(history) || !association) return planOf([]);
  if (nameOf(association.profileArn) !== roleName) return planOf([]);
  const input = { AssociationId: association.id };
  return planOf([
    {
      kind: 'detach-role',
      values: { roleName, instanceId },
      calls: [change({ service: 'ec2', operation: 'DisassociateIamInstanceProfile', input })],
      undo: { kind: 'none', values: {} },
    },
  ]);
}

function nameOf(profileArn: string): string {
  return profileArn.split('/').at(-1) ?? '';
}
