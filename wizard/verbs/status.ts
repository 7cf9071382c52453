import { explainError } from '../aws/explain-error.ts';
import type { Action, Note } from '../engine/action.ts';
import { phaseOf } from '../engine/history.ts';
import { type Ledger, ledgerOf } from '../engine/ledger.ts';
import { planAll } from '../engine/plan-all.ts';
import type { Run } from '../engine/run.ts';
import { type Problem, WizardError } from '../errors.ts';
import { type InstanceSeen, isSetUpByTag, listInstances } from '../look/instance.ts';
import type { Look } from '../look/look.ts';
import { lookAt } from '../look/look-at.ts';
import { freshForMs, missedTicks } from '../on-instance/silence.ts';
import { allSteps } from '../steps/all.ts';
import { arrivalStep } from '../steps/arrival/index.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import { isUnreadable, journalOf, recordsOf, runFor, type Session } from './session.ts';

/** What `status` says of one instance; `--json` is this. */
export interface InstanceStatus {
  readonly instanceId: string;
  /** The Name tag; untrusted. */
  readonly name: string | undefined;
  readonly state: string;
  readonly profileArn: string | undefined;
  /**
   * `setting-up`, `undoing`: that was begun, and is not finished. `elsewhere`: its tag says it was
   * set up, but not from this machine.
   */
  readonly coverage: 'set-up' | 'setting-up' | 'undoing' | 'not-set-up' | 'elsewhere';
  /** What a repair would do, or what stands in its way. */
  readonly drift: readonly (Pick<Action, 'kind' | 'values'> | Problem)[];
  readonly arrived: readonly Note[];
  /** Metrics, and `log-heartbeat`, that should arrive and do not. */
  readonly missing: readonly string[];
  /** Set up, as recorded, and data arrives. An instance that is not set up is not unhealthy. */
  readonly healthy: boolean;
}

/** Looks at every instance of the Region, or at those that are named. Read-only. */
export async function readStatus(session: Session): Promise<InstanceStatus[]> {
  const { instanceIds } = session.flags;
  const found = await listInstances(session.aws);
  const wanted =
    instanceIds.length === 0 ? found : found.filter(({ id }) => instanceIds.includes(id));
  const records = await recordsOf(session);
  const items = new Map((await records?.all())?.map((item) => [item.sk, item]));
  const ledger = (id: string) => ledgerOf(journalOf(session, id), records, items.get(id));
  const stack = await session.stack.read();
  const statuses: InstanceStatus[] = [];
  for (const instance of wanted)
    statuses.push(
      isUnreadable(journalOf(session, instance.id), stack)
        ? unreadable(instance)
        : await statusOrProblem(session, instance, ledger(instance.id)),
    );
  return [
    ...statuses,
    ...instanceIds.filter((id) => !found.some((one) => one.id === id)).map(absent),
  ];
}

/** Begun and not finished: the same command again finishes it. */
export function isUnfinished(coverage: InstanceStatus['coverage']): boolean {
  return coverage === 'setting-up' || coverage === 'undoing';
}

function coverageOf(instance: InstanceSeen, ledger: Ledger): InstanceStatus['coverage'] {
  const history = ledger.history();
  if (history.record) return ledger.item?.phase ?? phaseOf(history);
  return isSetUpByTag(instance) ? 'elsewhere' : 'not-set-up';
}

/** One instance that cannot be looked at does not hide the others. */
async function statusOrProblem(
  session: Session,
  instance: InstanceSeen,
  ledger: Ledger,
): Promise<InstanceStatus> {
  let coverage: InstanceStatus['coverage'] = 'set-up';
  try {
    coverage = coverageOf(instance, ledger);
    return await statusOf(session, instance, ledger, coverage);
  } catch (thrown) {
    const error = explainError(thrown);
    if (!(error instanceof WizardError)) throw error;
    return { ...bare(instance, coverage), drift: error.problems, healthy: false };
  }
}

async function statusOf(
  session: Session,
  instance: InstanceSeen,
  ledger: Ledger,
  coverage: InstanceStatus['coverage'],
): Promise<InstanceStatus> {
  const seen = bare(instance, coverage);
  const spec = ledger.history().record?.spec;
  // A stopped instance is not silent: nothing is expected of it, nor of what is being taken away.
  if (!spec || instance.state !== 'running' || coverage === 'undoing') return seen;
  const run = runFor(session, spec, ledger);
  const look = lookAt(run);
  const drift = (await planAll(allSteps, run, look)).flatMap(driftOf);
  const { arrived, missing } = await arrivalOf(run, look, instance);
  return {
    ...seen,
    drift,
    arrived,
    missing,
    healthy: seen.healthy && drift.length === 0 && missing.length === 0,
  };
}

/** What arrives and what does not; what could not be looked at, or cannot be there yet, is neither. */
async function arrivalOf(run: Run, look: Look, { launchedAt }: InstanceSeen) {
  // Nothing comes from an agent that is not installed yet.
  if (!run.history().record?.agent) return { arrived: [], missing: [] };
  const evidence = await arrivalStep.verifyNow(look, run);
  const arrived = evidence?.notes ?? [];
  const { period } = run.spec;
  const graceMs = freshForMs({ periodSeconds: period, missedTicks: missedTicks(period) });
  const isStarting = run.aws.now() - launchedAt < graceMs;
  if (evidence?.outcome !== 'waiting' || isStarting) return { arrived, missing: [] };
  const unknown = arrived
    .filter(({ id }) => id === 'metric-unknown')
    .map(({ values }) => values.metric);
  return { arrived, missing: evidence.awaited.filter((one) => !unknown.includes(one)) };
}

function unreadable(instance: InstanceSeen): InstanceStatus {
  const problem: Problem = { id: 'records-unreadable', values: { instanceId: instance.id } };
  return { ...bare(instance, 'set-up'), drift: [problem], healthy: false };
}

function bare(instance: InstanceSeen, coverage: InstanceStatus['coverage']): InstanceStatus {
  return {
    instanceId: instance.id,
    name: instance.name,
    state: instance.state,
    profileArn: instance.profile?.arn,
    coverage,
    drift: [],
    arrived: [],
    missing: [],
    healthy: !isUnfinished(coverage),
  };
}

function absent(instanceId: string): InstanceStatus {
  return {
    instanceId,
    name: undefined,
    state: 'absent',
    profileArn: undefined,
    coverage: 'not-set-up',
    drift: [],
    arrived: [],
    missing: [],
    healthy: false,
  };
}

function driftOf({ plan }: PlannedStep): InstanceStatus['drift'] {
  if (plan.outcome === 'blocked') return [plan.problem];
  if (plan.outcome === 'in-sync') return [];
  return plan.actions.map(({ kind, values }) => ({ kind, values }));
}
