import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import type { MotoAccount } from '../moto-account.ts';
import { type Answer, type Call, xml } from './call.ts';

/**
 * After moto's own ReplaceIamInstanceProfileAssociation its DescribeInstances shows the profile
 * from before, and the association keeps its id. Taken apart into two calls, it shows the new one.
 */
export async function replaceAssociation(account: MotoAccount, { input }: Call): Promise<Answer> {
  const { ec2 } = account.clients;
  const AssociationId = String(input.AssociationId);
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ AssociationIds: [AssociationId] }),
  );
  const InstanceId = IamInstanceProfileAssociations[0]?.InstanceId;
  await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
  const { IamInstanceProfileAssociation: made } = await ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId,
      IamInstanceProfile: {
        Arn: input['IamInstanceProfile.Arn'] as string | undefined,
        Name: input['IamInstanceProfile.Name'] as string | undefined,
      },
    }),
  );
  const profile = `<iamInstanceProfile><arn>${made?.IamInstanceProfile?.Arn}</arn><id>${made?.IamInstanceProfile?.Id}</id></iamInstanceProfile>`;
  return xml(
    `<ReplaceIamInstanceProfileAssociationResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><iamInstanceProfileAssociation><associationId>${made?.AssociationId}</associationId><instanceId>${InstanceId}</instanceId>${profile}<state>${made?.State}</state></iamInstanceProfileAssociation></ReplaceIamInstanceProfileAssociationResponse>`,
  );
}
