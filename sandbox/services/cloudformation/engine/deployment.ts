import { AwsError } from '../../../errors.ts';
import type { Principal } from '../../../principal.ts';
import type { Region, World } from '../../../world.ts';
import type { Output, Stack, StackContent, StackResource } from '../state.ts';
import { resolveValue, type Scope } from '../template/resolve.ts';
import { typeNamed } from '../types/all-types.ts';
import type { Properties, ResourceContext, ResourceType, Tag } from '../types/type.ts';
import { scopeOf } from './scope.ts';

/** One operation on a stack, under way. */
export interface Deployment {
  readonly world: World;
  readonly region: Region;
  readonly stack: Stack;
  /** Whose rights it has. */
  readonly caller: Principal;
  /** The caller's ClientRequestToken. */
  readonly token: string | undefined;
}

/** Virtual milliseconds to wait; the answer comes at the end. */
export type Steps<T = void> = AsyncGenerator<number, T>;

const attempts = 5;

/** Runs up to the first pause, and goes on as work of the clock, until another operation begins. */
export function drive({ world, stack }: Deployment, steps: Steps): Promise<void> {
  stack.operation += 1;
  const { operation } = stack;
  const go = async () => {
    while (stack.operation === operation) {
      const step = await steps.next();
      if (step.done) return;
      if (step.value === 0) continue;
      world.clock.at(world.clock.now() + step.value, go);
      return;
    }
  };
  return go();
}

export function tellStack(
  { world, stack, token }: Deployment,
  status: string,
  reason?: string,
): void {
  stack.status = status;
  stack.reason = reason;
  stack.events.push({
    id: world.ids.uuid(),
    at: world.clock.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    reason,
    properties: undefined,
    token,
  });
}

export function tellResource(
  { world, stack, token }: Deployment,
  resource: StackResource,
  status: string,
  reason?: string,
): void {
  Object.assign(resource, { status, reason, updatedAt: world.clock.now() });
  stack.events.push({
    id: `${resource.logicalId}-${status}-${new Date(world.clock.now()).toISOString()}-${world.ids.hex('', 8)}`,
    at: world.clock.now(),
    logicalId: resource.logicalId,
    physicalId: resource.physicalId ?? '',
    type: resource.type,
    status,
    reason,
    properties: resource.properties,
    token,
  });
}

/** How long a resource takes. */
export function durationOf({ world }: Deployment, type: string): number {
  return world.delays.stackResourceMs * (type === 'AWS::IAM::Role' ? 5 : 1);
}

export function scopeFor({ world, region, stack }: Deployment, content: StackContent): Scope {
  return scopeOf(world, region.name, stack, content, stack.resources);
}

/** A resource's properties as they are now to be, with the stack's tags. */
export function resolveProperties(
  scope: Scope,
  content: StackContent,
  logicalId: string,
): Properties {
  const declared = content.template.resources[logicalId];
  const resolved = resolveValue(declared?.properties ?? {}, scope) as Properties;
  if (!typeNamed(declared?.type ?? '')?.isTaggable) return resolved;
  const own = (resolved.Tags ?? []) as readonly Tag[];
  const inherited = content.tags.filter(({ Key }) => !own.some((tag) => tag.Key === Key));
  const Tags = [...own, ...inherited];
  return Tags.length === 0 ? resolved : { ...resolved, Tags };
}

/** Whether its condition, if it has one, holds. */
export function isWanted(scope: Scope, content: StackContent, logicalId: string): boolean {
  const condition = content.template.resources[logicalId]?.condition;
  return condition === undefined || scope.condition(condition);
}

export function resolveOutputs(scope: Scope, { template }: StackContent): Output[] {
  return Object.entries(template.outputs).flatMap(([key, { Value, Description, Condition }]) => {
    if (Condition !== undefined && !scope.condition(String(Condition))) return [];
    const description = Description === undefined ? undefined : String(Description);
    return [{ key, value: String(resolveValue(Value, scope)), description }];
  });
}

export function typeOrThrow(name: string): ResourceType {
  const type = typeNamed(name);
  if (!type) throw new AwsError('ValidationError', `Unrecognized resource type ${name}`);
  return type;
}

/** @param made is told the physical id once the resource is there */
export function contextFor(
  { world, region, stack, caller }: Deployment,
  logicalId: string,
  made: (physicalId: string) => void,
): ResourceContext {
  return {
    partition: world.partition,
    region: region.name,
    accountId: world.accountId,
    state: region,
    made,
    generatedName: (limit) => {
      const random = world.ids.upper('', 12);
      return `${`${stack.name}-${logicalId}`.slice(0, limit - random.length - 1)}-${random}`;
    },
    call: async (service, operation, input) => {
      const request = { caller, region: region.name, service, operation, input: defined(input) };
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (await world.call(request)) as Readonly<Record<string, unknown>>;
        } catch (error) {
          const isBrief = error instanceof AwsError && error.code === 'ThrottlingException';
          if (!isBrief || attempt === attempts) throw error;
        }
      }
    },
  };
}

function defined(input: object): Properties {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
