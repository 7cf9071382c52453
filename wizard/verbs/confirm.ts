import { countActions } from '../engine/plan-all.ts';
import { CancelledError, problem } from '../errors.ts';
import { accountNumber } from '../messages/values.ts';
import type { PlannedStep, PlanVerb } from '../ui/reporter.ts';
import { writeLine } from '../ui/write-line.ts';
import type { Session } from './session.ts';

/**
 * The one question before anything is changed.
 * @throws CancelledError on a no; WizardError `needs-confirmation` when nobody can be asked
 */
export async function confirmPlan(
  session: Session,
  planned: readonly PlannedStep[],
  verb: PlanVerb,
): Promise<void> {
  if (session.flags.yes) return;
  if (!session.prompts) throw problem('needs-confirmation');
  const { ui } = session.messages;
  // The plan is longer than many a screen: whose account it is may have scrolled out of sight.
  const { accountId, alias, region } = session.identity;
  const where = { account: accountNumber(accountId), alias: alias ?? '', region };
  writeLine(session.terminal, 'err', ui['confirm-where'](where));
  const ask = verb === 'repair' || verb === 'remove' ? ui[`confirm-${verb}` as const] : ui.confirm;
  const question = ask({ count: countActions(planned) });
  if (!(await session.prompts.confirm(question))) throw new CancelledError();
}
