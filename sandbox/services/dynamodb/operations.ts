import { type Input, text } from '../../input.ts';
import type { Call, Operation, Required, Service } from '../../service.ts';
import { nameOf, refuseUnmodelled, storeOf, tableArn, tableNameOf } from './lookup.ts';
import { tableOperations } from './tables.ts';

const itemOperations = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

export const dynamodb: Service = {
  signingName: 'dynamodb',
  iamPrefix: 'dynamodb',
  protocols: ['json-1.0'],
  operations: {
    ...tableOperations,
    ...Object.fromEntries(itemOperations.map((name) => [name, forward(name)])),
  },
  required: requiredFor,
};

/** The items are dynalite's: validation, conditions, expressions, sizes. */
function forward(name: string): Operation {
  return async (input, call) => {
    refuseUnmodelled(input, 'ReturnValuesOnConditionCheckFailure');
    const named = input.TableName === undefined ? {} : { TableName: tableNameOf(input) };
    return (await storeOf(call)).call(name, { ...input, ...named });
  };
}

/** The table's ARN, or the index's; a batch is judged by the first table it names. */
function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `dynamodb:${operation}`;
  if (operation === 'ListTables') return { action, resource: '*' };
  const batch = Object.keys((input.RequestItems ?? {}) as object)[0];
  const named = text(input, 'TableName') ?? batch ?? text(input, 'ResourceArn') ?? '';
  const index = text(input, 'IndexName');
  const table = tableArn(nameOf(named), call);
  return { action, resource: index === undefined ? table : `${table}/index/${index}` };
}
