import { decide, denialText } from '../../authorization/authorize.ts';
import { AwsError } from '../../errors.ts';
import type { Credential, Principal } from '../../principal.ts';
import type { Call } from '../../service.ts';
import type { World } from '../../world.ts';
import { type Role, trustsService } from './state.ts';

/** The role of an ARN of this account, if there is one. */
export function roleByArn(world: World, arn: string): Role | undefined {
  return [...world.iam.roles.values()].find((role) => role.arn === arn);
}

/** Who a service is when it works with a role. Whether the role trusts it is the caller's to ask. */
export function serviceRole(world: World, role: Role, sessionName: string): Principal {
  return {
    kind: 'service-role',
    arn: `arn:${world.partition}:sts::${world.accountId}:assumed-role/${role.name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    accountId: world.accountId,
    roleName: role.name,
  };
}

/** @param name e.g. `sns.amazonaws.com` */
export function serviceItself(world: World, name: string): Principal {
  return { kind: 'service', arn: name, userId: name, accountId: world.accountId };
}

/** Keys of a role for a service that works with it. */
export function issueServiceCredential(
  world: World,
  role: Role,
  sessionName: string,
  lifeMs: number,
): Credential & { readonly expiresAt: number; readonly sessionToken: string } {
  const { ids, clock } = world;
  const credential = {
    accessKeyId: ids.upper('ASIA', 20),
    secretAccessKey: ids.hex('', 40),
    sessionToken: `${ids.upper('IQoJb3JpZ2luX2VjE', 346)}==`,
    expiresAt: clock.now() + lifeMs,
    principal: serviceRole(world, role, sessionName),
  };
  world.credentials.set(credential.accessKeyId, credential);
  return credential;
}

/**
 * The role a caller hands to a service.
 * @param untrusted makes the error for a role that is not there or does not trust the service
 * @throws AwsError `AccessDeniedException` without `iam:PassRole`
 */
export function passedRole(
  { world, caller }: Call,
  arn: string,
  service: string,
  untrusted: () => AwsError,
): Role {
  const required = {
    action: 'iam:PassRole',
    resource: arn,
    context: { 'iam:PassedToService': service },
  };
  const decision = decide(world, caller, required);
  if (decision !== 'allowed')
    throw new AwsError('AccessDeniedException', denialText(caller, required, decision));
  const role = roleByArn(world, arn);
  if (!role || !trustsService(role, service, { 'aws:SourceAccount': world.accountId }))
    throw untrusted();
  return role;
}
