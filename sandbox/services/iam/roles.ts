import { AwsError } from '../../errors.ts';
import { number, text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { nameOrThrow, pathOrThrow } from './names.ts';
import { pageOf } from './pages.ts';
import { encodeDocument, parseTrustPolicy } from './policy-document.ts';
import { type IamState, type Role, roleOrThrow } from './state.ts';
import { putTags, removeTags, tagList } from './tags.ts';

export const roleOperations: Readonly<Record<string, Operation>> = {
  CreateRole: (input, call) => {
    const { iam } = call.world;
    const name = nameOrThrow(input, 'RoleName');
    if (iam.roles.has(name.toLowerCase()))
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    const path = pathOrThrow(input);
    const description = text(input, 'Description');
    const role: Role = {
      name,
      id: call.world.ids.upper('AROA', 21),
      arn: `arn:${call.world.partition}:iam::${call.world.accountId}:role${path}${name}`,
      path,
      createdAt: call.now,
      ...(description === undefined ? {} : { description }),
      maxSessionSeconds: number(input, 'MaxSessionDuration') ?? 3600,
      trust: parseTrustPolicy(text(input, 'AssumeRolePolicyDocument') ?? ''),
      tags: new Map(),
      attached: new Set(),
      inline: new Map(),
    };
    putTags(role.tags, input);
    iam.roles.set(name.toLowerCase(), role);
    // The tags are in the answer; the description is not, as in AWS's own answer.
    return { Role: { ...roleSummary(role), ...tagMember(role) } };
  },

  GetRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    return {
      Role: {
        ...roleSummary(role),
        Description: role.description,
        MaxSessionDuration: role.maxSessionSeconds,
        ...tagMember(role),
        RoleLastUsed: {},
      },
    };
  },

  DeleteRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    refuseWhileInUse(world.iam, role);
    world.iam.roles.delete(role.name.toLowerCase());
    return {};
  },

  UpdateRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    role.description = text(input, 'Description') ?? role.description ?? '';
    role.maxSessionSeconds = number(input, 'MaxSessionDuration') ?? role.maxSessionSeconds;
    return {};
  },

  UpdateAssumeRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    role.trust = parseTrustPolicy(text(input, 'PolicyDocument') ?? '');
    return {};
  },

  ListRoles: (input, { world }) => {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const roles = byName(world.iam.roles).filter((role) => role.path.startsWith(prefix));
    const { entries, end } = pageOf(roles, input);
    return {
      Roles: entries.map((role) => ({
        ...roleSummary(role),
        Description: role.description,
        MaxSessionDuration: role.maxSessionSeconds,
      })),
      ...end,
    };
  },

  TagRole: (input, { world }) => {
    putTags(roleOrThrow(world.iam, nameOrThrow(input, 'RoleName')).tags, input);
    return {};
  },

  UntagRole: (input, { world }) => {
    removeTags(roleOrThrow(world.iam, nameOrThrow(input, 'RoleName')).tags, input);
    return {};
  },

  ListRoleTags: (input, { world }) => {
    const { tags } = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const { entries, end } = pageOf(tagList(tags), input);
    return { Tags: entries, ...end };
  },
};

/** A role as it stands inside other answers. */
export function roleSummary(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust.text),
  };
}

/** Lists come sorted by name. */
export function byName<T extends { readonly name: string }>(all: ReadonlyMap<string, T>): T[] {
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tagMember({ tags }: Role): object {
  return tags.size === 0 ? {} : { Tags: tagList(tags) };
}

function refuseWhileInUse(iam: IamState, role: Role): void {
  const conflict = (what: string) =>
    new AwsError('DeleteConflict', `Cannot delete entity, must ${what} first.`, 409);
  if ([...iam.profiles.values()].some((profile) => profile.role?.name === role.name))
    throw conflict('remove roles from instance profile');
  if (role.attached.size > 0) throw conflict('detach all policies');
  if (role.inline.size > 0) throw conflict('delete policies');
}
