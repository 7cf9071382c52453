import { assertAllowed } from '../../authorization/authorize.ts';
import { AwsError } from '../../errors.ts';
import { text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { nameOrThrow, pathOrThrow } from './names.ts';
import { pageOf } from './pages.ts';
import { byName, roleSummary } from './roles.ts';
import { type IamState, type InstanceProfile, profileOrThrow, roleOrThrow } from './state.ts';
import { putTags, removeTags, tagList } from './tags.ts';

export const instanceProfileOperations: Readonly<Record<string, Operation>> = {
  CreateInstanceProfile: (input, { world, now }) => {
    const name = nameOrThrow(input, 'InstanceProfileName');
    if (world.iam.profiles.has(name.toLowerCase()))
      throw new AwsError('EntityAlreadyExists', `Instance Profile ${name} already exists.`, 409);
    const path = pathOrThrow(input);
    const profile: InstanceProfile = {
      name,
      id: world.ids.upper('AIPA', 21),
      arn: `arn:${world.partition}:iam::${world.accountId}:instance-profile${path}${name}`,
      path,
      createdAt: now,
      tags: new Map(),
    };
    putTags(profile.tags, input);
    world.iam.profiles.set(name.toLowerCase(), profile);
    return { InstanceProfile: describe(world.iam, profile) };
  },

  GetInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    return { InstanceProfile: describe(world.iam, profile) };
  },

  DeleteInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    if (profile.role)
      throw new AwsError(
        'DeleteConflict',
        'Cannot delete entity, must remove roles from instance profile first.',
        409,
      );
    world.iam.profiles.delete(profile.name.toLowerCase());
    return {};
  },

  ListInstanceProfiles: (input, { world }) => {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const profiles = byName(world.iam.profiles).filter(({ path }) => path.startsWith(prefix));
    return profilePage(world.iam, profiles, input);
  },

  ListInstanceProfilesForRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    const profiles = byName(world.iam.profiles).filter(
      (profile) => profile.role?.name === role.name,
    );
    return profilePage(world.iam, profiles, input);
  },

  AddRoleToInstanceProfile: (input, { world, caller, now }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    const role = roleOrThrow(world.iam, nameOrThrow(input, 'RoleName'));
    assertAllowed(world, caller, { action: 'iam:PassRole', resource: role.arn });
    if (profile.role)
      throw new AwsError(
        'LimitExceeded',
        'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
        409,
      );
    profile.role = { name: role.name, since: now };
    return {};
  },

  RemoveRoleFromInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    const name = nameOrThrow(input, 'RoleName');
    if (profile.role?.name.toLowerCase() !== name.toLowerCase())
      throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    delete profile.role;
    return {};
  },

  TagInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    putTags(profile.tags, input);
    return {};
  },

  UntagInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    removeTags(profile.tags, input);
    return {};
  },

  ListInstanceProfileTags: (input, { world }) => {
    const { tags } = profileOrThrow(world.iam, nameOrThrow(input, 'InstanceProfileName'));
    const { entries, end } = pageOf(tagList(tags), input);
    return { Tags: entries, ...end };
  },
};

function profilePage(
  iam: IamState,
  profiles: readonly InstanceProfile[],
  input: Parameters<Operation>[0],
): object {
  const { entries, end } = pageOf(profiles, input);
  return { InstanceProfiles: entries.map((profile) => describe(iam, profile)), ...end };
}

function describe(iam: IamState, profile: InstanceProfile): object {
  const role = profile.role && iam.roles.get(profile.role.name.toLowerCase());
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [roleSummary(role)] : [],
    Tags: profile.tags.size > 0 ? tagList(profile.tags) : undefined,
  };
}
