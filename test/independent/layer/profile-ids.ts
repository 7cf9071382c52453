import { DescribeIamInstanceProfileAssociationsCommand } from '@aws-sdk/client-ec2';
import type { MotoAccount } from '../moto-account.ts';
import type { Answer } from './call.ts';

/**
 * moto's DescribeInstances shows the id of the association where AWS shows the id of the profile
 * (its API reference: IamInstanceProfile.Id, "The ID of the instance profile").
 * @returns `undefined` where no profile is attached
 */
export async function withProfileIds(
  account: MotoAccount,
  answer: Answer,
): Promise<Answer | undefined> {
  const body = String(answer.body);
  const [id] = /iip-assoc-\w+/.exec(body) ?? [];
  if (id === undefined) return undefined;
  const { IamInstanceProfileAssociations } = await account.clients.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({}),
  );
  const found = IamInstanceProfileAssociations?.find(({ AssociationId }) => AssociationId === id);
  const profileId = found?.IamInstanceProfile?.Id;
  return profileId === undefined ? undefined : { ...answer, body: body.replaceAll(id, profileId) };
}
