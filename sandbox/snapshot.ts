import { snapshotTree, type TreeSnapshot } from './machine/tree.ts';
import { stateAt } from './services/ec2/state.ts';
import type { World } from './world.ts';

/** What of an account and its machines a set-up changes and an undo has to give back. */
export interface Snapshot {
  readonly roles: readonly string[];
  readonly profiles: readonly string[];
  readonly instances: Readonly<Record<string, InstanceSnapshot>>;
  readonly topics: readonly string[];
  /** Names of those that are not deleted. */
  readonly stacks: readonly string[];
  readonly alarms: readonly string[];
  readonly schedules: readonly string[];
  readonly functions: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
}

interface InstanceSnapshot {
  readonly tags: Readonly<Record<string, string>>;
  readonly monitoring: string;
  readonly profiles: readonly string[];
  readonly units: readonly string[];
  readonly files: TreeSnapshot;
}

/**
 * Left out is what AWS never takes back (data points, log groups with events, the history of
 * commands) and what an instance writes by itself: its logs, its package manager's, its spool.
 */
export function snapshotWorld(world: World): Snapshot {
  const instances = world.regions().flatMap(({ ec2 }) =>
    [...ec2.instances.values()].map((instance) => {
      const machine = world.machines.get(instance.id);
      const attached = ec2.associations.filter(
        ({ instanceId, endedAt }) => instanceId === instance.id && endedAt === undefined,
      );
      const seen: InstanceSnapshot = {
        tags: Object.fromEntries([...instance.tags].sort()),
        monitoring: stateAt(instance.monitoring, world.clock.now()),
        profiles: attached.map(({ profile }) => profile.arn),
        units: [...(machine?.activeUnits() ?? [])].sort(),
        files: machine ? snapshotTree(machine.root, { exclude: written }) : {},
      };
      return [instance.id, seen] as const;
    }),
  );
  return {
    roles: [...world.iam.roles.values()].map(({ arn }) => arn).sort(),
    profiles: [...world.iam.profiles.values()].map(({ arn }) => arn).sort(),
    instances: Object.fromEntries(instances),
    tables: world
      .regions()
      .flatMap(({ dynamodb }) => [...dynamodb.tables.values()].map(({ arn }) => arn))
      .sort(),
    queues: world
      .regions()
      .flatMap(({ sqs }) => [...sqs.queues.values()].map(({ arn }) => arn))
      .sort(),
    functions: world
      .regions()
      .flatMap(({ lambda }) => [...lambda.functions.values()].map(({ arn }) => arn))
      .sort(),
    schedules: world
      .regions()
      .flatMap(({ scheduler }) => [...scheduler.schedules.values()].map(({ arn }) => arn))
      .sort(),
    alarms: world
      .regions()
      .flatMap(({ cloudwatch }) => [...cloudwatch.alarms.values()].map(({ arn }) => arn))
      .sort(),
    stacks: world
      .regions()
      .flatMap(({ cloudformation }) => [...cloudformation.stacks.values()])
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .map(({ name }) => name)
      .sort(),
    topics: world
      .regions()
      .flatMap(({ sns }) => [...sns.topics.keys()])
      .sort(),
  };
}

const written = ['.pretend', 'proc', 'var/log', 'var/spool/mail'];

/** Paths of all that differs between two snapshots, e.g. `instances.i-0f.files.etc/cron.d/x`. */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after)
    return Object.is(before, after) ? [] : [`${path}: ${String(before)} -> ${String(after)}`];
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], path ? `${path}.${key}` : key));
}
