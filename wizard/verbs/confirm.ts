import { countActions } from '../engine/plan-all.ts';
import { CancelledError, problem } from '../errors.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import type { Session } from './session.ts';

/**
 * The one question before anything is changed.
 * @throws CancelledError on a no; WizardError `needs-confirmation` when nobody can be asked
 */
export async function confirmPlan(
  session: Session,
  planned: readonly PlannedStep[],
  verb: 'setup' | 'repair' | 'undo',
): Promise<void> {
  if (session.flags.yes) return;
  if (!session.prompts) throw problem('needs-confirmation');
  const { ui } = session.messages;
  const ask = verb === 'repair' ? ui['confirm-repair'] : ui.confirm;
  const question = ask({ count: countActions(planned) });
  if (!(await session.prompts.confirm(question))) throw new CancelledError();
}
