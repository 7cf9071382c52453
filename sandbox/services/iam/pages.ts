import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';

export interface Page<T> {
  readonly entries: readonly T[];
  /** The members every paged answer of IAM ends with. */
  readonly end: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** One page of a list that is already in its final order, by `Marker` and `MaxItems` (default 100). */
export function pageOf<T>(all: readonly T[], input: Input): Page<T> {
  const size = number(input, 'MaxItems') ?? 100;
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${text(input, 'MaxItems')}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  const start = startOf(text(input, 'Marker'), all.length);
  const next = start + size;
  return {
    entries: all.slice(start, next),
    end:
      next < all.length
        ? { IsTruncated: true, Marker: Buffer.from(String(next)).toString('base64') }
        : { IsTruncated: false },
  };
}

function startOf(marker: string | undefined, length: number): number {
  if (marker === undefined) return 0;
  const start = Number(Buffer.from(marker, 'base64').toString());
  if (!Number.isInteger(start) || start < 1 || start > length)
    throw new AwsError('ValidationError', 'Invalid Marker.');
  return start;
}
