import { type EC2Client, type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { pointerTagKey } from '../../agent/pointer-tag.ts';
import type { InstanceSeen } from '../judge/facts.ts';
import { plainText } from '../plain-text.ts';

/**
 * Every instance of the Region by its id, in whatever state. All pages or none: an instance on a
 * page that could not be read is not gone.
 */
export async function readInventory(ec2: EC2Client): Promise<ReadonlyMap<string, InstanceSeen>> {
  const found = new Map<string, InstanceSeen>();
  for await (const { Reservations = [] } of paginateDescribeInstances(
    { client: ec2, pageSize: 1000 },
    {},
  ))
    for (const { Instances = [] } of Reservations)
      for (const instance of Instances) {
        const { id, ...rest } = seen(instance);
        found.set(id, { id, ...rest });
      }
  return found;
}

function seen(instance: Instance): InstanceSeen {
  const tag = (key: string) => instance.Tags?.find(({ Key }) => Key === key)?.Value;
  const name = plainText(tag('Name') ?? '', 64);
  const pointer = tag(pointerTagKey);
  const { Arn, Id } = instance.IamInstanceProfile ?? {};
  return {
    id: instance.InstanceId ?? '',
    ...(name ? { name } : {}),
    state: instance.State?.Name ?? 'unknown',
    stateReason: plainText(instance.StateTransitionReason ?? ''),
    launchedAt: instance.LaunchTime?.getTime() ?? 0,
    monitoring: instance.Monitoring?.State ?? 'disabled',
    profile: Arn && Id ? { profileArn: Arn, profileId: Id } : undefined,
    pointer,
  };
}
