import type { PolicyDocument, PolicyStatement } from '../principal.ts';
import type { Required } from '../service.ts';
import { conditionsHold } from './conditions.ts';
import { matchesWildcard } from './wildcard.ts';

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What the documents together say of one action: any Deny wins, and what no Allow names is denied. */
export function evaluatePolicies(
  documents: readonly PolicyDocument[],
  required: Required,
): Decision {
  const statements = documents
    .flatMap((document) => document.Statement)
    .filter((statement) => isAbout(statement, required));
  if (statements.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return statements.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'implicitDeny';
}

function isAbout(statement: PolicyStatement, required: Required): boolean {
  return (
    namesAction(statement, required.action) &&
    namesResource(statement, required.resource) &&
    conditionsHold(statement, required.context ?? {})
  );
}

/** Action names ignore case. */
function namesAction({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const lower = (patterns: string | readonly string[]) =>
    [patterns].flat().map((pattern) => pattern.toLowerCase());
  if (NotAction !== undefined) return !isListed(lower(NotAction), action.toLowerCase());
  return isListed(lower(Action ?? []), action.toLowerCase());
}

function namesResource({ Resource, NotResource }: PolicyStatement, resource: string): boolean {
  if (NotResource !== undefined) return !isListed([NotResource].flat(), resource);
  return isListed([Resource ?? []].flat(), resource);
}

function isListed(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matchesWildcard(pattern, text));
}
