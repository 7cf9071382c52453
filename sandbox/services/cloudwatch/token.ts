import type { AwsError } from '../../errors.ts';

/** An opaque token for "go on from this offset". */
export function tokenOf(offset: number): string {
  return Buffer.from(`offset=${offset}`).toString('base64url');
}

/**
 * 0 without a token.
 * @param refuse makes the error of an operation that was given somebody else's token.
 */
export function offsetOf(token: string | undefined, refuse: (message: string) => AwsError): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString();
  const offset = /^offset=(\d{1,15})$/.exec(text)?.[1];
  if (offset === undefined) throw refuse('The parameter NextToken is invalid.');
  return Number(offset);
}
