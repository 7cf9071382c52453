import type { Problem } from '../errors.ts';
import type { Look } from '../look/look.ts';
import { whereFlags } from '../next-command.ts';
import type { Action, Learned, Plan, StepId } from './action.ts';
import type { Evidence } from './evidence.ts';
import type { History } from './history.ts';
import type { Run } from './run.ts';

/**
 * One chapter of the guide. The contract every step keeps, and a generic test checks for all:
 * after `apply` has carried out a plan, the plan of a new look is `in-sync`.
 */
export interface StepSpec<Actual> {
  readonly id: StepId;
  /** Read-only: what is there now. */
  inspect(look: Look, run: Run): Promise<Actual>;
  /** Pure: the same look and wish always give the same plan. */
  plan(actual: Actual, run: Run): Plan;
  /** What an undo has to know beyond `inspect`; left out: nothing. */
  inspectUndo?(look: Look, run: Run): Promise<Actual>;
  /** Pure. Takes back what `history` says this program did, and nothing else. */
  planUndo?(actual: Actual, history: History, run: Run): Plan;
  /** Carries one action out, where it takes more than its calls. Safe to repeat after a crash. */
  apply?(action: Action, run: Run): Promise<Learned | undefined>;
  /** Read-only, looks once: does it really work? */
  verify?(look: Look, run: Run): Promise<Evidence>;
  /** What is said where patience with the evidence ran out; left out: data is late. */
  late?(awaited: readonly string[], run: Run): Problem;
  /** Read-only: why what is awaited does not come, as far as can be found out. */
  explain?(awaited: readonly string[], run: Run): Promise<readonly Problem[]>;
}

/** A step without its own types, so that steps with different state fit in one list. */
export interface Step {
  readonly id: StepId;
  planNow(look: Look, run: Run): Promise<Plan>;
  planUndoNow(look: Look, history: History, run: Run): Promise<Plan>;
  apply(action: Action, run: Run): Promise<Learned | undefined>;
  verifyNow(look: Look, run: Run): Promise<Evidence | undefined>;
  late(awaited: readonly string[], run: Run): Problem;
  explainNow(awaited: readonly string[], run: Run): Promise<readonly Problem[]>;
}

export function defineStep<Actual>(spec: StepSpec<Actual>): Step {
  return {
    id: spec.id,
    planNow: async (look, run) => spec.plan(await spec.inspect(look, run), run),
    planUndoNow: async (look, history, run) =>
      spec.planUndo
        ? spec.planUndo(await (spec.inspectUndo ?? spec.inspect)(look, run), history, run)
        : { outcome: 'in-sync' },
    apply: async (action, run) =>
      spec.apply ? spec.apply(action, run) : run.callAll(action.calls),
    verifyNow: async (look, run) => spec.verify?.(look, run),
    late: spec.late ?? dataLate,
    explainNow: async (awaited, run) => (await spec.explain?.(awaited, run)) ?? [],
  };
}

function dataLate(missing: readonly string[], { spec, identity }: Run): Problem {
  const values = { instanceId: spec.instanceId, missing, where: whereFlags(identity) };
  return { id: 'arrival-late', values };
}
