import { DescribeRegionsCommand, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { paginateDescribeInstanceInformation } from '@aws-sdk/client-ssm';
import { roleName } from '../../agent/role-rules.ts';
import type { AwsClients } from '../aws/clients.ts';
import { type InstanceSeen, listInstances } from '../look/instance.ts';

export interface RegionSeen {
  readonly name: string;
  /** Instances that are not terminated; `undefined` where they could not be counted. */
  readonly instances: number | undefined;
}

/** Every Region that is enabled for the account, with what is in it. */
export async function discoverRegions(aws: AwsClients): Promise<RegionSeen[]> {
  const { Regions } = await aws.ec2.send(new DescribeRegionsCommand({}));
  const names = (Regions ?? []).flatMap(({ RegionName }) => (RegionName ? [RegionName] : []));
  // Some thirty at most, each with a quota of its own: one after the other takes half a minute.
  const seen = await Promise.all(
    names.map(async (name) => ({ name, instances: await countInstances(aws, name) })),
  );
  return seen.sort((a, b) => (b.instances ?? 0) - (a.instances ?? 0) || (a.name < b.name ? -1 : 1));
}

/** A Region that does not answer, or may not be looked at, is offered without a number. */
async function countInstances(aws: AwsClients, region: string): Promise<number | undefined> {
  const client = aws.ec2In(region);
  try {
    let count = 0;
    for await (const { Reservations = [] } of paginateDescribeInstances({ client }, {}))
      for (const { Instances = [] } of Reservations)
        count += Instances.filter(({ State }) => State?.Name !== 'terminated').length;
    return count;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

/** An instance as the list shows it. */
export interface Candidate extends InstanceSeen {
  /** e.g. `Amazon Linux 2023`; `undefined` while Systems Manager does not know it. */
  readonly os: string | undefined;
  readonly managed: boolean;
}

export async function discoverInstances(aws: AwsClients): Promise<Candidate[]> {
  const nodes = await managedNodes(aws);
  const instances = await listInstances(aws);
  return instances
    .map((instance) => ({ ...instance, ...(nodes.get(instance.id) ?? unmanaged) }))
    .sort((a, b) => rank(a) - rank(b) || ((a.name ?? a.id) < (b.name ?? b.id) ? -1 : 1));
}

const unmanaged = { os: undefined, managed: false };

/** Those that something can be set up on come first. */
function rank({ state, windows, profile }: Candidate): number {
  if (windows) return 3;
  if (state !== 'running') return 2;
  // Another role stands in the way: an instance has only one.
  return profile && profile.arn.split('/').at(-1) !== roleName ? 1 : 0;
}

async function managedNodes(aws: AwsClients) {
  const nodes = new Map<string, { os: string | undefined; managed: boolean }>();
  const pages = paginateDescribeInstanceInformation({ client: aws.ssm, pageSize: 50 }, {});
  for await (const { InstanceInformationList = [] } of pages) {
    for (const {
      InstanceId = '',
      PingStatus,
      PlatformName,
      PlatformVersion,
    } of InstanceInformationList) {
      const os = PlatformName && [PlatformName, PlatformVersion].filter(Boolean).join(' ');
      nodes.set(InstanceId, { os, managed: PingStatus === 'Online' });
    }
  }
  return nodes;
}
