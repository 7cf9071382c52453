import { keys } from '../../../lambda/contract.ts';
import { change } from '../../aws/change.ts';
import { type Plan, planOf } from '../../engine/action.ts';

export interface RegistrationActual {
  readonly instanceId: string;
  /** Name of the stack's table; `undefined`: there is no stack that it could be registered with. */
  readonly table: string | undefined;
  readonly isRegistered: boolean;
}

/** Stands for the table's name in a plan that is older than the table. */
export const tableOfStack = '(TableName of the stack)';
/** Stands for the item, which holds what each later action adds to it. */
const record = '(the record)';

/** From its registration on the verifier expects data of an instance, and every machine knows it. */
export function planRegistration({ instanceId, table, isRegistered }: RegistrationActual): Plan {
  if (isRegistered || table === undefined) return planOf([]);
  return planOf([
    {
      kind: 'register-instance',
      values: { instanceId, table },
      calls: [
        change({
          service: 'dynamodb',
          operation: 'PutItem',
          input: {
            TableName: table,
            Item: { pk: { S: keys.record }, sk: { S: instanceId }, '…': { S: record } },
          },
        }),
      ],
      undo: { kind: 'deregister-instance', values: { instanceId, table } },
    },
  ]);
}

/** The last thing to go: until then the record is what an undo goes by. */
export function planUndoRegistration({
  instanceId,
  table,
  isRegistered,
}: RegistrationActual): Plan {
  if (!isRegistered || table === undefined) return planOf([]);
  return planOf([
    {
      kind: 'deregister-instance',
      values: { instanceId, table },
      calls: [
        change({
          service: 'dynamodb',
          operation: 'DeleteItem',
          input: {
            TableName: table,
            Key: { pk: { S: keys.record }, sk: { S: instanceId } },
          },
        }),
      ],
      undo: { kind: 'none', values: {} },
    },
  ]);
}
