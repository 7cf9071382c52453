import { type Input, text } from '../../input.ts';

import { invalid } from './parameters.ts';
import { eventBytes, type LogEvent } from './state.ts';

/** A page of events holds no more than this, by AWS's own count. */
const maxPageBytes = 1_048_576;

/** The first of `events` that fit into one page. At least one does: none is larger than a page. */
export function fittingPage<T extends LogEvent>(events: readonly T[], limit: number): T[] {
  let bytes = 0;
  const page: T[] = [];
  for (const event of events) {
    bytes += eventBytes(event);
    if (page.length === limit || bytes > maxPageBytes) break;
    page.push(event);
  }
  return page;
}

/** A page of named things in a Describe call, which goes on behind the last name of the one before. */
export function namedPage<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  input: Input,
  limit: number,
): { page: T[]; nextToken: string | undefined } {
  const token = text(input, 'nextToken');
  const start = token === undefined ? 0 : indexBehind(items.map(keyOf), token);
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const goesOn = last !== undefined && start + limit < items.length;
  return {
    page,
    nextToken: goesOn ? Buffer.from(keyOf(last)).toString('base64url') : undefined,
  };
}

function indexBehind(keys: readonly string[], token: string): number {
  const index = keys.indexOf(Buffer.from(token, 'base64url').toString());
  if (index === -1) throw invalid('The specified nextToken is invalid.');
  return index + 1;
}
