import { keys } from '../../../lambda/contract.ts';
import { change } from '../../aws/change.ts';
import { type Plan, planOf } from '../../engine/action.ts';

export interface RegistrationActual {
  readonly instanceId: string;
  /** Nobody is to be told (`--no-alerts`). */
  readonly isDeclined: boolean;
  /** There is a stack that it can be registered with, or is going to be one. */
  readonly hasTable: boolean;
  readonly isRegistered: boolean;
}

/** Stands for the table's name: a plan may be older than the table. */
const tableOfStack = '(TableName of the stack)';
/** Stands for the item, which holds what each later action adds to it. */
const record = '(the record)';

/** From its registration on the verifier expects data of an instance, and every machine knows it. */
export function planRegistration(actual: RegistrationActual): Plan {
  const { instanceId, hasTable, isRegistered, isDeclined } = actual;
  if (isDeclined) return planUndoRegistration(actual);
  if (isRegistered || !hasTable) return planOf([]);
  return planOf([
    {
      kind: 'register-instance',
      values: { instanceId },
      calls: [
        change({
          service: 'dynamodb',
          operation: 'PutItem',
          input: {
            TableName: tableOfStack,
            Item: { pk: { S: keys.record }, sk: { S: instanceId }, '…': { S: record } },
          },
        }),
      ],
      undo: { kind: 'deregister-instance', values: { instanceId } },
    },
  ]);
}

/** The last thing to go: until then the record is what an undo goes by. */
export function planUndoRegistration({
  instanceId,
  isRegistered,
}: Pick<RegistrationActual, 'instanceId' | 'isRegistered'>): Plan {
  if (!isRegistered) return planOf([]);
  return planOf([
    {
      kind: 'deregister-instance',
      values: { instanceId },
      calls: [
        change({
          service: 'dynamodb',
          operation: 'DeleteItem',
          input: {
            TableName: tableOfStack,
            Key: { pk: { S: keys.record }, sk: { S: instanceId } },
          },
        }),
      ],
      undo: { kind: 'none', values: {} },
    },
  ]);
}
