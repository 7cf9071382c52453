import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  type Tag,
} from '@aws-sdk/client-iam';
import { ownerTag } from '../../agent/pointer-tag.ts';
import { type ProfileSeen, type RoleSeen, roleName } from '../../agent/role-rules.ts';
import type { RoleFacts } from '../judge/facts.ts';

/** Role and instance profile, as all instances share them. */
export async function readRole(iam: IAMClient): Promise<RoleFacts> {
  const [role, profile] = await Promise.all([findRole(iam), findProfile(iam)]);
  return { role, profile };
}

// Whose they are decides whether a repair may help. Inline policies are no question of the verifier's.
function findRole(iam: IAMClient): Promise<RoleSeen | undefined> {
  return orUndefined(async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    const attached: string[] = [];
    const pages = paginateListAttachedRolePolicies({ client: iam }, { RoleName: roleName });
    for await (const { AttachedPolicies = [] } of pages)
      attached.push(...AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn));
    const trust = parsed(Role?.AssumeRolePolicyDocument);
    return { ours: isOurs(Role?.Tags), trust, attached, inline: [] };
  });
}

function findProfile(iam: IAMClient): Promise<ProfileSeen | undefined> {
  return orUndefined(async () => {
    const command = new GetInstanceProfileCommand({ InstanceProfileName: roleName });
    const { InstanceProfile } = await iam.send(command);
    return {
      id: InstanceProfile?.InstanceProfileId ?? '',
      ours: isOurs(InstanceProfile?.Tags),
      roleName: InstanceProfile?.Roles?.[0]?.RoleName,
    };
  });
}

function isOurs(tags: readonly Tag[] = []): boolean {
  return tags.some(({ Key, Value }) => Key === ownerTag.key && Value === ownerTag.value);
}

/** IAM sends policy documents URL-encoded. `undefined` for what cannot be read. */
function parsed(document: string | undefined): unknown {
  try {
    return JSON.parse(decodeURIComponent(document ?? ''));
  } catch {
    return undefined;
  }
}

async function orUndefined<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const { name } = error as Error;
    if (name === 'NoSuchEntityException' || name === 'NoSuchEntity') return undefined;
    throw error;
  }
}
