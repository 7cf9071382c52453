import { invalid } from './parameters.ts';

/**
 * Terms that all have to be in a message (`ERROR "out of memory"`), or must not be in it
 * (`-DEBUG`). Case counts. An unquoted term may hold letters, digits and `_` only, as on AWS.
 */
export function parseFilterPattern(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed) || /(^|\s)\?/.test(trimmed))
    throw invalid(
      `The sandbox models plain, quoted and excluded terms in a filter pattern, not ${trimmed}`,
    );
  const terms = splitTerms(trimmed);
  return (message) => terms.every(({ term, isExcluded }) => message.includes(term) !== isExcluded);
}

interface Term {
  readonly term: string;
  readonly isExcluded: boolean;
}

function splitTerms(pattern: string): Term[] {
  const term = /(-?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?:\s+|$)/y;
  const terms: Term[] = [];
  while (term.lastIndex < pattern.length) {
    const match = term.exec(pattern);
    if (!match) throw invalid('Invalid filter pattern');
    const quoted = match[2]?.replace(/\\(.)/g, '$1');
    terms.push({ term: quoted ?? match[3] ?? '', isExcluded: match[1] === '-' });
  }
  return terms;
}
