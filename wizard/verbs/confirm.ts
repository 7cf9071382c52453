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
): Promise<void> {
  if (session.flags.yes) return;
  if (!session.prompts) throw problem('needs-confirmation');
  const question = session.messages.ui.confirm({ count: countActions(planned) });
  if (!(await session.prompts.confirm(question))) throw new CancelledError();
}
