import { AwsError } from '../../errors.ts';
import { type Input, structures, text } from '../../input.ts';

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${message}`);
}

/** @throws AwsError `InvalidParameter` */
export function required(input: Input, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw invalid(name);
  return value;
}

/** Query sends a map as `Name.entry.1.key` and `.value`; calls from inside send an object. */
export function mapOf(input: Input, name: string): Map<string, unknown> {
  const sent = input[name];
  if (typeof sent !== 'object' || sent === null) return new Map();
  const entries = structures(sent as Input, 'entry');
  if (entries.length === 0) return new Map(Object.entries(sent).filter(([key]) => key !== 'entry'));
  return new Map(
    entries.map((entry) => [
      text(entry, 'key') ?? text(entry, 'Name') ?? '',
      entry.value ?? entry.Value,
    ]),
  );
}

/** A page of a list, by `NextToken`. */
export function pageOf<T>(
  all: readonly T[],
  input: Input,
  size: number,
): { page: readonly T[]; NextToken: string | undefined } {
  const start = Number(Buffer.from(text(input, 'NextToken') ?? '', 'base64').toString() || 0);
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw invalid('NextToken');
  const end = start + size;
  const NextToken = end < all.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { page: all.slice(start, end), NextToken };
}
