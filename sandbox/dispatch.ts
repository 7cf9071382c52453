import { assertAllowed, denialText } from './authorization/authorize.ts';
import { AwsError } from './errors.ts';
import type { Fault } from './faults.ts';
import type { Input } from './input.ts';
import type { Principal } from './principal.ts';
import { familyOf, spellError } from './protocols/error-names.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Call, Operation, Required, Service } from './service.ts';
import type { World } from './world.ts';

/** A decoded call whose caller is known. */
export interface DispatchedCall {
  readonly caller: Principal;
  readonly region: string;
  /** Signing name; need not be one that is modelled. */
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
  readonly requestId: string;
  /** Condition keys that the call brings along, e.g. `aws:SourceArn`. */
  readonly context?: Readonly<Record<string, string>>;
  /** Came from inside the sandbox, not over HTTP. */
  readonly isInternal: boolean;
}

/** The fault `drop`: the caller gets no answer at all. */
export class ConnectionDropped extends AwsError {
  constructor() {
    super('ConnectionDropped', 'The connection was closed without an answer.', 500);
  }
}

/**
 * The one way from a caller to an operation, over HTTP and from inside: it is logged, struck by
 * faults, checked against policies, and done. Throws AwsError.
 */
export async function dispatch(
  world: World,
  services: readonly Service[],
  request: DispatchedCall,
): Promise<object> {
  const log = logRequest(world, { ...request, caller: request.caller.arn });
  const named = services.find(({ signingName }) => signingName === request.service);
  try {
    const { service, run } = operationOrThrow(named, request);
    const call = callOf(world, request);
    const own = requiredFor(service, request, call);
    const required = {
      ...own,
      context: { ...globalKeys(world, request), ...request.context, ...own.context },
    };
    const fault = world.faults.strike(request.service, request.operation, request.input);
    if (fault) await strikeBefore(fault, world, request, required);
    assertAllowed(world, request.caller, required);
    const output = await run(request.input, call);
    if (fault?.effect === 'after-effect') throw internalFailure();
    return output;
  } catch (error) {
    log.error = errorCode(error, named);
    throw error;
  }
}

/** As the service spells it on the wire. */
export function errorCode(error: unknown, service: Service | undefined): string {
  if (!(error instanceof AwsError)) return 'InternalFailure';
  return spellError(error, familyOf(service), service).code;
}

/** Writes a call down before it is known how it ends; the caller of this adds the error. */
export function logRequest(
  world: World,
  request: Omit<LoggedRequest, 'at' | 'error'>,
): { error?: string } {
  const { service, operation, region, caller, input } = request;
  const entry: LoggedRequest & { error?: string } = {
    at: world.clock.now(),
    service,
    operation,
    region,
    caller,
    input,
  };
  world.requests.add(entry);
  return entry;
}

function operationOrThrow(
  service: Service | undefined,
  { service: signingName, operation }: DispatchedCall,
): { service: Service; run: Operation } {
  // An operation name is the caller's text: `constructor` must not find something.
  const run =
    service && Object.hasOwn(service.operations, operation)
      ? service.operations[operation]
      : undefined;
  if (service && run) return { service, run };
  const what = service
    ? `${signingName}:${operation || '(no operation named)'}`
    : `The service ${signingName}${operation && ` (${operation})`}`;
  throw new AwsError('NotImplemented', `${what} is not modelled by this sandbox.`, 501);
}

function callOf(world: World, { region, caller, requestId }: DispatchedCall): Call {
  return { world, region: world.region(region), caller, requestId, now: world.clock.now() };
}

function requiredFor(service: Service, { operation, input }: DispatchedCall, call: Call): Required {
  if (service.required) return service.required(operation, input, call);
  return { action: `${service.iamPrefix}:${operation}`, resource: '*' };
}

/** Condition keys that every call has. */
function globalKeys(
  { partition }: World,
  { caller, region, service }: DispatchedCall,
): Record<string, string> {
  const isRole = caller.kind === 'instance-role' || caller.kind === 'service-role';
  const role = isRole && `arn:${partition}:iam::${caller.accountId}:role/${caller.roleName}`;
  return {
    // IAM has one endpoint for all Regions.
    'aws:RequestedRegion': service === 'iam' ? 'us-east-1' : region,
    'aws:PrincipalAccount': caller.accountId,
    'aws:PrincipalArn': role || caller.arn,
  };
}

async function strikeBefore(
  fault: Fault,
  world: World,
  request: DispatchedCall,
  required: Required,
): Promise<void> {
  switch (fault.effect) {
    case 'throttle':
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    case 'deny':
      throw new AwsError(
        'AccessDeniedException',
        denialText(request.caller, required, 'implicitDeny'),
      );
    case 'fail':
      throw internalFailure();
    case 'drop':
      throw new ConnectionDropped();
    case 'delay':
      // Work that `advance` runs is awaited by it: waiting for the clock there is for ever.
      if (!isAwaitedByClock(world, request)) await passes(world, fault.delayMs ?? 0);
      return;
    case 'after-effect':
      return;
  }
}

/** A deployed function calls over HTTP, and runs as work of a standing clock all the same. */
function isAwaitedByClock(world: World, { isInternal, caller }: DispatchedCall): boolean {
  return isInternal || (caller.kind === 'service-role' && world.clock.rate === 0);
}

function passes(world: World, ms: number): Promise<void> {
  return new Promise((resolve) => {
    world.clock.at(world.clock.now() + ms, resolve);
  });
}

function internalFailure(): AwsError {
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}
