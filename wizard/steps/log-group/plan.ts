import type { MonitoringSpec, Retention } from '../../../agent/monitoring-spec.ts';
import { ownerTag } from '../../../agent/pointer-tag.ts';
import { change } from '../../aws/change.ts';
import { type Action, type AwsCall, type Note, type Plan, planOf } from '../../engine/action.ts';
import type { JournalLine } from '../../engine/history.ts';
import type { RetentionSaid } from '../../engine/run.ts';
import type { Problem } from '../../errors.ts';
import type { LogGroupSeen } from '../../look/log-groups.ts';
import { logGbUsd } from '../../prices.ts';

export interface LogGroupsActual {
  readonly spec: MonitoringSpec;
  /** Those that exist, by name. */
  readonly groups: ReadonlyMap<string, LogGroupSeen>;
  /** What the journal says was done or begun on this instance, oldest first. */
  readonly actions: readonly JournalLine[];
  /** Those of the groups in doubt that carry our tag. */
  readonly ours: ReadonlySet<string>;
  readonly said: RetentionSaid;
  readonly now: number;
}

/** Of groups that this program creates, unless said otherwise. */
const defaultDays = 30;

/**
 * A retention deletes what is older, so only groups that are created here get one by themselves. A
 * group that was there before keeps its own, unless somebody names it.
 */
export function planLogGroups(actual: LogGroupsActual): Plan {
  const names = [...new Set(actual.spec.logs.map(({ group }) => group))];
  const wanted = names.map((name) => planGroup(name, actual));
  const refused = wanted.find((one) => 'id' in one);
  if (refused && 'id' in refused) return { outcome: 'blocked', problem: refused };
  const plans = wanted.flatMap((one) => ('id' in one ? [] : [one]));
  return planOf(
    plans.flatMap(({ actions }) => actions),
    plans.flatMap(({ notes }) => notes),
  );
}

interface GroupPlan {
  readonly actions: readonly Action[];
  readonly notes: readonly Note[];
}

function planGroup(name: string, actual: LogGroupsActual): GroupPlan | Problem {
  const { spec, groups } = actual;
  const said = spec.retention?.[name];
  const days = said ?? defaultDays;
  const group = groups.get(name);
  if (!group) return { actions: [create(name, spec), ...unlessNever(name, days)], notes: [] };
  if (isOurUnfinished(group, days, actual)) return { actions: unlessNever(name, days), notes: [] };
  if (said === undefined || said === group.retention)
    return { actions: [], notes: keptNotes(group, actual) };
  return changeExisting(group, said, actual);
}

function create(group: string, { logKmsKey }: MonitoringSpec): Action {
  const kms = logKmsKey === undefined ? {} : { kmsKeyId: logKmsKey };
  return {
    kind: 'create-log-group',
    values: { group, ...kms, intakeUsd: logGbUsd.intake, keptUsd: logGbUsd.monthKept },
    calls: [
      change({
        service: 'logs',
        operation: 'CreateLogGroup',
        input: { logGroupName: group, ...kms, tags: { [ownerTag.key]: ownerTag.value } },
      }),
    ],
    // It may hold events by then.
    undo: { kind: 'none', values: {} },
  };
}

function unlessNever(group: string, days: Retention): Action[] {
  if (days === 'never') return [];
  return [
    {
      kind: 'set-log-retention',
      values: { group, days },
      calls: [retentionCall(group, days)],
      undo: { kind: 'none', values: {} },
    },
  ];
}

function retentionCall(logGroupName: string, days: Retention): AwsCall {
  return days === 'never'
    ? change({ service: 'logs', operation: 'DeleteRetentionPolicy', input: { logGroupName } })
    : change({
        service: 'logs',
        operation: 'PutRetentionPolicy',
        input: { logGroupName, retentionInDays: days },
      });
}

/**
 * We created the group and did not get as far as its retention; or the log agent created it anew
 * after somebody had deleted ours. It is so young that no event in it is older than the retention.
 */
function isOurUnfinished(group: LogGroupSeen, days: Retention, actual: LogGroupsActual): boolean {
  if (group.retention !== 'never' || days === 'never') return false;
  if (actual.now - group.createdAt >= days * 24 * 3_600_000) return false;
  const { created, retained } = lastOf(group, actual.actions);
  if (retained) return group.createdAt > retained.t;
  // A creation that was only begun may have been refused: then the group is somebody else's.
  return created?.state === 'done' || actual.ours.has(group.name);
}

/** Without a retention, and we began to create them: whether we did is known by their tag alone. */
export function groupsInDoubt({
  groups,
  actions,
}: Pick<LogGroupsActual, 'groups' | 'actions'>): LogGroupSeen[] {
  return [...groups.values()].filter((group) => {
    const { created, retained } = lastOf(group, actions);
    return group.retention === 'never' && created?.state === 'planned' && !retained;
  });
}

/** The last time that we created the group, and when its retention was set since. */
function lastOf({ name }: LogGroupSeen, actions: readonly JournalLine[]) {
  const isOf = ({ action }: JournalLine, kind: string) =>
    action.kind === kind && action.values.group === name;
  const created = actions.findLastIndex((line) => isOf(line, 'create-log-group'));
  const retained = actions.findLast(
    (line, at) => at > created && line.state === 'done' && isOf(line, 'set-log-retention'),
  );
  return created === -1 ? {} : { created: actions[created], retained };
}

function keptNotes({ name, retention }: LogGroupSeen, { actions }: LogGroupsActual): Note[] {
  const isShipped = actions.some(({ action }) => logAgents.includes(action.kind));
  return isShipped ? [] : [{ id: 'log-group-kept', values: { group: name, days: retention } }];
}

const logAgents = ['install-awslogs', 'install-cloudwatch-agent'];

function changeExisting(
  { name, retention }: LogGroupSeen,
  days: Retention,
  { said }: LogGroupsActual,
): GroupPlan | Problem {
  const values = { group: name, days, before: retention };
  if (lowers(retention, days) && !said.typed.includes(name)) {
    // What somebody raised after an earlier run is theirs to decide.
    return said.groups.includes(name)
      ? { id: 'retention-lowers', values }
      : { actions: [], notes: [] };
  }
  const undo = {
    kind: 'restore-log-retention',
    values: { group: name, days: retention },
  } as const;
  const calls = [retentionCall(name, days)];
  return { actions: [{ kind: 'set-log-retention', values, calls, undo }], notes: [] };
}

/** Events that are kept now would be deleted. */
export function lowers(from: Retention, to: Retention): boolean {
  return to !== 'never' && (from === 'never' || to < from);
}

/** Retentions of groups that were there before go back, where they still are as we set them. */
export function planUndoLogGroups({
  groups,
  actions,
}: Pick<LogGroupsActual, 'groups' | 'actions'>): Plan {
  const set = actions.filter(({ action }) => action.kind === 'set-log-retention');
  const names = [...new Set(set.map(({ action }) => String(action.values.group)))];
  return planOf(
    names.flatMap((name) => {
      const ofGroup = set.filter(({ action }) => action.values.group === name);
      return restore(groups.get(name), ofGroup);
    }),
  );
}

/** @param set every time that the retention of this group was set, oldest first */
function restore(group: LogGroupSeen | undefined, set: readonly JournalLine[]): Action[] {
  const first = set.find(({ undo }) => undo.kind === 'restore-log-retention');
  const last = set.at(-1)?.action.values.days;
  if (!group || !first || group.retention !== last) return [];
  const days = first.undo.values.days as Retention;
  if (group.retention === days) return [];
  return [
    {
      kind: 'restore-log-retention',
      values: { group: group.name, days },
      calls: [retentionCall(group.name, days)],
      undo: { kind: 'none', values: {} },
    },
  ];
}
