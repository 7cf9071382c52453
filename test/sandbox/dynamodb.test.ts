import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';

let sandbox: Sandbox;
let dynamodb: DynamoDBClient;
const startAt = Date.now() - 3_600_000;

beforeAll(async () => {
  sandbox = await startSandbox({ startAt });
  dynamodb = new DynamoDBClient(clientConfig(sandbox));
});
afterAll(() => sandbox.dispose());

const arnOf = (name: string) =>
  `arn:aws:dynamodb:${sandbox.region}:${sandbox.accountId}:table/${name}`;

const create = (TableName: string, client = dynamodb, more: object = {}) =>
  client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      ...more,
    }),
  );

it('makes a table with our ARN and time, ACTIVE at once, and deletes it', async () => {
  await create('first', dynamodb, { Tags: [{ Key: 'a', Value: 'b' }] });
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'first' }));
  expect(Table).toMatchObject({
    TableArn: arnOf('first'),
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(startAt),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
  const { Tags } = await dynamodb.send(
    new ListTagsOfResourceCommand({ ResourceArn: arnOf('first') }),
  );
  expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  expect((await errorOf(create('first'))).name).toBe('ResourceInUseException');
  await dynamodb.send(new DeleteTableCommand({ TableName: 'first' }));
  expect((await dynamodb.send(new ListTablesCommand())).TableNames).toEqual([]);
  expect(
    (await errorOf(dynamodb.send(new DescribeTableCommand({ TableName: 'first' })))).name,
  ).toBe('ResourceNotFoundException');
});

it('keeps items, with conditions', async () => {
  await create('items');
  const Item = { pk: { S: 'R' }, sk: { S: 'i-1' }, n: { N: '1' } };
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  const put = () => dynamodb.send(new PutItemCommand({ TableName: 'items', Item, ...condition }));
  await put();
  expect((await errorOf(put())).name).toBe('ConditionalCheckFailedException');
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'items',
      Key: { pk: Item.pk, sk: Item.sk },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: 'items',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'R' } },
    }),
  );
  expect(Items).toEqual([{ ...Item, n: { N: '2' } }]);
});

it('keeps Regions apart', async () => {
  const elsewhere = new DynamoDBClient({ ...clientConfig(sandbox), region: 'eu-west-1' });
  await create('there', elsewhere);
  expect((await elsewhere.send(new ListTablesCommand())).TableNames).toEqual(['there']);
  expect((await dynamodb.send(new ListTablesCommand())).TableNames).not.toContain('there');
});

it('asks for rights on the table, is logged and struck by faults', async () => {
  await create('mine');
  const limited = new DynamoDBClient(
    clientConfig(sandbox, [
      { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: arnOf('mine') },
    ]),
  );
  const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
  await limited.send(new GetItemCommand({ TableName: 'mine', Key }));
  expect(sandbox.world.requests.all().at(-1)).toMatchObject({
    service: 'dynamodb',
    operation: 'GetItem',
    input: { TableName: 'mine' },
  });
  const put = limited.send(new PutItemCommand({ TableName: 'mine', Item: Key }));
  expect(await errorOf(put)).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`dynamodb:PutItem on resource: ${arnOf('mine')}`),
  });
  sandbox.world.faults.add({
    service: 'dynamodb',
    operation: 'PutItem',
    times: 1,
    effect: 'after-effect',
  });
  // The SDK's second attempt meets what the first one wrote.
  const twice = dynamodb.send(
    new PutItemCommand({
      TableName: 'mine',
      Item: Key,
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  expect((await errorOf(twice)).name).toBe('ConditionalCheckFailedException');
});
