import { AwsError } from './errors.ts';

/**
 * What came over the wire, decoded but not checked. Query protocols give every scalar as a string
 * and lists as arrays; JSON gives its own types. Operations read it by these functions.
 */
export type Input = Readonly<Record<string, unknown>>;

// Query protocols know only strings, JSON has types: these readers take both.

/** The text of a member, or `undefined` when it was not sent. */
export function text(input: Input, name: string): string | undefined {
  const value = input[name];
  return value === undefined || value === null ? undefined : String(value);
}

/** @throws AwsError `MissingParameter` */
export function textOrThrow(input: Input, name: string, code = 'MissingParameter'): string {
  const value = text(input, name);
  if (value === undefined || value === '')
    throw new AwsError(code, `The request must contain the parameter ${name}`);
  return value;
}

export function number(input: Input, name: string): number | undefined {
  const value = text(input, name);
  return value === undefined ? undefined : Number(value);
}

export function flag(input: Input, name: string): boolean | undefined {
  const value = text(input, name);
  return value === undefined ? undefined : value === 'true';
}

/** A list; one that was not sent is empty. */
export function list(input: Input, name: string): readonly unknown[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

export function texts(input: Input, name: string): string[] {
  return list(input, name).map(String);
}

/** A list of structures. */
export function structures(input: Input, name: string): Input[] {
  return list(input, name).filter(
    (value): value is Input => typeof value === 'object' && value !== null,
  );
}
