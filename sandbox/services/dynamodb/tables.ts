import { AwsError } from '../../errors.ts';
import { flag, type Input, structures, text, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { nameOf, refuseUnmodelled, storeOf, tableArn, tableNameOf } from './lookup.ts';
import { type Table, tableOrThrow } from './state.ts';

/** Members of a table's description that dynalite has its own ideas of. */
type Description = Readonly<Record<string, unknown>>;

export const tableOperations: Readonly<Record<string, Operation>> = {
  CreateTable: async (input, call) => {
    refuseUnmodelled(input, 'StreamSpecification', 'SSESpecification', 'ResourcePolicy');
    const { Tags: _tags, DeletionProtectionEnabled: _protection, ...rest } = input;
    const store = await storeOf(call);
    const answer = await store.call('CreateTable', rest);
    const name = tableNameOf(input);
    const table: Table = {
      name,
      arn: tableArn(name, call),
      createdAt: call.now,
      tags: readTags(input),
      isProtected: flag(input, 'DeletionProtectionEnabled') ?? false,
      ttlAttribute: undefined,
    };
    call.region.dynamodb.tables.set(name, table);
    await until(async () => (await statusOf(name, call)) === 'ACTIVE');
    return { TableDescription: described(answer.TableDescription as Description, table) };
  },

  DescribeTable: async (input, call) => {
    const table = tableOrThrow(call.region.dynamodb, tableNameOf(input));
    return { Table: described(await describe(table.name, call), table) };
  },

  UpdateTable: async (input, call) => {
    refuseUnmodelled(input, 'StreamSpecification', 'SSESpecification', 'TableClass');
    const table = tableOrThrow(call.region.dynamodb, tableNameOf(input));
    const { DeletionProtectionEnabled: protection, ...rest } = input;
    if (protection !== undefined) table.isProtected = protection === true;
    if (Object.keys(rest).length > 1) {
      await (await storeOf(call)).call('UpdateTable', { ...rest, TableName: table.name });
      await until(async () => (await statusOf(table.name, call)) === 'ACTIVE');
    }
    return { TableDescription: described(await describe(table.name, call), table) };
  },

  DeleteTable: async (input, call) => {
    const table = tableOrThrow(call.region.dynamodb, tableNameOf(input));
    if (table.isProtected)
      throw new AwsError(
        'ValidationException',
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    const store = await storeOf(call);
    const answer = await store.call('DeleteTable', { TableName: table.name });
    call.region.dynamodb.tables.delete(table.name);
    await until(async () => (await statusOf(table.name, call)) === undefined);
    return { TableDescription: described(answer.TableDescription as Description, table) };
  },

  ListTables: async (input, call) => (await storeOf(call)).call('ListTables', input),

  DescribeTimeToLive: (input, call) => {
    const { ttlAttribute } = tableOrThrow(call.region.dynamodb, tableNameOf(input));
    const TimeToLiveDescription =
      ttlAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute };
    return { TimeToLiveDescription };
  },

  UpdateTimeToLive: (input, call) => {
    const table = tableOrThrow(call.region.dynamodb, tableNameOf(input));
    const specification = (input.TimeToLiveSpecification ?? {}) as Input;
    const isOn = flag(specification, 'Enabled') ?? false;
    if (isOn === (table.ttlAttribute !== undefined))
      throw new AwsError(
        'ValidationException',
        `TimeToLive is already ${isOn ? 'enabled' : 'disabled'}`,
      );
    table.ttlAttribute = isOn ? text(specification, 'AttributeName') : undefined;
    return { TimeToLiveSpecification: specification };
  },

  TagResource: (input, call) => {
    const { tags } = taggedTable(input, call);
    for (const [key, value] of readTags(input)) tags.set(key, value);
    return {};
  },

  UntagResource: (input, call) => {
    const { tags } = taggedTable(input, call);
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
    return {};
  },

  ListTagsOfResource: (input, call) => ({
    Tags: [...taggedTable(input, call).tags].map(([Key, Value]) => ({ Key, Value })),
  }),
};

async function describe(name: string, call: Call): Promise<Description> {
  const answer = await (await storeOf(call)).call('DescribeTable', { TableName: name });
  return answer.Table as Description;
}

async function statusOf(name: string, call: Call): Promise<unknown> {
  try {
    return (await describe(name, call)).TableStatus;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** dynalite settles on a timer of its own, a millisecond or two later. */
async function until(isSettled: () => Promise<boolean>): Promise<void> {
  while (!(await isSettled())) await new Promise((resolve) => setTimeout(resolve, 1));
}

function described(description: Description, table: Table): object {
  const indexes = (member: string) =>
    structures(description, member).map((index) => ({
      ...index,
      IndexArn: `${table.arn}/index/${text(index, 'IndexName')}`,
    }));
  return {
    ...description,
    ...(description.GlobalSecondaryIndexes
      ? { GlobalSecondaryIndexes: indexes('GlobalSecondaryIndexes') }
      : {}),
    ...(description.LocalSecondaryIndexes
      ? { LocalSecondaryIndexes: indexes('LocalSecondaryIndexes') }
      : {}),
    TableArn: table.arn,
    CreationDateTime: new Date(table.createdAt),
    DeletionProtectionEnabled: table.isProtected,
  };
}

function readTags(input: Input): Map<string, string> {
  const tags = structures(input, 'Tags');
  return new Map(tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']));
}

function taggedTable(input: Input, { region }: Call): Table {
  return tableOrThrow(region.dynamodb, nameOf(text(input, 'ResourceArn') ?? ''));
}
