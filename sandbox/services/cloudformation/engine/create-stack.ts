import { creationOrder } from '../template/references.ts';
import { deleteAll } from './delete-stack.ts';
import {
  type Deployment,
  isWanted,
  resolveOutputs,
  type Steps,
  scopeFor,
  tellStack,
} from './deployment.ts';
import { createResource } from './resources.ts';

/** Makes every resource, each behind what it needs; what fails takes the rest back. */
export async function* createStack(deployment: Deployment): Steps {
  const { stack, world } = deployment;
  const { content } = stack;
  tellStack(deployment, 'CREATE_IN_PROGRESS', 'User Initiated');
  yield world.delays.stackResourceMs;
  for (const logicalId of creationOrder(content.template)) {
    if (!isWanted(scopeFor(deployment, content), content, logicalId)) continue;
    if (!(yield* createResource(deployment, content, logicalId)))
      return yield* afterFailure(deployment, logicalId);
  }
  stack.outputs = resolveOutputs(scopeFor(deployment, content), content);
  tellStack(deployment, 'CREATE_COMPLETE');
}

async function* afterFailure(deployment: Deployment, logicalId: string): Steps {
  const { stack } = deployment;
  const failed = `The following resource(s) failed to create: [${logicalId}].`;
  if (stack.onFailure === 'DO_NOTHING') return tellStack(deployment, 'CREATE_FAILED', failed);
  const isRollback = stack.onFailure === 'ROLLBACK';
  const status = isRollback ? 'ROLLBACK' : 'DELETE';
  const asked = isRollback ? 'Rollback requested by user.' : 'Delete requested by user.';
  tellStack(deployment, `${status}_IN_PROGRESS`, `${failed} ${asked}`);
  yield* deleteAll(deployment, status, { isCreation: true, kept: [] });
}
