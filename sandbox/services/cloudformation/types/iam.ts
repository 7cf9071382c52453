import {
  documentOf,
  listOf,
  type Properties,
  type ResourceContext,
  type ResourceType,
  tagChange,
  tagsOf,
  textOf,
} from './type.ts';

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

export const role: ResourceType = {
  properties: [
    ...['RoleName', 'AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'Path'],
    ...['MaxSessionDuration', 'Policies', 'Tags'],
  ],
  required: ['AssumeRolePolicyDocument'],
  replacing: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  isTaggable: true,
  attributes: {
    Arn: (name, { partition, accountId }, { Path = '/' }) =>
      `arn:${partition}:iam::${accountId}:role${Path}${name}`,
  },

  create: async (context, properties) => {
    const RoleName = textOf(properties, 'RoleName') ?? context.generatedName(64);
    await context.call('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: documentOf(properties, 'AssumeRolePolicyDocument'),
      Path: textOf(properties, 'Path'),
      Description: textOf(properties, 'Description'),
      MaxSessionDuration: properties.MaxSessionDuration,
      Tags: tagsOf(properties),
    });
    context.made(RoleName);
    await putPolicies(context, RoleName, { Policies: [], ManagedPolicyArns: [] }, properties);
  },

  update: async (context, RoleName, change) => {
    const { before, after } = change;
    if (isOther(before, after, 'AssumeRolePolicyDocument'))
      await context.call('iam', 'UpdateAssumeRolePolicy', {
        RoleName,
        PolicyDocument: documentOf(after, 'AssumeRolePolicyDocument'),
      });
    if (isOther(before, after, 'Description') || isOther(before, after, 'MaxSessionDuration'))
      await context.call('iam', 'UpdateRole', {
        RoleName,
        Description: textOf(after, 'Description') ?? '',
        MaxSessionDuration: after.MaxSessionDuration,
      });
    await putPolicies(context, RoleName, before, after);
    await dropPolicies(context, RoleName, before, after);
    const { set, gone } = tagChange(change);
    if (set.length > 0) await context.call('iam', 'TagRole', { RoleName, Tags: set });
    if (gone.length > 0) await context.call('iam', 'UntagRole', { RoleName, TagKeys: gone });
  },

  delete: async (context, RoleName, properties) => {
    await dropPolicies(context, RoleName, properties, {});
    await context.call('iam', 'DeleteRole', { RoleName });
  },
};

export const policy: ResourceType = {
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  required: ['PolicyName', 'PolicyDocument'],
  replacing: ['PolicyName'],
  create: async (context, properties) => {
    context.made(context.generatedName(128));
    await putInRoles(context, properties);
  },
  update: async (context, _id, { before, after }) => {
    await putInRoles(context, after);
    const kept = listOf(after, 'Roles');
    await takeFromRoles(
      context,
      before,
      listOf(before, 'Roles').filter((name) => !kept.includes(name)),
    );
  },
  delete: (context, _id, properties) =>
    takeFromRoles(context, properties, listOf(properties, 'Roles')),
};

async function putInRoles(context: ResourceContext, properties: Properties): Promise<void> {
  for (const RoleName of listOf(properties, 'Roles'))
    await context.call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName: textOf(properties, 'PolicyName'),
      PolicyDocument: documentOf(properties, 'PolicyDocument'),
    });
}

async function takeFromRoles(
  context: ResourceContext,
  properties: Properties,
  roles: readonly unknown[],
): Promise<void> {
  const PolicyName = textOf(properties, 'PolicyName');
  for (const RoleName of roles)
    await context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
}

async function putPolicies(
  context: ResourceContext,
  RoleName: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  for (const { PolicyName, PolicyDocument } of inlineOf(after)) {
    const old = inlineOf(before).find((each) => each.PolicyName === PolicyName);
    if (old && JSON.stringify(old.PolicyDocument) === JSON.stringify(PolicyDocument)) continue;
    await context.call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: documentOf({ PolicyDocument }, 'PolicyDocument'),
    });
  }
  const attached = listOf(before, 'ManagedPolicyArns');
  for (const PolicyArn of listOf(after, 'ManagedPolicyArns'))
    if (!attached.includes(PolicyArn))
      await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}

async function dropPolicies(
  context: ResourceContext,
  RoleName: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const kept = inlineOf(after).map(({ PolicyName }) => PolicyName);
  for (const { PolicyName } of inlineOf(before))
    if (!kept.includes(PolicyName))
      await ignoreAbsent(context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
  const attached = listOf(after, 'ManagedPolicyArns');
  for (const PolicyArn of listOf(before, 'ManagedPolicyArns'))
    if (!attached.includes(PolicyArn))
      await ignoreAbsent(context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
}

/** Somebody has taken it off already, or it was never put on. */
async function ignoreAbsent(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if ((error as { code?: string }).code !== 'NoSuchEntity') throw error;
  }
}

function inlineOf(properties: Properties): InlinePolicy[] {
  return listOf(properties, 'Policies') as InlinePolicy[];
}

function isOther(before: Properties, after: Properties, name: string): boolean {
  return JSON.stringify(before[name]) !== JSON.stringify(after[name]);
}
