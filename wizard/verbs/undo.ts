import type { Note } from '../engine/action.ts';
import { applyAll, replanBackwards } from '../engine/apply.ts';
import { forgetting, type Ledger } from '../engine/ledger.ts';
import { countActions, planUndoAll, refuseIfBlocked } from '../engine/plan-all.ts';
import { waitUntilSettled } from '../engine/settle.ts';
import { problem, withChanges } from '../errors.ts';
import { findInstance, isSetUpByTag } from '../look/instance.ts';
import { whereFlags } from '../next-command.ts';
import { allSteps } from '../steps/all.ts';
import { registrationStep } from '../steps/registration/index.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import { confirmPlan } from './confirm.ts';
import { runFor, type Session } from './session.ts';

/** Takes back what the record says was done to one instance, last thing first. */
export async function undo(session: Session, instanceId: string, ledger: Ledger): Promise<void> {
  const spec = ledger.history().record?.spec;
  if (!spec) return nothingToUndo(session, instanceId, ledger);
  const run = runFor(session, spec, ledger);
  const planned = await planUndoAll(allSteps, run);
  session.reporter.plan('undo', { instanceId }, planned);
  refuseIfBlocked(planned);
  if (session.flags.dryRun) return;
  try {
    if (countActions(planned) > 0) {
      await confirmPlan(session, planned, 'undo');
      await ledger.enter('undoing', run.aws.now());
      await applyAll(butTheRecord, planned, run, replanBackwards);
      await waitUntilSettled(() => planUndoAll(butTheRecord, run), run);
    }
    const left = leftBehind(planned);
    // Not forgotten: a later undo, which may read more, goes on from here.
    if (left) throw problem('role-left', left.values);
    await applyAll([registrationStep], planned, run, replanBackwards);
    // What stands before it in the journal is history, and is kept as such.
    await ledger.append(forgetting(run.aws.now()));
    session.reporter.finished('undo', { instanceId }, run.changes);
  } catch (error) {
    throw withChanges(error, run.changes);
  }
}

/** The record goes last, once all that it speaks of is gone. */
const butTheRecord = allSteps.filter(({ id }) => id !== registrationStep.id);

/** Without a record there is nothing of ours to take back, unless something says that there is. */
async function nothingToUndo(
  { aws, identity, flags, reporter }: Session,
  instanceId: string,
  ledger: Ledger,
): Promise<void> {
  const { region } = identity;
  const instance = await findInstance(aws, instanceId);
  // Perhaps it is in another Region, set up as ever.
  if (!instance && !ledger.history().wasUndone)
    throw problem('no-such-instance', { instanceId, region });
  if (instance && isSetUpByTag(instance))
    throw problem('no-record', {
      instanceId,
      path: ledger.path,
      where: whereFlags(identity),
    });
  if (flags.dryRun) reporter.plan('undo', { instanceId }, []);
  else reporter.finished('undo', { instanceId }, 0);
}

/** The reason for which the role stays, if it may yet turn out to be none. */
function leftBehind(planned: readonly PlannedStep[]): Note | undefined {
  const notes = planned.flatMap(({ plan }) =>
    plan.outcome === 'blocked' ? [] : (plan.notes ?? []),
  );
  return notes.find(({ id }) => id === 'role-perhaps-in-use');
}
