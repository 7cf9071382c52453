import { DescribeInstanceAssociationsStatusCommand } from '@aws-sdk/client-ssm';
import type { AwsClients } from '../aws/clients.ts';
import { plainText } from '../plain-text.ts';

/** Documents that put a configuration of their own in the place of the agent's. */
const overwriting = ['AmazonCloudWatch-ManageAgent'];

/** Associations of the instance that would overwrite the agent's configuration, by name or id. */
export async function findAgentAssociations(
  aws: AwsClients,
  instanceId: string,
): Promise<readonly string[]> {
  try {
    const { InstanceAssociationStatusInfos = [] } = await aws.ssm.send(
      new DescribeInstanceAssociationsStatusCommand({ InstanceId: instanceId, MaxResults: 50 }),
    );
    return InstanceAssociationStatusInfos.filter(({ Name }) =>
      overwriting.includes(Name ?? ''),
    ).map(({ AssociationName, AssociationId, Name }) =>
      plainText(`${AssociationName ?? AssociationId ?? ''} (${Name})`, 120),
    );
  } catch (error) {
    // A warning only: without the right to look, or of an instance that never registered, there is none.
    const quiet = ['AccessDeniedException', 'InvalidInstanceId'];
    if (quiet.includes((error as Error).name)) return [];
    throw error;
  }
}
