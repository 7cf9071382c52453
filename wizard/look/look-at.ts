import { streamName } from '../../agent/log-file.ts';
import type { Metric } from '../../agent/metric-catalogue.ts';
import { metricsOf } from '../../agent/metric-catalogue.ts';
import { instanceProfileArn, roleName } from '../../agent/role-rules.ts';
import type { Run } from '../engine/run.ts';
import { findAgentAssociations } from './agent-associations.ts';
import { findAssociations, findProfileUsers } from './associations.ts';
import { readDatapoints } from './datapoints.ts';
import { readHeartbeats } from './heartbeats.ts';
import { findInstance } from './instance.ts';
import { findLogGroups } from './log-groups.ts';
import type { Look } from './look.ts';
import { findManagedNode, hasDefaultHostManagement } from './managed-node.ts';
import { findProfile, findProfilesOfRole, findRole } from './role.ts';
import { findTopic, type TopicAnswer } from './subscriptions.ts';

/** A new look: nothing has been asked yet. */
export function lookAt(run: Run): Look {
  const { aws, identity, spec } = run;
  const { instanceId } = spec;
  const topics = new Map<string, Promise<TopicAnswer>>();
  return {
    instance: once(() => findInstance(aws, instanceId)),
    stack: () => run.stack.read(),
    topic: (arn) => {
      const asked = topics.get(arn) ?? findTopic(aws, arn, identity.accountId);
      topics.set(arn, asked);
      return asked;
    },
    role: once(() => findRole(aws, roleName)),
    profile: once(() => findProfile(aws, roleName)),
    associations: once(() => findAssociations(aws, instanceId)),
    managedNode: once(() => findManagedNode(aws, instanceId)),
    defaultHostManagement: once(() => hasDefaultHostManagement(aws)),
    datapoints: once(() => readDatapoints(aws, instanceId, expectedMetrics(run))),
    heartbeats: once(async () => {
      const [log] = spec.logs;
      return log
        ? readHeartbeats(aws, log.group, streamName(log, instanceId), windowStart(run))
        : [];
    }),
    logGroups: once(() =>
      findLogGroups(
        aws,
        spec.logs.map(({ group }) => group),
      ),
    ),
    agentAssociations: once(() => findAgentAssociations(aws, instanceId)),
    profileUsers: once(() => {
      const arn = instanceProfileArn(identity.partition, identity.accountId);
      return findProfileUsers(aws, identity.region, arn);
    }),
    profilesOfRole: once(() => findProfilesOfRole(aws, roleName)),
  };
}

/** The series that should arrive; those of disks once it is known what disks there are. */
export function expectedMetrics(run: Run): Metric[] {
  return metricsOf(run.spec, run.history().record?.agent?.disks ?? []);
}

/** Far enough back to see three heartbeats late. */
function windowStart({ aws, spec }: Run): number {
  return aws.now() - (3 * spec.period + 900) * 1000;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
