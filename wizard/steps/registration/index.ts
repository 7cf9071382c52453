import { namesSomebody } from '../../alerts.ts';
import type { Learned } from '../../engine/action.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { problem } from '../../errors.ts';
import { recordTable } from '../../look/record-table.ts';
import { isInService, type StackAnswer } from '../../look/stack.ts';
import { isDeclined } from '../verifier/index.ts';
import { planRegistration, planUndoRegistration, type RegistrationActual } from './plan.ts';

/** The record moves into the stack's table, where the verifier and every machine find it. */
export const registrationStep = defineStep<RegistrationActual>({
  id: 'registration',
  inspect: async (look, run) => ({
    instanceId: run.spec.instanceId,
    isDeclined: isDeclined(run),
    hasTable: !isDeclined(run) && hasTable(await look.stack(), run),
    isRegistered: run.ledger.item !== undefined,
  }),
  plan: planRegistration,
  inspectUndo: async (_look, { spec, ledger }) => ({
    instanceId: spec.instanceId,
    isDeclined: true,
    hasTable: true,
    isRegistered: ledger.item !== undefined,
  }),
  planUndo: planUndoRegistration,
  apply: async (action, run) => {
    if (action.kind === 'register-instance') return register(run);
    await run.ledger.deregister();
    return { registeredIn: '' };
  },
});

/** Also where the step before is going to make it. */
function hasTable(stack: StackAnswer, { alerts }: Run): boolean {
  return isInService(stack) || namesSomebody(alerts);
}

async function register(run: Run): Promise<Learned> {
  const stack = await run.stack.read();
  if (!isInService(stack)) throw problem('no-verifier', { region: run.identity.region });
  const table = recordTable(run.aws.dynamodb, stack.outputs.TableName);
  await run.ledger.register(table, run.aws.now());
  return { registeredIn: table.name };
}
