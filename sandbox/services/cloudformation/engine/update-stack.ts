import { AwsError } from '../../../errors.ts';
import type { StackContent, StackResource } from '../state.ts';
import { creationOrder } from '../template/references.ts';
import type { Properties } from '../types/type.ts';
import {
  contextFor,
  type Deployment,
  durationOf,
  isWanted,
  resolveOutputs,
  resolveProperties,
  type Steps,
  scopeFor,
  tellResource,
  tellStack,
  typeOrThrow,
} from './deployment.ts';
import { attempt, checkProperties, createResource, deleteResource, make } from './resources.ts';

/** What an update has done so far: all that is needed to take it back or to tidy up behind it. */
interface Progress {
  readonly created: StackResource[];
  /** With the properties they had. */
  readonly changed: { readonly resource: StackResource; readonly before: Properties }[];
  /** The old ones, under their new ones' logical ids. */
  readonly replaced: { readonly old: StackResource; readonly isKept: boolean }[];
}

/** Whether there is anything to do: a resource, an output or a tag that would not be as it is. */
export function hasChanges(deployment: Deployment, next: StackContent): boolean {
  const { stack } = deployment;
  if (JSON.stringify(next.tags) !== JSON.stringify(stack.content.tags)) return true;
  const scope = scopeFor(deployment, next);
  const wanted = Object.keys(next.template.resources).filter((id) => isWanted(scope, next, id));
  const present = [...stack.resources.values()].filter(
    ({ status }) => !status.startsWith('DELETE'),
  );
  if (wanted.length !== present.length) return true;
  if (!wanted.every((id) => stack.resources.has(id))) return true;
  const isSame = wanted.every((id) => {
    const resource = stack.resources.get(id);
    const declared = next.template.resources[id];
    if (resource?.type !== declared?.type) return false;
    if (resource?.deletionPolicy !== declared?.deletionPolicy) return false;
    return isEqual(resource?.properties, resolveProperties(scope, next, id));
  });
  return !isSame || !isEqual(stack.outputs, resolveOutputs(scope, next));
}

export async function* updateStack(deployment: Deployment, next: StackContent): Steps {
  const { stack, world } = deployment;
  const before = stack.content;
  const progress: Progress = { created: [], changed: [], replaced: [] };
  tellStack(deployment, 'UPDATE_IN_PROGRESS', 'User Initiated');
  yield world.delays.stackResourceMs;
  for (const logicalId of creationOrder(next.template)) {
    if (!isWanted(scopeFor(deployment, next), next, logicalId)) continue;
    if (!(yield* bringUpToDate(deployment, next, logicalId, progress)))
      return yield* rollBack(deployment, logicalId, before, progress);
  }
  stack.content = next;
  stack.updatedAt = world.clock.now();
  stack.outputs = resolveOutputs(scopeFor(deployment, next), next);
  tellStack(deployment, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  yield* cleanUp(deployment, next, progress);
  tellStack(deployment, 'UPDATE_COMPLETE');
}

async function* bringUpToDate(
  deployment: Deployment,
  next: StackContent,
  logicalId: string,
  progress: Progress,
): Steps<boolean> {
  const { stack } = deployment;
  const resource = stack.resources.get(logicalId);
  const declared = next.template.resources[logicalId];
  if (!resource || resource.status.startsWith('DELETE')) {
    const isMade = yield* createResource(deployment, next, logicalId);
    const made = stack.resources.get(logicalId);
    if (made) progress.created.push(made);
    return isMade;
  }
  const after = resolveProperties(scopeFor(deployment, next), next, logicalId);
  resource.deletionPolicy = declared?.deletionPolicy ?? 'Delete';
  if (resource.type !== declared?.type) return refuseType(deployment, resource);
  if (isEqual(resource.properties, after)) return true;
  const type = typeOrThrow(resource.type);
  const isReplaced = type.replacing.some(
    (name) => !isEqual(resource.properties[name], after[name]),
  );
  if (isReplaced) return yield* replace(deployment, next, resource, after, progress);
  progress.changed.push({ resource, before: resource.properties });
  return yield* change(deployment, resource, after);
}

async function* change(
  deployment: Deployment,
  resource: StackResource,
  after: Properties,
): Steps<boolean> {
  tellResource(deployment, resource, 'UPDATE_IN_PROGRESS');
  yield durationOf(deployment, resource.type);
  return attempt(deployment, resource, 'UPDATE', async () => {
    checkProperties(resource, after);
    const before = resource.properties;
    resource.properties = after;
    const context = contextFor(deployment, resource.logicalId, () => {});
    await typeOrThrow(resource.type).update(context, resource.physicalId ?? '', { before, after });
  });
}

/** The new one is made first; the old one goes when everything else is done. */
async function* replace(
  deployment: Deployment,
  next: StackContent,
  resource: StackResource,
  after: Properties,
  progress: Progress,
): Steps<boolean> {
  const { nameProperty } = typeOrThrow(resource.type);
  const name = nameProperty && after[nameProperty];
  const made: StackResource = { ...resource, physicalId: undefined };
  tellResource(
    deployment,
    resource,
    'UPDATE_IN_PROGRESS',
    'Requested update requires the creation of a new physical resource; hence creating one.',
  );
  yield durationOf(deployment, resource.type);
  const isKept = next.template.resources[resource.logicalId]?.updateReplacePolicy === 'Retain';
  progress.replaced.push({ old: resource, isKept });
  deployment.stack.resources.set(resource.logicalId, made);
  return attempt(deployment, made, 'UPDATE', async () => {
    if (name !== undefined && name === resource.properties[nameProperty ?? ''])
      throw new AwsError(
        'ValidationError',
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
      );
    await make(deployment, next, made);
  });
}

function refuseType(deployment: Deployment, resource: StackResource): boolean {
  const reason = `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${resource.logicalId}]`;
  tellResource(deployment, resource, 'UPDATE_FAILED', reason);
  return false;
}

/** What fails here stays behind and is not told: an update that has come this far is complete. */
async function* cleanUp(deployment: Deployment, next: StackContent, { replaced }: Progress): Steps {
  const { stack } = deployment;
  const scope = scopeFor(deployment, next);
  for (const { old, isKept } of [...replaced].reverse())
    if (isKept) tellResource(deployment, old, 'DELETE_SKIPPED');
    else yield* deleteResource(deployment, old);
  for (const resource of [...stack.resources.values()].reverse()) {
    const { logicalId, deletionPolicy } = resource;
    const isDeclared = Object.hasOwn(next.template.resources, logicalId);
    if (isDeclared && isWanted(scope, next, logicalId)) continue;
    if (deletionPolicy === 'Delete') yield* deleteResource(deployment, resource);
    else tellResource(deployment, resource, 'DELETE_SKIPPED');
    stack.resources.delete(logicalId);
  }
}

async function* rollBack(
  deployment: Deployment,
  logicalId: string,
  before: StackContent,
  { created, changed, replaced }: Progress,
): Steps {
  const { stack } = deployment;
  const reason = `The following resource(s) failed to update: [${logicalId}].`;
  tellStack(deployment, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  for (const { resource, before: old } of [...changed].reverse())
    if (!(yield* change(deployment, resource, old)))
      return tellStack(
        deployment,
        'UPDATE_ROLLBACK_FAILED',
        `The following resource(s) failed to update: [${resource.logicalId}]. `,
      );
  tellStack(deployment, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const { old } of [...replaced].reverse()) {
    const made = stack.resources.get(old.logicalId);
    if (made) yield* deleteResource(deployment, made);
    stack.resources.set(old.logicalId, old);
    tellResource(deployment, old, 'UPDATE_COMPLETE');
  }
  for (const resource of [...created].reverse()) {
    yield* deleteResource(deployment, resource);
    stack.resources.delete(resource.logicalId);
  }
  stack.content = before;
  tellStack(deployment, 'UPDATE_ROLLBACK_COMPLETE');
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
