import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandOutput,
  type Instance,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import { parsePointer, pointerTagKey } from '../../agent/pointer-tag.ts';
import type { MonitoringState } from '../../agent/role-rules.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { Problem } from '../errors.ts';

export interface InstanceSeen {
  readonly id: string;
  /** Its Name tag; untrusted text. */
  readonly name: string | undefined;
  readonly state: string;
  readonly windows: boolean;
  /** Amazon's images of it come without an SSM agent (AWS lists those that have one). */
  readonly withoutSsmAgent: boolean;
  /** `pending` and `disabling` are on the way. */
  readonly monitoring: MonitoringState;
  readonly httpTokens: 'optional' | 'required';
  readonly metadataEnabled: boolean;
  readonly profile: { readonly id: string; readonly arn: string } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly launchedAt: number;
  /** Device names of attached volumes, e.g. `/dev/xvda`; what is mounted where shows only inside. */
  readonly volumes: readonly string[];
}

/** @returns `undefined` when this Region has no such instance. */
export async function findInstance(
  aws: AwsClients,
  instanceId: string,
): Promise<InstanceSeen | undefined> {
  try {
    const found = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return instancesOf(found)[0];
  } catch (error) {
    const name = (error as Error).name;
    if (name === 'InvalidInstanceID.NotFound' || name === 'InvalidInstanceID.Malformed')
      return undefined;
    throw error;
  }
}

/** Every instance of the Region, terminated ones left out. */
export async function listInstances(aws: AwsClients): Promise<InstanceSeen[]> {
  const seen: InstanceSeen[] = [];
  for await (const page of paginateDescribeInstances({ client: aws.ec2, pageSize: 1000 }, {}))
    seen.push(...instancesOf(page));
  return seen.filter(({ state }) => state !== 'terminated');
}

function instancesOf(page: Pick<DescribeInstancesCommandOutput, 'Reservations'>): InstanceSeen[] {
  return (page.Reservations ?? []).flatMap(({ Instances }) => (Instances ?? []).map(seen));
}

function seen(instance: Instance): InstanceSeen {
  const tags = Object.fromEntries(
    (instance.Tags ?? []).map(({ Key, Value }) => [Key, Value ?? '']),
  );
  const profile = instance.IamInstanceProfile;
  return {
    id: instance.InstanceId ?? '',
    name: tags.Name,
    state: instance.State?.Name ?? 'unknown',
    windows: /^windows$/i.test(instance.Platform ?? ''),
    withoutSsmAgent: /red hat/i.test(instance.PlatformDetails ?? ''),
    monitoring: instance.Monitoring?.State ?? 'disabled',
    httpTokens: instance.MetadataOptions?.HttpTokens ?? 'optional',
    metadataEnabled: instance.MetadataOptions?.HttpEndpoint !== 'disabled',
    profile: profile?.Id && profile.Arn ? { id: profile.Id, arn: profile.Arn } : undefined,
    tags,
    volumes: (instance.BlockDeviceMappings ?? []).flatMap(({ DeviceName }) => DeviceName ?? []),
    launchedAt: instance.LaunchTime?.getTime() ?? 0,
  };
}

/** Its tag points at a record of its own; one that was copied from another instance says nothing. */
export function isSetUpByTag({ id, tags }: Pick<InstanceSeen, 'id' | 'tags'>): boolean {
  return parsePointer(tags[pointerTagKey] ?? '')?.instanceId === id;
}

/** Why nothing can be set up on this instance now; `undefined` when it can. */
export function instanceProblem(
  instanceId: string,
  region: string,
  instance: Pick<InstanceSeen, 'state' | 'windows' | 'metadataEnabled'> | undefined,
): Problem | undefined {
  const values = { instanceId, region, state: instance?.state ?? '' };
  if (!instance) return { id: 'no-such-instance', values };
  if (instance.windows) return { id: 'instance-windows', values };
  if (instance.state === 'running')
    return instance.metadataEnabled ? undefined : { id: 'metadata-off', values };
  if (instance.state === 'pending') return { id: 'instance-not-running-yet', values };
  return { id: isGone(instance) ? 'instance-terminated' : 'instance-stopped', values };
}

/** Terminated, or on the way there: it never comes back. */
export function isGone({ state }: Pick<InstanceSeen, 'state'>): boolean {
  return state === 'terminated' || state === 'shutting-down';
}
