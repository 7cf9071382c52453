import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';

const groupNamePattern = '[\\.\\-_/#A-Za-z0-9]+';
const streamNamePattern = '[^:*]*';
const maxNameLength = 512;

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** What AWS does and the sandbox does not is refused by name, never ignored. */
export function refuseUnmodelled(input: Input, ...members: readonly string[]): void {
  const sent = members.find((name) => input[name] !== undefined && input[name] !== false);
  if (sent) throw invalid(`The sandbox does not model ${sent}.`);
}

/** @param value `undefined` is shown as AWS shows it: `null`. */
export function constraint(value: unknown, at: string, rule: string): AwsError {
  const shown = value === undefined ? 'null' : `'${value}'`;
  return invalid(
    `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** A log group's name, or the beginning of one. */
export function readGroupName(input: Input, name = 'logGroupName'): string {
  return readName(input, name, groupNamePattern);
}

/** A log stream's name, or the beginning of one. */
export function readStreamName(input: Input, name = 'logStreamName'): string {
  return readName(input, name, streamNamePattern);
}

function readName(input: Input, name: string, pattern: string): string {
  const value = text(input, name);
  if (value === undefined) throw constraint(value, name, 'not be null');
  if (value === '') throw constraint(value, name, 'have length greater than or equal to 1');
  if (value.length > maxNameLength)
    throw constraint(value, name, `have length less than or equal to ${maxNameLength}`);
  if (!new RegExp(`^${pattern}$`).test(value))
    throw constraint(value, name, `satisfy regular expression pattern: ${pattern}`);
  return value;
}

/** @param most also what holds when no limit was sent. */
export function readLimit(input: Input, most: number): number {
  const limit = number(input, 'limit');
  if (limit === undefined) return most;
  if (!(limit >= 1)) throw constraint(limit, 'limit', 'have value greater than or equal to 1');
  if (limit > most) throw constraint(limit, 'limit', `have value less than or equal to ${most}`);
  return limit;
}

/** One of `values`; `undefined` when not sent. */
export function readEnum(
  input: Input,
  name: string,
  values: readonly string[],
): string | undefined {
  const value = text(input, name);
  if (value !== undefined && !values.includes(value))
    throw constraint(value, name, `satisfy enum value set: [${values.join(', ')}]`);
  return value;
}
