import { conditionsHold } from '../../authorization/conditions.ts';
import { AwsError } from '../../errors.ts';
import type { PolicyDocument } from '../../principal.ts';
import type { World } from '../../world.ts';
import { findManagedPolicy } from './managed-policies.ts';
import type { WrittenPolicy } from './policy-document.ts';

export interface Role {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  description?: string;
  maxSessionSeconds: number;
  trust: WrittenPolicy;
  readonly tags: Map<string, string>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  /** Inline policies by name. */
  readonly inline: Map<string, WrittenPolicy>;
}

export interface InstanceProfile {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  /** `since`: when it was put in; EC2 sees it `delays.iamPropagationMs` later. */
  role?: { readonly name: string; readonly since: number };
  readonly tags: Map<string, string>;
}

/** Global: every Region sees the same. Names are unique whatever their case, so keys are lower case. */
export interface IamState {
  readonly roles: Map<string, Role>;
  readonly profiles: Map<string, InstanceProfile>;
  /** ARNs of managed policies that AWS has deprecated: they stay where they are, no role gets them anew. */
  readonly unattachable: Set<string>;
}

export function createIamState(): IamState {
  return { roles: new Map(), profiles: new Map(), unattachable: new Set() };
}

/** @throws AwsError `NoSuchEntity` */
export function roleOrThrow(iam: IamState, name: string): Role {
  const role = iam.roles.get(name.toLowerCase());
  if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
  return role;
}

/** @throws AwsError `NoSuchEntity` */
export function profileOrThrow(iam: IamState, name: string): InstanceProfile {
  const profile = iam.profiles.get(name.toLowerCase());
  if (!profile)
    throw new AwsError('NoSuchEntity', `Instance Profile ${name} cannot be found.`, 404);
  return profile;
}

/**
 * The profile as EC2 sees it: `undefined` while it is younger than `delays.iamPropagationMs`.
 * A role put in later than that is still there to be seen; `role.since` tells its age.
 */
export function findProfileForEc2(world: World, nameOrArn: string): InstanceProfile | undefined {
  const profile = [...world.iam.profiles.values()].find(
    (each) => each.name === nameOrArn || each.arn === nameOrArn,
  );
  if (!profile) return undefined;
  const age = world.clock.now() - profile.createdAt;
  return age < world.delays.iamPropagationMs ? undefined : profile;
}

/** Every policy in force for a role, managed and inline; none for a role that is gone. */
export function roleDocuments(iam: IamState, roleName: string): PolicyDocument[] {
  const role = iam.roles.get(roleName.toLowerCase());
  if (!role) return [];
  const managed = [...role.attached].flatMap((arn) => findManagedPolicy(arn)?.document ?? []);
  return [...managed, ...[...role.inline.values()].map(({ document }) => document)];
}

/** Whether EC2 may take the role on; without it the metadata service serves no credentials. */
export function trustsEc2(role: Role): boolean {
  return trusts(role, isEc2, {});
}

/** @param service e.g. `lambda.amazonaws.com`. @param context condition keys of the request. */
export function trustsService(
  role: Role,
  service: string,
  context: Readonly<Record<string, string>>,
): boolean {
  return trusts(role, (name) => name === service, context);
}

function trusts(
  role: Role,
  isMeant: (service: string) => boolean,
  context: Readonly<Record<string, string>>,
): boolean {
  return role.trust.document.Statement.some((statement) => {
    const { Effect, Action, Principal } = statement;
    if (Effect !== 'Allow' || typeof Principal !== 'object') return false;
    const services = [Principal.Service ?? []].flat();
    const isNamed = [Action ?? []].flat().some(isAssumeRole) && services.some(isMeant);
    return isNamed && conditionsHold(statement, context);
  });
}

function isAssumeRole(action: string): boolean {
  return ['sts:AssumeRole', 'sts:*', '*'].includes(action);
}

/** Regional partitions spell it `ec2.amazonaws.com.cn`. */
function isEc2(service: string): boolean {
  return /^ec2\.amazonaws\.com(\.cn)?$/.test(service);
}
