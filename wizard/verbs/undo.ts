import { applyAll, replanBackwards } from '../engine/apply.ts';
import { forgetKind } from '../engine/history.ts';
import type { Journal } from '../engine/journal.ts';
import { countActions, planUndoAll, refuseIfBlocked } from '../engine/plan-all.ts';
import type { Run } from '../engine/run.ts';
import { waitUntilSettled } from '../engine/settle.ts';
import { problem, withChanges } from '../errors.ts';
import { findInstance, isSetUpByTag } from '../look/instance.ts';
import { allSteps } from '../steps/all.ts';
import { confirmPlan } from './confirm.ts';
import { runFor, type Session } from './session.ts';

/** Takes back what the journal says was done to one instance, last thing first. */
export async function undo(session: Session, instanceId: string, journal: Journal): Promise<void> {
  const spec = journal.history().record?.spec;
  if (!spec) {
    await refuseIfSetUpElsewhere(session, instanceId, journal.path);
    session.reporter.finished('undo', instanceId, 0);
    return;
  }
  const run = runFor(session, spec, journal);
  const planned = await planUndoAll(allSteps, run);
  session.reporter.plan('undo', instanceId, planned);
  refuseIfBlocked(planned);
  if (session.flags.dryRun) return;
  try {
    if (countActions(planned) > 0) {
      await confirmPlan(session, planned, 'undo');
      await applyAll(allSteps, planned, run, replanBackwards);
      await waitUntilSettled(() => planUndoAll(allSteps, run), run);
    }
    forget(run);
    session.reporter.finished('undo', instanceId, run.changes);
  } catch (error) {
    throw withChanges(error, run.changes);
  }
}

/** Without a record there is nothing of ours to take back, unless the tag says that there is. */
async function refuseIfSetUpElsewhere({ aws }: Session, instanceId: string, path: string) {
  const instance = await findInstance(aws, instanceId);
  if (instance && isSetUpByTag(instance)) throw problem('no-record', { instanceId, path });
}

/** Ends the record: what stands before it in the journal is history, and is kept as such. */
function forget(run: Run): void {
  run.journal.append({
    t: run.aws.now(),
    step: 'record',
    action: { kind: forgetKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
  });
}
