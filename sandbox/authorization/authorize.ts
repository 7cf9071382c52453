import { AwsError } from '../errors.ts';
import type { PolicyDocument, Principal } from '../principal.ts';
import type { Required } from '../service.ts';
import { roleDocuments } from '../services/iam/state.ts';
import type { World } from '../world.ts';
import { type Decision, evaluatePolicies } from './policy.ts';
import { evaluateResourcePolicy } from './resource-policy.ts';

/** Everybody may ask who he is, whatever the policies say. */
const free = new Set(['sts:GetCallerIdentity']);

/**
 * Looked up at every call, so a policy taken off a role acts at once although the role's
 * credentials stay valid.
 * @throws AwsError `AccessDeniedException`; each protocol gives it its own name.
 */
export function assertAllowed(world: World, caller: Principal, required: Required): void {
  const decision = decide(world, caller, required);
  if (decision !== 'allowed')
    throw new AwsError('AccessDeniedException', denialText(caller, required, decision));
}

/** For what is no call of its own, such as a role being passed on. */
export function isAllowed(world: World, caller: Principal, required: Required): boolean {
  return decide(world, caller, required) === 'allowed';
}

export function decide(world: World, caller: Principal, required: Required): Decision {
  if (free.has(required.action)) return 'allowed';
  const documents = documentsOf(world, caller);
  const own = documents === 'administrator' ? 'allowed' : evaluatePolicies(documents, required);
  if (!required.resourcePolicy || own === 'explicitDeny') return own;
  const attached = evaluateResourcePolicy(required.resourcePolicy, caller, required);
  return attached === 'implicitDeny' ? own : attached;
}

function documentsOf(world: World, caller: Principal): 'administrator' | readonly PolicyDocument[] {
  if (caller.kind === 'service') return [];
  return caller.kind === 'user' ? caller.rights : roleDocuments(world.iam, caller.roleName);
}

/** AWS's sentence. Where an action has no resource, AWS leaves "on resource" out. */
export function denialText(
  caller: Principal,
  { action, resource }: Required,
  decision: Exclude<Decision, 'allowed'>,
): string {
  const where = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    decision === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${caller.arn} is not authorized to perform: ${action}${where} ${why}`;
}
