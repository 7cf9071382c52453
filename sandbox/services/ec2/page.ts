import { AwsError } from '../../errors.ts';

/** What a list call asked for; without `maxResults` the rest comes in one page. */
export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly token: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** `undefined` on the last page. */
  readonly nextToken: string | undefined;
}

/** Cuts one page out of a list. A token that is not ours throws AwsError `code`. */
export function pageOf<Item>(all: readonly Item[], request: PageRequest, code: string): Page<Item> {
  const from = request.token === undefined ? 0 : offsetIn(request.token);
  if (from === undefined) throw new AwsError(code, 'The specified token is invalid');
  const to = request.maxResults === undefined ? all.length : from + request.maxResults;
  return {
    items: all.slice(from, to),
    nextToken: to < all.length ? Buffer.from(`from:${to}`).toString('base64') : undefined,
  };
}

function offsetIn(token: string): number | undefined {
  const found = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  return found ? Number(found[1]) : undefined;
}
