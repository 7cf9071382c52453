import { AwsError } from '../../../errors.ts';
import type { StackContent, StackResource } from '../state.ts';
import { propertyProblem } from '../types/all-types.ts';
import type { Properties } from '../types/type.ts';
import {
  contextFor,
  type Deployment,
  durationOf,
  resolveProperties,
  type Steps,
  scopeFor,
  tellResource,
  typeOrThrow,
} from './deployment.ts';

/** Makes a resource and enters it in the stack. @returns whether that worked */
export async function* createResource(
  deployment: Deployment,
  content: StackContent,
  logicalId: string,
): Steps<boolean> {
  const declared = content.template.resources[logicalId];
  const resource: StackResource = {
    logicalId,
    type: declared?.type ?? '',
    physicalId: undefined,
    properties: {},
    status: '',
    reason: undefined,
    updatedAt: 0,
    deletionPolicy: declared?.deletionPolicy ?? 'Delete',
  };
  deployment.stack.resources.set(logicalId, resource);
  tellResource(deployment, resource, 'CREATE_IN_PROGRESS');
  yield durationOf(deployment, resource.type);
  return attempt(deployment, resource, 'CREATE', () => make(deployment, content, resource));
}

/** Resolves a resource's properties and makes it. Throws AwsError. */
export async function make(
  deployment: Deployment,
  content: StackContent,
  resource: StackResource,
): Promise<void> {
  const type = typeOrThrow(resource.type);
  resource.properties = resolveProperties(
    scopeFor(deployment, content),
    content,
    resource.logicalId,
  );
  checkProperties(resource, resource.properties);
  const context = contextFor(deployment, resource.logicalId, (physicalId) => {
    resource.physicalId = physicalId;
    tellResource(deployment, resource, 'CREATE_IN_PROGRESS', 'Resource creation Initiated');
  });
  await type.create(context, resource.properties);
}

export function checkProperties(resource: StackResource, properties: Properties): void {
  const problem = propertyProblem(typeOrThrow(resource.type), properties);
  if (problem !== undefined)
    throw new AwsError(
      'PropertyValidation',
      `Properties validation failed for resource ${resource.logicalId} with message:\n${problem}`,
    );
}

/** Deletes what a resource stands for; what is gone already is no failure. @returns whether it is gone */
export async function* deleteResource(
  deployment: Deployment,
  resource: StackResource,
): Steps<boolean> {
  const { physicalId } = resource;
  if (physicalId === undefined) {
    deployment.stack.resources.delete(resource.logicalId);
    return true;
  }
  tellResource(deployment, resource, 'DELETE_IN_PROGRESS');
  yield durationOf(deployment, resource.type);
  return attempt(deployment, resource, 'DELETE', async () => {
    const context = contextFor(deployment, resource.logicalId, () => {});
    try {
      await typeOrThrow(resource.type).delete(context, physicalId, resource.properties);
    } catch (error) {
      if (!(error instanceof AwsError) || !isAbsence(error)) throw error;
    }
  });
}

/** Writes down how `work` ends. */
export async function attempt(
  deployment: Deployment,
  resource: StackResource,
  verb: 'CREATE' | 'UPDATE' | 'DELETE',
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    tellResource(deployment, resource, `${verb}_COMPLETE`);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    tellResource(deployment, resource, `${verb}_FAILED`, reasonOf(deployment, error));
    return false;
  }
}

function isAbsence({ code }: AwsError): boolean {
  return /NotFound|NoSuchEntity|DoesNotExist|NonExistent/.test(code);
}

function reasonOf({ world }: Deployment, error: AwsError): string {
  if (error.code === 'PropertyValidation' || error.code === 'ValidationError') return error.message;
  const handlerCode = handlerCodes.find(([pattern]) => pattern.test(error.code))?.[1];
  const wrapped =
    error.code === 'AlreadyExists'
      ? error.message
      : `${error.message} (Status Code: ${error.status}, Request ID: ${world.ids.uuid()})`;
  return `Resource handler returned message: "${wrapped}" (RequestToken: ${world.ids.uuid()}, HandlerErrorCode: ${handlerCode ?? 'InvalidRequest'})`;
}

const handlerCodes: readonly (readonly [RegExp, string])[] = [
  [/AccessDenied|AuthorizationError/, 'AccessDenied'],
  [/AlreadyExist|Conflict|InUse/, 'AlreadyExists'],
  [/NotFound|NoSuchEntity|DoesNotExist/, 'NotFound'],
  [/Throttl|TooManyRequests/, 'Throttling'],
  [/Internal|ConnectionDropped/, 'ServiceInternalError'],
  [/NotImplemented/, 'UnsupportedOperation'],
];
