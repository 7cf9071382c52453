import type { LogFile } from '../../agent/log-file.ts';
import { specHash } from '../../agent/monitoring-spec.ts';
import { buildSpec, retentionProblem } from '../build-spec.ts';
import { applyAll, replanForwards } from '../engine/apply.ts';
import { type JournalLine, rememberKind } from '../engine/history.ts';
import type { Ledger } from '../engine/ledger.ts';
import { countActions, planAll, refuseIfBlocked } from '../engine/plan-all.ts';
import type { Run } from '../engine/run.ts';
import { waitUntilSettled } from '../engine/settle.ts';
import { verifyAll } from '../engine/verify-all.ts';
import { problem, WizardError, withChanges } from '../errors.ts';
import { findInstance, instanceProblem } from '../look/instance.ts';
import type { Look } from '../look/look.ts';
import { lookAt } from '../look/look-at.ts';
import { whereFlags } from '../next-command.ts';
import { alertsStep } from '../steps/alerts/index.ts';
import { allSteps } from '../steps/all.ts';
import { isManagedWithoutRole } from '../steps/role/index.ts';
import { isDeclined } from '../steps/verifier/index.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import { confirmPlan } from './confirm.ts';
import { confirmEmails } from './confirm-emails.ts';
import { readRetention } from './lower-retention.ts';
import { ledgerFor, runFor, type Session } from './session.ts';

type SetUpVerb = 'setup' | 'repair';

/** Before any of several is changed: not every one of them has each of the logs. */
export async function refuseStrayRetention(session: Session): Promise<void> {
  const { flags } = session;
  if (!flags.retention && flags.lowerRetention.length === 0) return;
  const logs: LogFile[] = [];
  for (const id of flags.instanceIds) {
    const { record } = (await ledgerFor(session, id)).history();
    logs.push(...buildSpec(id, flags, record?.spec).logs);
  }
  const stray = retentionProblem(flags, { logs });
  if (stray) throw new WizardError(stray);
}

/** Sets one instance up, or puts back what drifted: the same steps, entered at two doors. */
export async function setUp(
  session: Session,
  verb: SetUpVerb,
  instanceId: string,
  ledger: Ledger,
): Promise<void> {
  const recorded = ledger.history().record?.spec;
  if (verb === 'repair' && !recorded)
    throw problem('no-record', {
      instanceId,
      path: ledger.path,
      where: whereFlags(session.identity),
    });
  await refuseUnfit(session, instanceId);
  const spec = buildSpec(instanceId, session.flags, recorded);
  const retentionSaid = await readRetention(session);
  const run = { ...runFor(session, spec, ledger), retentionSaid, isSetUp: verb === 'setup' };
  if (session.flags.dryRun) {
    const planned = await planAll(allSteps, run);
    session.reporter.plan(verb, { instanceId }, planned);
    return refuseIfBlocked(planned);
  }
  try {
    const look = await planAndApply(session, run, verb);
    await verifyAll(
      allSteps.filter(({ id }) => id !== alertsStep.id),
      run,
      look,
    );
    await ledger.enter('set-up', run.aws.now());
    await confirmEmails(session, run);
    await verifyAll([alertsStep], run);
    session.reporter.finished(verb, { instanceId }, run.changes);
  } catch (error) {
    throw withChanges(error, run.changes);
  }
}

async function refuseUnfit({ aws, identity }: Session, instanceId: string): Promise<void> {
  const unfit = instanceProblem(instanceId, identity.region, await findInstance(aws, instanceId));
  if (unfit) throw new WizardError(unfit);
}

/**
 * Shows, asks, applies. Where a look inside contradicts what the plan assumed, the rest is planned
 * anew, shown, and asked again; without somebody to ask the run stops.
 * @returns the look by which nothing had to be changed; `undefined` after a change
 */
async function planAndApply(
  session: Session,
  run: Run,
  verb: SetUpVerb,
): Promise<Look | undefined> {
  for (;;) {
    const look = lookAt(run);
    const planned = await planAll(allSteps, run, look);
    refuseIfBlocked(planned);
    session.reporter.plan(verb, { instanceId: run.spec.instanceId }, planned);
    if (countActions(planned) === 0 && run.changes === 0) {
      await rememberManagement(run, look);
      return look;
    }
    if (countActions(planned) === 0) break;
    await confirmPlan(session, planned, verb);
    // While the question stood there somebody else may have made or changed it.
    run.stack.forget();
    // In this order: by the new wish the instance would be found wanting at once.
    await run.ledger.enter('setting-up', run.aws.now());
    await rememberWish(run);
    await rememberManagement(run, look);
    if (await appliedAsAssumed(session, planned, run)) break;
  }
  if (run.changes > 0) await waitUntilSettled(() => planAll(allSteps, run), run);
  return undefined;
}

/** `false`: the instance was not as assumed, and there is somebody to ask again. */
async function appliedAsAssumed(
  session: Session,
  planned: readonly PlannedStep[],
  run: Run,
): Promise<boolean> {
  try {
    await applyAll(allSteps, planned, run, replanForwards);
    return true;
  } catch (error) {
    const found = error instanceof WizardError ? error.problems[0].id : undefined;
    const differs = found === 'differs-from-assumed' || found === 'backlog-costs';
    if (differs && session.prompts) return false;
    throw error;
  }
}

/** Written before the first change: from here on the instance has a record to repair and undo by. */
async function rememberWish(run: Run): Promise<void> {
  const { record } = run.history();
  const alertsDeclined = isDeclined(run);
  const isKnown = record !== undefined && specHash(record.spec) === specHash(run.spec);
  if (isKnown && (record.alertsDeclined ?? false) === alertsDeclined) return;
  await remember(run, { schemaVersion: 1, spec: run.spec, shard: 0, alertsDeclined });
}

/** Whether the verifier is to miss the role's SSM right, should it go: this instance may not need it. */
async function rememberManagement(run: Run, look: Look): Promise<void> {
  const { record } = run.history();
  const managedWithoutRole = await isManagedWithoutRole(look);
  if (!record || (record.managedWithoutRole ?? false) === managedWithoutRole) return;
  await remember(run, { managedWithoutRole });
}

async function remember(run: Run, learned: NonNullable<JournalLine['learned']>): Promise<void> {
  await run.ledger.append({
    t: run.aws.now(),
    step: 'record',
    action: { kind: rememberKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
    learned,
  });
}
