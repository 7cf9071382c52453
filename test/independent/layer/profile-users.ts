import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import type { MotoAccount } from '../moto-account.ts';
import { type Answer, type Call, regionOf, xml } from './call.ts';

/**
 * DescribeInstances by the profile that is on them: a filter moto only knows where there are no
 * instances. `undefined` for other filters and Regions.
 */
export async function describeProfileUsers(
  account: MotoAccount,
  call: Call,
): Promise<Answer | undefined> {
  const isByProfile = call.input['Filter.1.Name'] === 'iam-instance-profile.arn';
  if (!isByProfile || regionOf(call) !== account.region) return undefined;
  const { Reservations = [] } = await account.clients.ec2.send(new DescribeInstancesCommand({}));
  const items = Reservations.flatMap(({ Instances = [] }) => Instances)
    .filter(({ IamInstanceProfile }) => IamInstanceProfile?.Arn === call.input['Filter.1.Value.1'])
    .map(
      ({ InstanceId, State }) =>
        `<item><instanceId>${InstanceId}</instanceId><instanceState><name>${State?.Name}</name></instanceState></item>`,
    );
  return xml(
    `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet>${items.join('')}</instancesSet></item></reservationSet></DescribeInstancesResponse>`,
  );
}

/** moto lists the Regions of every partition; an account is in one, and has no keys for the others. */
export function withoutOtherPartitions(answer: Answer): Answer {
  const body = String(answer.body).replace(
    /<item>(?:(?!<\/item>)[\s\S])*<regionName>(?:cn|us-gov)-[\s\S]*?<\/item>/g,
    '',
  );
  return { ...answer, body };
}
