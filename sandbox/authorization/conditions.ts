import type { PolicyStatement } from '../principal.ts';
import { matchesWildcard } from './wildcard.ts';

type Test = (wanted: string, actual: string) => boolean;

const operators: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: matchesWildcard,
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
};

/**
 * Whether every condition of a statement is met. An operator the sandbox does not know is decided
 * against the caller: it fails an Allow and meets a Deny.
 */
export function conditionsHold(
  statement: PolicyStatement,
  context: Readonly<Record<string, string>>,
): boolean {
  const actualOf = new Map(Object.entries(context).map(([key, v]) => [key.toLowerCase(), v]));
  return Object.entries(statement.Condition ?? {}).every(([operator, wanted]) => {
    const test = operators[operator];
    if (!test) return statement.Effect === 'Deny';
    return Object.entries(wanted).every(([key, values]) => {
      const actual = actualOf.get(key.toLowerCase());
      return actual !== undefined && [values].flat().some((value) => test(value, actual));
    });
  });
}
