import {
  type Properties,
  partOf,
  pick,
  type ResourceContext,
  type ResourceType,
  refuseTaken,
  tagChange,
  tagMap,
  tagsOf,
  textOf,
} from './type.ts';

const shape = [
  ...['AttributeDefinitions', 'KeySchema', 'BillingMode', 'ProvisionedThroughput'],
  ...['GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'DeletionProtectionEnabled'],
];
/** What of a table is changed in place. */
const changeable = ['BillingMode', 'ProvisionedThroughput', 'DeletionProtectionEnabled'];

export const table: ResourceType = {
  properties: ['TableName', 'TimeToLiveSpecification', 'Tags', ...shape],
  required: ['KeySchema'],
  replacing: [
    ...['TableName', 'KeySchema', 'AttributeDefinitions'],
    ...['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'],
  ],
  nameProperty: 'TableName',
  isTaggable: true,
  attributes: { Arn: tableArn },

  create: async (context, properties) => {
    const TableName = textOf(properties, 'TableName') ?? context.generatedName(255);
    refuseTaken(context.state.dynamodb.tables.has(TableName), 'AWS::DynamoDB::Table', TableName);
    await context.call('dynamodb', 'CreateTable', {
      TableName,
      ...pick(properties, shape),
      Tags: tagsOf(properties),
    });
    context.made(TableName);
    await setTimeToLive(context, TableName, {}, properties);
  },

  update: async (context, TableName, change) => {
    const { before, after } = change;
    const wanted = pick(after, changeable);
    if (JSON.stringify(pick(before, changeable)) !== JSON.stringify(wanted))
      await context.call('dynamodb', 'UpdateTable', { TableName, ...wanted });
    await setTimeToLive(context, TableName, before, after);
    const { set, gone } = tagChange(change);
    const ResourceArn = tableArn(TableName, context);
    if (set.length > 0) await context.call('dynamodb', 'TagResource', { ResourceArn, Tags: set });
    if (gone.length > 0)
      await context.call('dynamodb', 'UntagResource', { ResourceArn, TagKeys: gone });
  },

  delete: async (context, TableName) => {
    await context.call('dynamodb', 'DeleteTable', { TableName });
  },
};

function tableArn(
  name: string,
  { partition, region, accountId }: Pick<ResourceContext, 'partition' | 'region' | 'accountId'>,
): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;
}

async function setTimeToLive(
  context: ResourceContext,
  TableName: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const isOn = ({ Enabled }: Properties) => String(Enabled) === 'true';
  const [old, wanted] = [before, after].map(
    (each) => partOf(each, 'TimeToLiveSpecification') ?? {},
  ) as [Properties, Properties];
  if (isOn(old) === isOn(wanted)) return;
  await context.call('dynamodb', 'UpdateTimeToLive', {
    TableName,
    TimeToLiveSpecification: { ...old, ...wanted, Enabled: isOn(wanted) },
  });
}

export const logGroup: ResourceType = {
  properties: ['LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
  replacing: ['LogGroupName'],
  nameProperty: 'LogGroupName',
  isTaggable: true,
  attributes: { Arn: (name, context) => `${groupArn(name, context)}:*` },

  create: async (context, properties) => {
    const logGroupName = textOf(properties, 'LogGroupName') ?? context.generatedName(512);
    await context.call('logs', 'CreateLogGroup', {
      logGroupName,
      logGroupClass: textOf(properties, 'LogGroupClass'),
      tags: tagMap(properties),
    });
    context.made(logGroupName);
    await retain(context, logGroupName, {}, properties);
  },

  update: async (context, logGroupName, change) => {
    await retain(context, logGroupName, change.before, change.after);
    const { set, gone } = tagChange(change);
    const resourceArn = groupArn(logGroupName, context);
    const tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (set.length > 0) await context.call('logs', 'TagResource', { resourceArn, tags });
    if (gone.length > 0)
      await context.call('logs', 'UntagResource', { resourceArn, tagKeys: gone });
  },

  delete: async (context, logGroupName) => {
    await context.call('logs', 'DeleteLogGroup', { logGroupName });
  },
};

function groupArn(
  name: string,
  { partition, region, accountId }: Pick<ResourceContext, 'partition' | 'region' | 'accountId'>,
): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
}

async function retain(
  context: ResourceContext,
  logGroupName: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const { RetentionInDays: retentionInDays } = after;
  if (before.RetentionInDays === retentionInDays) return;
  if (retentionInDays === undefined)
    await context.call('logs', 'DeleteRetentionPolicy', { logGroupName });
  else
    await context.call('logs', 'PutRetentionPolicy', {
      logGroupName,
      retentionInDays: Number(retentionInDays),
    });
}
