import { ownerTag } from '../../../agent/pointer-tag.ts';
import {
  describeTagsPolicy,
  ec2Trust,
  type ManagedPolicy,
  managedPolicyArn,
  roleName,
} from '../../../agent/role-rules.ts';
import { change } from '../../aws/change.ts';
import type { Action } from '../../engine/action.ts';

const tags = [{ Key: ownerTag.key, Value: ownerTag.value }];
const byName = { RoleName: roleName };
const profileByName = { InstanceProfileName: roleName };
const noUndo = { kind: 'none', values: {} } as const;

export function createRole(partition: string): Action {
  const input = {
    ...byName,
    AssumeRolePolicyDocument: JSON.stringify(ec2Trust(partition)),
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

export function restoreTrust(partition: string): Action {
  const input = { ...byName, PolicyDocument: JSON.stringify(ec2Trust(partition)) };
  return {
    kind: 'restore-trust',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'UpdateAssumeRolePolicy', input })],
    undo: noUndo,
  };
}

export function attachPolicy(partition: string, policy: ManagedPolicy): Action {
  const input = { ...byName, PolicyArn: managedPolicyArn(partition, policy) };
  return {
    kind: 'attach-policy',
    values: { roleName, policy },
    calls: [change({ service: 'iam', operation: 'AttachRolePolicy', input })],
    undo: { kind: 'detach-policy', values: { roleName, policy } },
  };
}

export function allowDescribeTags(): Action {
  const PolicyDocument = JSON.stringify(describeTagsPolicy.document);
  const input = { ...byName, PolicyName: describeTagsPolicy.name, PolicyDocument };
  return {
    kind: 'allow-describe-tags',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'PutRolePolicy', input })],
    undo: { kind: 'forbid-describe-tags', values: { roleName } },
  };
}

export function forbidDescribeTags(): Action {
  const input = { ...byName, PolicyName: describeTagsPolicy.name };
  return {
    kind: 'forbid-describe-tags',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'DeleteRolePolicy', input })],
    undo: noUndo,
  };
}

export function createProfile(): Action {
  const input = { ...profileByName, Tags: tags };
  return {
    kind: 'create-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'CreateInstanceProfile', input })],
    undo: { kind: 'delete-instance-profile', values: { roleName } },
  };
}

export function fillProfile(): Action {
  const input = { ...profileByName, ...byName };
  return {
    kind: 'add-role-to-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'AddRoleToInstanceProfile', input })],
    undo: { kind: 'remove-role-from-instance-profile', values: { roleName } },
  };
}

export function emptyProfile(): Action {
  const input = { ...profileByName, ...byName };
  return {
    kind: 'remove-role-from-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'RemoveRoleFromInstanceProfile', input })],
    undo: noUndo,
  };
}

export function deleteProfile(): Action {
  return {
    kind: 'delete-instance-profile',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'DeleteInstanceProfile', input: profileByName })],
    undo: noUndo,
  };
}

export function detachPolicy(arn: string): Action {
  const input = { ...byName, PolicyArn: arn };
  return {
    kind: 'detach-policy',
    values: { roleName, policy: nameOf(arn) },
    calls: [change({ service: 'iam', operation: 'DetachRolePolicy', input })],
    undo: noUndo,
  };
}

export function deleteRole(): Action {
  return {
    kind: 'delete-role',
    values: { roleName },
    calls: [change({ service: 'iam', operation: 'DeleteRole', input: byName })],
    undo: noUndo,
  };
}

/** The last part of an ARN: what people call the thing by. */
export function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
