import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Retention } from '../../agent/monitoring-spec.ts';
import type { AwsClients } from '../aws/clients.ts';

export interface LogGroupSeen {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly retention: Retention;
}

/** Those of the named groups that exist, each asked for once. */
export async function findLogGroups(
  aws: AwsClients,
  names: readonly string[],
): Promise<ReadonlyMap<string, LogGroupSeen>> {
  const found = new Map<string, LogGroupSeen>();
  for (const name of new Set(names)) {
    // Answers are sorted by name, so the group itself comes before those whose names begin with it.
    const { logGroups = [] } = await aws.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }),
    );
    const group = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (!group) continue;
    const { creationTime = 0, retentionInDays } = group;
    found.set(name, { name, createdAt: creationTime, retention: retentionInDays ?? 'never' });
  }
  return found;
}
