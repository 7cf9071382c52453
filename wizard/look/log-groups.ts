import {
  type CloudWatchLogsServiceException,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Retention } from '../../agent/monitoring-spec.ts';
import { ownerTag } from '../../agent/pointer-tag.ts';
import type { AwsClients } from '../aws/clients.ts';

export interface LogGroupSeen {
  readonly name: string;
  readonly arn: string;
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
    const { arn = '', creationTime = 0, retentionInDays } = group;
    found.set(name, { name, arn, createdAt: creationTime, retention: retentionInDays ?? 'never' });
  }
  return found;
}

/** Names of those that carry our tag. One whose tags may not be read is not taken for ours. */
export async function ownedOf(
  aws: AwsClients,
  groups: readonly LogGroupSeen[],
): Promise<ReadonlySet<string>> {
  const owned = new Set<string>();
  for (const group of groups) if (await isOwned(aws, group)) owned.add(group.name);
  return owned;
}

async function isOwned(aws: AwsClients, { arn }: LogGroupSeen): Promise<boolean> {
  // Tags are asked for without the `:*` that the list puts behind the ARN.
  const resourceArn = arn.replace(/:\*$/, '');
  try {
    const { tags } = await aws.logs.send(new ListTagsForResourceCommand({ resourceArn }));
    return tags?.[ownerTag.key] === ownerTag.value;
  } catch (error) {
    const { name } = error as CloudWatchLogsServiceException;
    if (name === 'AccessDeniedException' || name === 'ResourceNotFoundException') return false;
    throw error;
  }
}
