import { type Problem, WizardError } from '../errors.ts';
import type { Look } from '../look/look.ts';
import { lookAt } from '../look/look-at.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** Plans every step on one look. Read-only. */
export async function planAll(
  steps: readonly Step[],
  run: Run,
  look: Look = lookAt(run),
): Promise<PlannedStep[]> {
  const planned: PlannedStep[] = [];
  for (const step of steps) planned.push({ step: step.id, plan: await step.planNow(look, run) });
  return planned;
}

/** Plans the way back, last step first. Read-only. */
export async function planUndoAll(steps: readonly Step[], run: Run): Promise<PlannedStep[]> {
  const look = lookAt(run);
  const history = run.history();
  const planned: PlannedStep[] = [];
  for (const step of steps.toReversed())
    planned.push({ step: step.id, plan: await step.planUndoNow(look, history, run) });
  return planned;
}

/** Names every obstacle at once, before anything is changed, so that nobody is stopped twice. */
export function refuseIfBlocked(planned: readonly PlannedStep[]): void {
  const problems: Problem[] = planned.flatMap(({ plan }) =>
    plan.outcome === 'blocked' ? [plan.problem] : [],
  );
  const [first, ...rest] = problems;
  if (first) throw new WizardError([first, ...rest]);
}

export function countActions(planned: readonly PlannedStep[]): number {
  return planned.reduce(
    (sum, { plan }) => sum + (plan.outcome === 'change' ? plan.actions.length : 0),
    0,
  );
}
