import {
  DescribeRegionsCommand,
  paginateDescribeIamInstanceProfileAssociations,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';

export interface AssociationSeen {
  readonly id: string;
  readonly profileArn: string;
  readonly profileId: string;
  readonly state: 'associating' | 'associated';
}

export interface ProfileUsers {
  /** `i-…`; of other Regions `region/i-…`. */
  readonly instances: readonly string[];
  /** Regions that could not be read: there may be more. */
  readonly unreadable: readonly string[];
}

/** The list can hold an association that is going away beside the new one: only the living count. */
export async function findAssociations(
  aws: AwsClients,
  instanceId: string,
): Promise<AssociationSeen[]> {
  const seen: AssociationSeen[] = [];
  const pages = paginateDescribeIamInstanceProfileAssociations(
    { client: aws.ec2 },
    { Filters: [{ Name: 'instance-id', Values: [instanceId] }] },
  );
  for await (const page of pages) {
    for (const found of page.IamInstanceProfileAssociations ?? []) {
      if (found.State !== 'associating' && found.State !== 'associated') continue;
      seen.push({
        id: found.AssociationId ?? '',
        profileArn: found.IamInstanceProfile?.Arn ?? '',
        profileId: found.IamInstanceProfile?.Id ?? '',
        state: found.State,
      });
    }
  }
  return seen;
}

/**
 * IAM is global: an instance of any Region may stand on this profile, and deleting it would take
 * that instance's rights away. A Region that cannot be read is said, not passed over.
 */
export async function findProfileUsers(
  aws: AwsClients,
  homeRegion: string,
  profileArn: string,
): Promise<ProfileUsers> {
  const { Regions } = await aws.ec2.send(new DescribeRegionsCommand({}));
  const names = (Regions ?? []).flatMap(({ RegionName }) => (RegionName ? [RegionName] : []));
  const instances: string[] = [];
  const unreadable: string[] = [];
  const read = async (region: string) => {
    try {
      const ids = await usersIn(aws, region, profileArn);
      instances.push(...ids.map((id) => (region === homeRegion ? id : `${region}/${id}`)));
    } catch {
      unreadable.push(region);
    }
  };
  // Some thirty at most, each with a quota of its own: one after the other takes half a minute.
  await Promise.all([...new Set([homeRegion, ...names])].map(read));
  return { instances: instances.sort(), unreadable: unreadable.sort() };
}

async function usersIn(aws: AwsClients, region: string, profileArn: string): Promise<string[]> {
  const client = aws.ec2In(region);
  try {
    const ids: string[] = [];
    const filter = { Name: 'iam-instance-profile.arn', Values: [profileArn] };
    for await (const page of paginateDescribeInstances({ client }, { Filters: [filter] })) {
      const found = (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
      const living = found.filter(({ State }) => State?.Name !== 'terminated');
      ids.push(...living.map(({ InstanceId }) => InstanceId ?? ''));
    }
    return ids;
  } finally {
    client.destroy();
  }
}
