import { AwsError } from '../../errors.ts';
import { text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { findManagedPolicy } from './managed-policies.ts';
import { nameOrThrow } from './names.ts';
import { pageOf } from './pages.ts';
import { encodeDocument, parseRightsPolicy } from './policy-document.ts';
import { roleOrThrow } from './state.ts';

/** Managed policies one role may carry. */
const attachedLimit = 10;

export const rolePolicyOperations: Readonly<Record<string, Operation>> = {
  AttachRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const arn = text(input, 'PolicyArn') ?? '';
    // Attaching what is attached changes nothing, not even for a deprecated policy.
    if (role.attached.has(arn)) return {};
    if (!findManagedPolicy(arn) || world.iam.unattachable.has(arn))
      throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
    if (role.attached.size >= attachedLimit)
      throw new AwsError(
        'LimitExceeded',
        `Cannot exceed quota for PoliciesPerRole: ${attachedLimit}`,
        409,
      );
    role.attached.add(arn);
    return {};
  },

  DetachRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const arn = text(input, 'PolicyArn') ?? '';
    if (!role.attached.delete(arn))
      throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
    return {};
  },

  ListAttachedRolePolicies: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const { entries, end } = pageOf([...role.attached], input);
    return {
      AttachedPolicies: entries.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
        PolicyArn: arn,
      })),
      ...end,
    };
  },

  PutRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const name = nameOrThrow(input, 'PolicyName');
    role.inline.set(name, parseRightsPolicy(text(input, 'PolicyDocument') ?? ''));
    return {};
  },

  GetRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const name = nameOrThrow(input, 'PolicyName');
    const policy = role.inline.get(name);
    if (!policy) throw noInlinePolicy(name);
    return {
      RoleName: role.name,
      PolicyName: name,
      PolicyDocument: encodeDocument(policy.text),
    };
  },

  DeleteRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const name = nameOrThrow(input, 'PolicyName');
    if (!role.inline.delete(name)) throw noInlinePolicy(name);
    return {};
  },

  ListRolePolicies: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const { entries, end } = pageOf([...role.inline.keys()].sort(), input);
    return { PolicyNames: entries, ...end };
  },
};

function noInlinePolicy(name: string): AwsError {
  return new AwsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`, 404);
}
