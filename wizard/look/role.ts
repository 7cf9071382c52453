import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  type Tag,
} from '@aws-sdk/client-iam';
import { ownerTag } from '../../agent/pointer-tag.ts';
import type { ProfileSeen, RoleSeen } from '../../agent/role-rules.ts';
import type { AwsClients } from '../aws/clients.ts';

/**
 * IAM is eventually consistent: right after its creation one answer may know a role and the next
 * may not. Then it is not there yet.
 */
export function findRole(aws: AwsClients, name: string): Promise<RoleSeen | undefined> {
  return orUndefined(readRole(aws, name));
}

async function readRole(aws: AwsClients, name: string): Promise<RoleSeen | undefined> {
  const found = await aws.iam.send(new GetRoleCommand({ RoleName: name }));
  if (!found.Role) return undefined;
  const attached: string[] = [];
  const pages = paginateListAttachedRolePolicies({ client: aws.iam }, { RoleName: name });
  for await (const page of pages)
    attached.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ''));
  return {
    ours: isOurs(found.Role.Tags),
    trust: parsed(found.Role.AssumeRolePolicyDocument),
    attached,
    inline: await inlinePolicies(aws, name),
  };
}

async function inlinePolicies(aws: AwsClients, name: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListRolePolicies({ client: aws.iam }, { RoleName: name }))
    names.push(...(page.PolicyNames ?? []));
  return names;
}

export async function findProfile(aws: AwsClients, name: string): Promise<ProfileSeen | undefined> {
  const command = new GetInstanceProfileCommand({ InstanceProfileName: name });
  const profile = (await orUndefined(aws.iam.send(command)))?.InstanceProfile;
  if (!profile) return undefined;
  return {
    id: profile.InstanceProfileId ?? '',
    ours: isOurs(profile.Tags),
    roleName: profile.Roles?.[0]?.RoleName,
  };
}

/** Names of the instance profiles that hold a role. */
export async function findProfilesOfRole(aws: AwsClients, role: string): Promise<string[]> {
  const names: string[] = [];
  try {
    const pages = paginateListInstanceProfilesForRole({ client: aws.iam }, { RoleName: role });
    for await (const { InstanceProfiles = [] } of pages)
      names.push(...InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName ?? ''));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
  return names;
}

function isOurs(tags: readonly Tag[] | undefined): boolean {
  return (tags ?? []).some(({ Key, Value }) => Key === ownerTag.key && Value === ownerTag.value);
}

/** IAM sends policy documents URL-encoded. `undefined` for what cannot be read. */
function parsed(document: string | undefined): unknown {
  try {
    return JSON.parse(decodeURIComponent(document ?? ''));
  } catch {
    return undefined;
  }
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
