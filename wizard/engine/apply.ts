import { canonicalJson } from '../../agent/monitoring-spec.ts';
import { CancelledError, problem, WizardError } from '../errors.ts';
import { lookAt } from '../look/look-at.ts';
import type { ActionResult, PlannedStep } from '../ui/reporter.ts';
import type { Action, Learned, Plan, StepId } from './action.ts';
import { isChange, lineOf } from './history.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** Plans one step anew: forwards, or the way back. */
type Replan = (step: Step, run: Run) => Promise<Plan>;

export const replanForwards: Replan = (step, run) => step.planNow(lookAt(run), run);

export const replanBackwards: Replan = (step, run) =>
  step.planUndoNow(lookAt(run), run.history(), run);

/**
 * Carries a confirmed plan out, action by action, looking again before each: what is no longer
 * needed is left alone, and what was not confirmed is not done.
 */
export async function applyAll(
  steps: readonly Step[],
  planned: readonly PlannedStep[],
  run: Run,
  replan: Replan,
): Promise<void> {
  for (const { step: id, plan } of planned) {
    const step = steps.find((one) => one.id === id);
    if (step && plan.outcome === 'change') await applyStep(step, plan.actions, run, replan);
  }
}

async function applyStep(
  step: Step,
  confirmed: readonly Action[],
  run: Run,
  replan: Replan,
): Promise<void> {
  for (const action of confirmed) {
    run.signal.throwIfAborted();
    run.reporter.actionStarted(step.id, action);
    const current = stillNeeded(step.id, action, confirmed, await replan(step, run));
    if (current) await carryOut(step, current, run, replan);
    run.reporter.actionDone(step.id, current ?? action, resultOf(current));
  }
}

function resultOf(action: Action | undefined): ActionResult {
  if (!action) return 'unchanged';
  return isChange(action.kind) ? 'changed' : 'done';
}

/**
 * What of the confirmed action there is to do now; `undefined` when its work is done already.
 * @throws WizardError when the step now wants what nobody confirmed.
 */
export function stillNeeded(
  step: StepId,
  confirmed: Action,
  all: readonly Action[],
  now: Plan,
): Action | undefined {
  if (now.outcome === 'blocked') throw new WizardError(now.problem);
  if (now.outcome === 'in-sync') return undefined;
  const stranger = now.actions.find((action) => !all.some((known) => covers(known, action)));
  if (stranger) {
    const id = all.some(({ assumed }) => assumed) ? 'differs-from-assumed' : 'changed-under-us';
    throw problem(id, { step, action: stranger.kind });
  }
  return now.actions.find((action) => covers(confirmed, action));
}

/** Confirming an assumption covers its named alternatives; anything else only itself. */
function covers(confirmed: Action, action: Action): boolean {
  if (confirmed.assumed)
    return confirmed.kind === action.kind || (confirmed.alternatives ?? []).includes(action.kind);
  return (
    confirmed.kind === action.kind && canonicalJson(confirmed.calls) === canonicalJson(action.calls)
  );
}

async function carryOut(step: Step, action: Action, run: Run, replan: Replan): Promise<void> {
  await run.ledger.append(lineOf(run.aws.now(), step.id, action, 'planned'));
  const learned = await applyOnce(step, action, run, replan);
  const at = run.aws.now();
  if (isChange(action.kind)) {
    run.changedAt = at;
    run.changes += 1;
  }
  await run.ledger.append(lineOf(at, step.id, action, 'done', learned));
}

/**
 * A call whose answer was lost is sent again by the SDK, and is then refused because its work is
 * done: it exists already, or is gone. So after an error a new look decides.
 */
async function applyOnce(
  step: Step,
  action: Action,
  run: Run,
  replan: Replan,
): Promise<Learned | undefined> {
  try {
    return await step.apply(action, run);
  } catch (error) {
    if (error instanceof WizardError || error instanceof CancelledError) throw error;
    const now = await replan(step, run);
    const isOpen = now.outcome === 'change' && now.actions.some((one) => covers(action, one));
    if (now.outcome === 'blocked') throw new WizardError(now.problem, { cause: error });
    if (isOpen) throw error;
    return undefined;
  }
}
