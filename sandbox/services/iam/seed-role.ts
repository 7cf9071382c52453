import type { EpochMs } from '../../clock.ts';
import type { PolicyStatement } from '../../principal.ts';
import type { World } from '../../world.ts';
import { parseRightsPolicy, parseTrustPolicy } from './policy-document.ts';

export interface SeededRole {
  /** Of the role and of its instance profile. */
  readonly name: string;
  readonly policyName: string;
  readonly policy: PolicyStatement;
}

/** A role for EC2 in a profile, there since `createdAt`. One that is there already stays as it is. */
export function seedRole(world: World, seeded: SeededRole, createdAt: EpochMs): void {
  const { iam, ids, accountId, partition } = world;
  const { name, policyName, policy } = seeded;
  const key = name.toLowerCase();
  if (iam.roles.has(key)) return;
  const arn = (kind: string) => `arn:${partition}:iam::${accountId}:${kind}/${name}`;
  const trusted = { Service: 'ec2.amazonaws.com' };
  iam.roles.set(key, {
    name,
    id: ids.upper('AROA', 21),
    arn: arn('role'),
    path: '/',
    createdAt,
    maxSessionSeconds: 3600,
    trust: parseTrustPolicy(
      documentOf({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
    ),
    tags: new Map(),
    attached: new Set(),
    inline: new Map([[policyName, parseRightsPolicy(documentOf(policy))]]),
  });
  iam.profiles.set(key, {
    name,
    id: ids.upper('AIPA', 21),
    arn: arn('instance-profile'),
    path: '/',
    createdAt,
    role: { name, since: createdAt },
    tags: new Map(),
  });
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
