import { namesSomebody } from '../../alerts.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { problem } from '../../errors.ts';
import { recordTable } from '../../look/record-table.ts';
import { isInService, type StackAnswer } from '../../look/stack.ts';
import { isDeclined } from '../verifier/index.ts';
import {
  planRegistration,
  planUndoRegistration,
  type RegistrationActual,
  tableOfStack,
} from './plan.ts';

/** The record moves into the stack's table, where the verifier and every machine find it. */
export const registrationStep = defineStep<RegistrationActual>({
  id: 'registration',
  inspect: async (look, run) => ({
    instanceId: run.spec.instanceId,
    table: isDeclined(run) ? undefined : tableFor(await look.stack(), run),
    isRegistered: run.ledger.item !== undefined,
  }),
  plan: planRegistration,
  inspectUndo: async (_look, { spec, ledger }) => ({
    instanceId: spec.instanceId,
    table: ledger.tableName,
    isRegistered: ledger.item !== undefined,
  }),
  planUndo: planUndoRegistration,
  apply: async (action, run) => {
    if (action.kind === 'deregister-instance') await run.ledger.deregister();
    else await register(run);
    return undefined;
  },
});

/** That of the stack, also of one that the step before is going to make. */
function tableFor(stack: StackAnswer, { alerts }: Run): string | undefined {
  if (isInService(stack)) return stack.outputs.TableName;
  return namesSomebody(alerts) ? tableOfStack : undefined;
}

async function register(run: Run): Promise<void> {
  const stack = await run.stack.read();
  if (!isInService(stack)) throw problem('no-verifier', { region: run.identity.region });
  const table = recordTable(run.aws.dynamodb, stack.outputs.TableName);
  await run.ledger.register(table, run.aws.now());
}
