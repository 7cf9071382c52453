import type { EpochMs } from '../../clock.ts';
import type { Credential } from '../../principal.ts';
import type { World } from '../../world.ts';
import type { Role } from '../iam/state.ts';
import { rolePrincipal } from './instance-role.ts';
import type { Ec2Instance } from './state.ts';

/** Credentials of an instance's role as the metadata service gives them out. */
export interface RoleCredential {
  readonly roleId: string;
  readonly credential: Credential;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

const lifeMs = 6 * 60 * 60_000;

/** New ones are there well before the old ones end; AWS promises five minutes. */
const renewBeforeEndMs = 15 * 60_000;

/**
 * The credentials to give out now, the same ones until they are near their end or the role is
 * another. Earlier ones stay in `world.credentials` and so stay valid until they expire.
 */
export function currentRoleCredential(
  world: World,
  instance: Ec2Instance,
  role: Role,
): RoleCredential {
  const now = world.clock.now();
  const last = instance.roleCredential;
  if (last?.roleId === role.id && now < last.expiresAt - renewBeforeEndMs) return last;
  const issued = issue(world, instance, role);
  instance.roleCredential = issued;
  world.credentials.set(issued.credential.accessKeyId, issued.credential);
  return issued;
}

function issue(world: World, instance: Ec2Instance, role: Role): RoleCredential {
  const { ids, clock } = world;
  // The service shows whole seconds; what it shows has to be what holds.
  const issuedAt = Math.floor(clock.now() / 1000) * 1000;
  const expiresAt = issuedAt + lifeMs;
  const credential: Credential = {
    accessKeyId: ids.upper('ASIA', 20),
    secretAccessKey: ids.hex('', 40),
    sessionToken: `${ids.upper('IQoJb3JpZ2luX2VjE', 346)}==`,
    expiresAt,
    principal: rolePrincipal(world, instance.id, role),
  };
  return { roleId: role.id, credential, issuedAt, expiresAt };
}
