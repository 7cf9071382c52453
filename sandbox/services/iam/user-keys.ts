import type { Credential, PolicyDocument } from '../../principal.ts';
import type { World } from '../../world.ts';

/** Gives a person keys of his own. Keys are the only trace of users: IAM's user calls are not modelled. */
export function createUserKeys(
  world: World,
  name: string,
  rights: 'administrator' | readonly PolicyDocument[],
): Credential {
  const { ids, accountId, partition } = world;
  const credential: Credential = {
    accessKeyId: ids.upper('AKIA', 20),
    secretAccessKey: ids.hex('', 40),
    principal: {
      kind: 'user',
      arn: `arn:${partition}:iam::${accountId}:user/${name}`,
      userId: ids.upper('AIDA', 21),
      accountId,
      rights,
    },
  };
  world.credentials.set(credential.accessKeyId, credential);
  return credential;
}
