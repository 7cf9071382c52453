import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { keys, type RecordItem } from '../../lambda/contract.ts';
import { fromAttributes, toAttributes } from '../../lambda/items.ts';
import type { AwsClients } from '../aws/clients.ts';
import { problem } from '../errors.ts';

type Client = AwsClients['dynamodb'];

/** The records in the stack's table: the authority on what was set up, for every machine. */
export interface RecordTable {
  readonly name: string;
  read(instanceId: string): Promise<RecordItem | undefined>;
  /** Of every registered instance. */
  all(): Promise<readonly RecordItem[]>;
  /** Any other item, as it stands. */
  get(pk: string, sk: string): Promise<Record<string, unknown> | undefined>;
  /** @throws WizardError `record-changed` when somebody else wrote since it was read */
  write(item: RecordItem): Promise<void>;
  /** Takes the instance out; one that is out already is no error. */
  remove(item: RecordItem): Promise<void>;
}

export function recordTable(dynamodb: Client, name: string): RecordTable {
  const get = async (pk: string, sk: string) => {
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: name,
        Key: toAttributes({ pk, sk }),
        ConsistentRead: true,
      }),
    );
    return Item && fromAttributes(Item);
  };
  const read = async (instanceId: string) => {
    const item = await get(keys.record, instanceId);
    return item && known(item);
  };
  return {
    name,
    get,
    read,
    all: () => readAll(dynamodb, name),
    write: (item) =>
      onceOnly(
        () =>
          dynamodb.send(
            new PutItemCommand({
              TableName: name,
              Item: toAttributes(item),
              ConditionExpression: item.v === 1 ? 'attribute_not_exists(pk)' : 'v = :v',
              ...(item.v === 1
                ? {}
                : { ExpressionAttributeValues: toAttributes({ ':v': item.v - 1 }) }),
            }),
          ),
        async () => (await read(item.sk))?.w === item.w,
        item.sk,
      ),
    remove: ({ sk, v }) =>
      onceOnly(
        () =>
          dynamodb.send(
            new DeleteItemCommand({
              TableName: name,
              Key: toAttributes({ pk: keys.record, sk }),
              ConditionExpression: 'attribute_not_exists(pk) OR v = :v',
              ExpressionAttributeValues: toAttributes({ ':v': v }),
            }),
          ),
        async () => (await read(sk)) === undefined,
        sk,
      ),
  };
}

/**
 * A write whose answer was lost is sent again by the SDK, and then fails its own condition: only
 * the item itself tells whether it was ours.
 */
async function onceOnly(
  write: () => Promise<unknown>,
  isOurs: () => Promise<boolean>,
  instanceId: string,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    if (!(await isOurs())) throw problem('record-changed', { instanceId }, { cause: error });
  }
}

async function readAll(client: Client, TableName: string): Promise<RecordItem[]> {
  const records: RecordItem[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: toAttributes({ ':pk': keys.record }),
      ConsistentRead: true,
    },
  );
  for await (const { Items } of pages)
    records.push(...(Items ?? []).map((item) => known(fromAttributes(item))));
  return records;
}

/** @throws WizardError `record-newer`: read as if it were ours it could be half lost on a write */
function known(item: Record<string, unknown>): RecordItem {
  if (item.schemaVersion === 1) return item as unknown as RecordItem;
  throw problem('record-newer', { instanceId: String(item.sk) });
}
