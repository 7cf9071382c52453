import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keys, type RecordItem, type RunItem, type RunSummary } from '../contract.ts';
import { fromAttributes, toAttribute, toAttributes } from '../items.ts';
import type { AbnormalItem } from './abnormal.ts';

/** The table, as the verifier uses it: single items, each write on a condition. */
export interface Store {
  /** The last finished run's item if this run may go on; `undefined`: another does, or has. */
  takeLease(owner: string, tick: number, now: number): Promise<RunItem | undefined>;
  finish(owner: string, tick: number, summary: RunSummary): Promise<void>;
  /** By instance id. All pages. */
  records(): Promise<Map<string, RecordItem | 'unreadable'>>;
  abnormal(): Promise<Map<string, AbnormalItem | 'unreadable'>>;
  /**
   * Writes over the version that was read, or a new item.
   * @returns `undefined` when somebody else has written since
   */
  put(item: Unwritten, token: string): Promise<AbnormalItem | undefined>;
  forget(item: AbnormalItem): Promise<void>;
}

/** `v` is that of the item as it was read; 0 for a new one. */
export type Unwritten = Omit<AbnormalItem, 'pk' | 'schemaVersion' | 'w'>;

/** Longer than a run can last, so that a run that lives never loses it. */
const leaseMs = 50_000;

const runKey = toAttributes({ pk: keys.run, sk: 'run' });

export function createStore(dynamodb: DynamoDBClient, TableName: string): Store {
  const table = { dynamodb, TableName };
  return {
    takeLease: (owner, tick, now) => takeLease(table, { owner, tick, now }),
    finish: (owner, tick, summary) => finish(table, { owner, tick, summary }),
    records: async () => byId<RecordItem>(await queryAll(table, keys.record, false), isRecord),
    abnormal: async () =>
      byId<AbnormalItem>(await queryAll(table, keys.abnormal, true), isAbnormal),
    put: (item, token) => put(table, item, token),
    forget: (item) => forget(table, item),
  };
}

interface Table {
  readonly dynamodb: DynamoDBClient;
  readonly TableName: string;
}

async function takeLease(
  { dynamodb, TableName }: Table,
  { owner, tick, now }: { readonly owner: string; readonly tick: number; readonly now: number },
): Promise<RunItem | undefined> {
  const command = new UpdateItemCommand({
    TableName,
    Key: runKey,
    UpdateExpression: 'SET o = :me, u = :until, d = if_not_exists(d, :zero)',
    // Held by nobody. Or by us: the SDK repeats a call whose answer was lost.
    ConditionExpression: 'attribute_not_exists(pk) OR ((u < :now OR o = :me) AND d < :tick)',
    ExpressionAttributeValues: toAttributes({
      ':me': owner,
      ':until': now + leaseMs,
      ':now': now,
      ':tick': tick,
      ':zero': 0,
    }),
    ReturnValues: 'ALL_NEW',
  });
  const answer = await unlessRefused(dynamodb.send(command));
  return answer?.Attributes && (fromAttributes(answer.Attributes) as unknown as RunItem);
}

/** The lease ends with the work, so that a tick that was begun and not finished is done again. */
async function finish(
  { dynamodb, TableName }: Table,
  run: { readonly owner: string; readonly tick: number; readonly summary: RunSummary },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName,
    Key: runKey,
    UpdateExpression: 'SET o = :nobody, u = :zero, d = :tick, #last = :last',
    ConditionExpression: 'o = :me AND d < :tick',
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: {
      ...toAttributes({ ':nobody': '', ':zero': 0, ':tick': run.tick, ':me': run.owner }),
      ':last': toAttribute(run.summary),
    },
  });
  await unlessRefused(dynamodb.send(command));
}

async function queryAll(
  { dynamodb, TableName }: Table,
  pk: string,
  ConsistentRead: boolean,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const query = {
    TableName,
    ConsistentRead,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: toAttributes({ ':pk': pk }),
  };
  for await (const { Items = [] } of paginateQuery({ client: dynamodb }, query))
    items.push(...Items.map(fromAttributes));
  return items;
}

async function put(
  { dynamodb, TableName }: Table,
  { v, ...rest }: Unwritten,
  token: string,
): Promise<AbnormalItem | undefined> {
  const item = { ...rest, pk: keys.abnormal, schemaVersion: 1, v: v + 1, w: token } as const;
  const unchanged =
    v === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'v = :v', ExpressionAttributeValues: toAttributes({ ':v': v }) };
  const command = new PutItemCommand({ TableName, Item: toAttributes(item), ...unchanged });
  if (await unlessRefused(dynamodb.send(command))) return item;
  // Refused, but perhaps because the same write had come through and its answer was lost.
  const Key = toAttributes({ pk: item.pk, sk: item.sk });
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName, Key, ConsistentRead: true }),
  );
  return Item?.w?.S === token ? item : undefined;
}

async function forget({ dynamodb, TableName }: Table, { pk, sk, v }: AbnormalItem): Promise<void> {
  const command = new DeleteItemCommand({
    TableName,
    Key: toAttributes({ pk, sk }),
    ConditionExpression: 'v = :v',
    ExpressionAttributeValues: toAttributes({ ':v': v }),
  });
  await unlessRefused(dynamodb.send(command));
}

/** `undefined` when the condition does not hold. */
async function unlessRefused<T>(sent: Promise<T>): Promise<T | undefined> {
  try {
    return await sent;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

function byId<T>(
  items: readonly Record<string, unknown>[],
  isKnown: (item: Record<string, unknown>) => boolean,
): Map<string, T | 'unreadable'> {
  return new Map(
    items.map((item) => [String(item.sk), isKnown(item) ? (item as T) : 'unreadable']),
  );
}

/** Enough of a record to judge by; one of a newer version may mean something else. */
function isRecord(item: Record<string, unknown>): boolean {
  const { schemaVersion, sk, spec, phaseSince, actions } = item as unknown as Partial<RecordItem>;
  return (
    schemaVersion === 1 &&
    spec?.instanceId === sk &&
    (spec?.period === 60 || spec?.period === 300) &&
    Array.isArray(spec.logs) &&
    Array.isArray(actions) &&
    typeof phaseSince === 'number'
  );
}

function isAbnormal(item: Record<string, unknown>): boolean {
  return item.schemaVersion === 1 && typeof item.v === 'number' && Array.isArray(item.outbox);
}
