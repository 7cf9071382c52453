import { explainError } from '../aws/explain-error.ts';
import type { Action, Note } from '../engine/action.ts';
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
  /** `elsewhere`: its tag says it was set up, but not from this machine. */
  readonly coverage: 'set-up' | 'not-set-up' | 'elsewhere';
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

/** One instance that cannot be looked at does not hide the others. */
async function statusOrProblem(
  session: Session,
  instance: InstanceSeen,
  ledger: Ledger,
): Promise<InstanceStatus> {
  try {
    return await statusOf(session, instance, ledger);
  } catch (thrown) {
    const error = explainError(thrown);
    if (!(error instanceof WizardError)) throw error;
    return { ...bare(instance, 'set-up'), drift: error.problems, healthy: false };
  }
}

async function statusOf(
  session: Session,
  instance: InstanceSeen,
  ledger: Ledger,
): Promise<InstanceStatus> {
  const spec = ledger.history().record?.spec;
  if (!spec) return bare(instance, isSetUpByTag(instance) ? 'elsewhere' : 'not-set-up');
  // A stopped instance is not silent: nothing is expected of it.
  if (instance.state !== 'running') return bare(instance, 'set-up');
  const run = runFor(session, spec, ledger);
  const look = lookAt(run);
  const drift = (await planAll(allSteps, run, look)).flatMap(driftOf);
  const { arrived, missing } = await arrivalOf(run, look, instance);
  return {
    ...bare(instance, 'set-up'),
    drift,
    arrived,
    missing,
    healthy: drift.length === 0 && missing.length === 0,
  };
}

/** What arrives and what does not; what could not be looked at, or cannot be there yet, is neither. */
async function arrivalOf(run: Run, look: Look, { launchedAt }: InstanceSeen) {
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
    healthy: true,
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
