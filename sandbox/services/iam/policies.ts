import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { findManagedPolicy, type ManagedPolicy } from './managed-policies.ts';
import { encodeDocument } from './policy-document.ts';
import type { IamState } from './state.ts';

export const policyOperations: Readonly<Record<string, Operation>> = {
  GetPolicy: (input, { world }) => {
    const policy = policyOrThrow(input);
    return {
      Policy: {
        PolicyName: policy.name,
        PolicyId: policy.id,
        Arn: text(input, 'PolicyArn'),
        Path: policy.path,
        DefaultVersionId: policy.version,
        AttachmentCount: attachments(world.iam, text(input, 'PolicyArn') ?? ''),
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: !world.iam.unattachable.has(policy.arn),
        CreateDate: policy.createdAt,
        UpdateDate: policy.updatedAt,
      },
    };
  },

  GetPolicyVersion: (input) => {
    const policy = policyOrThrow(input);
    const version = text(input, 'VersionId') ?? '';
    if (version !== policy.version)
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${policy.arn} version ${version} does not exist or is not attachable.`,
        404,
      );
    return {
      PolicyVersion: {
        Document: encodeDocument(JSON.stringify(policy.document)),
        VersionId: policy.version,
        IsDefaultVersion: true,
        CreateDate: policy.updatedAt,
      },
    };
  },
};

function policyOrThrow(input: Input): ManagedPolicy {
  const arn = text(input, 'PolicyArn') ?? '';
  const policy = findManagedPolicy(arn);
  if (!policy) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  return policy;
}

function attachments(iam: IamState, arn: string): number {
  return [...iam.roles.values()].filter((role) => role.attached.has(arn)).length;
}
