import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { managedPolicyArn, roleDrift } from '../../../agent/role-rules.ts';
import { change } from '../../aws/change.ts';
import type { Action } from '../../engine/action.ts';
import { retryWhile } from '../../engine/evidence.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import type { Look } from '../../look/look.ts';
import { didAttachRole } from '../attachment/plan.ts';
import { planRole, type RoleActual, type RoleUsers, type RoleWish } from './plan.ts';
import { planUndoRole } from './undo.ts';

export const roleStep = defineStep<RoleActual>({
  id: 'role',
  inspect: async (look) => ({
    role: await look.role(),
    profile: await look.profile(),
    managedWithoutRole: await isManagedWithoutRole(look),
    users: nobody,
  }),
  plan: (actual, run) => planRole(actual, wishOf(run)),
  inspectUndo: async (look, run) => ({
    role: await look.role(),
    profile: await look.profile(),
    managedWithoutRole: false,
    users: await usersOf(look, run),
  }),
  planUndo: (actual, _history, run) => planUndoRole(actual, wishOf(run)),
  apply: soonAfterCreation,
});

/**
 * Only asked where the role lacks the right. That the setting is on says nothing of an agent that is
 * too old for it: it has to be online.
 */
export async function isManagedWithoutRole(look: Look): Promise<boolean> {
  const [role, profile] = [await look.role(), await look.profile()];
  if (role && !roleDrift(role, profile).includes('ssm-policy-detached')) return false;
  return (await look.managedNode()).ping === 'online' && look.defaultHostManagement();
}

const nobody: RoleUsers = { instances: [], unreadable: [], profiles: [], staysAttached: false };

/** A profile that is gone has no users, and looking for them takes a call in every Region. */
async function usersOf(look: Look, run: Run): Promise<RoleUsers> {
  const [role, profile] = [await look.role(), await look.profile()];
  return {
    ...nobody,
    ...(role?.ours ? { profiles: await look.profilesOfRole() } : {}),
    ...(profile?.ours ? await look.profileUsers() : {}),
    staysAttached: !didAttachRole(run.history()),
  };
}

function wishOf({ identity, spec }: Run): RoleWish {
  return { partition: identity.partition, instanceId: spec.instanceId };
}

/** IAM is eventually consistent: what was just created may not be found for some seconds. */
async function soonAfterCreation(action: Action, run: Run): Promise<undefined> {
  await retryWhile(
    () => callOrFallBack(action, run),
    (error) => error instanceof NoSuchEntityException && action.undo.kind !== 'none',
    { timeoutMs: 20_000, intervalMs: 2_000 },
    run.clock,
    run.signal,
  );
  return undefined;
}

/**
 * AWS has announced the end of CloudWatchFullAccess: then it stays where it is attached, but can
 * no longer be attached anew, and its successor takes its place.
 */
async function callOrFallBack(action: Action, run: Run): Promise<void> {
  try {
    await run.callAll(action.calls);
  } catch (error) {
    const retired = error instanceof NoSuchEntityException && /attachable/i.test(error.message);
    if (!retired || action.values.policy !== 'CloudWatchFullAccess') throw error;
    run.reporter.note({ id: 'policy-retired', values: action.values });
    const PolicyArn = managedPolicyArn(run.identity.partition, 'CloudWatchFullAccessV2');
    const input = { RoleName: String(action.values.roleName), PolicyArn };
    await run.callAll([change({ service: 'iam', operation: 'AttachRolePolicy', input })]);
  }
}
