import type { PolicyDocument, PolicyStatement, Principal } from '../principal.ts';
import type { Required } from '../service.ts';
import { type Decision, evaluatePolicies } from './policy.ts';
import { matchesWildcard } from './wildcard.ts';

/** What the policy of a topic, queue or function says of this caller; others' statements do not count. */
export function evaluateResourcePolicy(
  document: PolicyDocument,
  caller: Principal,
  required: Required,
): Decision {
  const Statement = document.Statement.filter((statement) => namesCaller(statement, caller));
  return evaluatePolicies([{ Statement }], required);
}

function namesCaller({ Principal: named }: PolicyStatement, caller: Principal): boolean {
  if (named === undefined) return false;
  if (typeof named === 'string') return named === '*';
  const entries = Object.entries(named).flatMap(([type, names]) =>
    [names].flat().map((name) => ({ type, name })),
  );
  return entries.some(({ type, name }) => isCaller(type, name, caller));
}

function isCaller(type: string, name: string, caller: Principal): boolean {
  if (type === 'Service') return caller.kind === 'service' && caller.arn === name;
  if (type !== 'AWS') return false;
  if (name === '*') return true;
  if (caller.kind === 'service') return false;
  if (name === caller.accountId || name === caller.arn) return true;
  return matchesWildcard('arn:*:iam::*:root', name) && name.split(':')[4] === caller.accountId;
}
