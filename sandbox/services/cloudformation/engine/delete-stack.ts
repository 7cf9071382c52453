import type { StackResource } from '../state.ts';
import { type Deployment, type Steps, tellResource, tellStack } from './deployment.ts';
import { deleteResource } from './resources.ts';

export async function* deleteStack(deployment: Deployment, kept: readonly string[]): Steps {
  const { world } = deployment;
  tellStack(deployment, 'DELETE_IN_PROGRESS', 'User Initiated');
  yield world.delays.stackResourceMs;
  yield* deleteAll(deployment, 'DELETE', { isCreation: false, kept });
}

interface Options {
  /** Whether a creation that failed is taken back. */
  readonly isCreation: boolean;
  /** Logical ids to leave where they are. */
  readonly kept: readonly string[];
}

/** Takes everything down, the last made first. */
export async function* deleteAll(
  deployment: Deployment,
  verb: 'DELETE' | 'ROLLBACK',
  options: Options,
): Steps {
  const { stack, world } = deployment;
  const failed: string[] = [];
  for (const resource of [...stack.resources.values()].reverse()) {
    if (resource.status === 'DELETE_COMPLETE' || resource.status === 'DELETE_SKIPPED') continue;
    if (isKept(resource, options)) tellResource(deployment, resource, 'DELETE_SKIPPED');
    else if (!(yield* deleteResource(deployment, resource))) failed.push(resource.logicalId);
  }
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
    return tellStack(deployment, `${verb}_FAILED`, reason);
  }
  if (verb === 'DELETE') stack.deletedAt = world.clock.now();
  tellStack(deployment, `${verb}_COMPLETE`);
}

function isKept(
  { logicalId, deletionPolicy }: StackResource,
  { isCreation, kept }: Options,
): boolean {
  if (kept.includes(logicalId) || deletionPolicy === 'Retain') return true;
  return deletionPolicy === 'RetainExceptOnCreate' && !isCreation;
}
