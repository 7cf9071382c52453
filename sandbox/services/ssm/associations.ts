import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call } from '../../service.ts';

/** What State Manager applies to one instance; all on one page. */
export function describeInstanceAssociationsStatus(input: Input, { region }: Call): object {
  const instanceId = text(input, 'InstanceId');
  if (instanceId === undefined || !region.ec2.instances.has(instanceId))
    throw new AwsError('InvalidInstanceId', '');
  return {
    InstanceAssociationStatusInfos: region.ssm.associations
      .filter((association) => association.instanceId === instanceId)
      .map(({ id, name, documentName }) => ({
        AssociationId: id,
        AssociationName: name,
        Name: documentName,
        InstanceId: instanceId,
        Status: 'Success',
      })),
  };
}
