import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { type Input, structures, text } from '../../input.ts';

import type { Dimension } from './state.ts';

// Error codes are those of the API model; Query answers spell them without `Exception`.
// CloudWatch names a member by its path, e.g. `MetricData.member.1.Dimensions.member.2.Value`;
// `path` below is what stands before the member, with its dot.

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

export function missing(parameter: string): AwsError {
  return new AwsError(
    'MissingRequiredParameterException',
    `The parameter ${parameter} is required.`,
  );
}

/** What AWS does and the sandbox does not is refused by name, never answered with nothing. */
export function notModelled(what: string): AwsError {
  return new AwsError('ValidationError', `The sandbox does not model ${what}.`);
}

const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds'],
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Percent', 'Count'],
  ...['Bytes/Second', 'Kilobytes/Second', 'Megabytes/Second', 'Gigabytes/Second'],
  ...['Terabytes/Second', 'Bits/Second', 'Kilobits/Second', 'Megabits/Second'],
  ...['Gigabits/Second', 'Terabits/Second', 'Count/Second', 'None'],
];

export function readUnit(input: Input, path = ''): string | undefined {
  const unit = text(input, 'Unit');
  if (unit !== undefined && !units.includes(unit))
    throw invalidValue(
      `The parameter ${path}Unit must be a value in the set [ ${units.join(', ')} ].`,
    );
  return unit;
}

/** A text that must be there, printable ASCII and at most `limit` characters long. */
export function readName(input: Input, name: string, limit: number, path = ''): string {
  const value = text(input, name);
  const parameter = path + name;
  if (value === undefined || value.trim() === '') throw missing(parameter);
  if (value.length > limit)
    throw invalidValue(`The parameter ${parameter} must be shorter than ${limit + 1} characters.`);
  if (!/^[\x20-\x7e]*$/.test(value))
    throw invalidValue(`The parameter ${parameter} must contain only ASCII characters.`);
  return value;
}

export function readNamespace(input: Input, path = ''): string {
  const namespace = readName(input, 'Namespace', 255, path);
  if (namespace.startsWith(':'))
    throw invalidValue(`The value ${namespace} for parameter ${path}Namespace is invalid.`);
  return namespace;
}

const maxDimensions = 30;

export function readDimensions(input: Input, path = ''): Dimension[] {
  const list = `${path}Dimensions`;
  const sent = structures(input, 'Dimensions');
  if (sent.length > maxDimensions)
    throw invalidValue(
      `The collection ${list} must not have a size greater than ${maxDimensions}.`,
    );
  const dimensions = sent.map((dimension, index) => {
    const member = `${list}.member.${index + 1}.`;
    const Name = readName(dimension, 'Name', 255, member);
    if (Name.startsWith(':'))
      throw invalidValue(`The value ${Name} for parameter ${member}Name is invalid.`);
    return { Name, Value: readName(dimension, 'Value', 1_024, member) };
  });
  if (new Set(dimensions.map(({ Name }) => Name)).size < dimensions.length)
    throw invalidValue('No Metric may specify the same dimension twice.');
  return dimensions;
}

/** JSON carries seconds since 1970, Query an ISO 8601 text. */
export function readTime(input: Input, name: string): EpochMs | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const seconds = Number(value);
  const at = Number.isNaN(seconds) ? Date.parse(String(value)) : Math.round(seconds * 1_000);
  if (Number.isNaN(at)) throw new AwsError('MalformedInput', 'timestamp must follow ISO8601');
  return at;
}

/** @returns seconds: 1, 5, 10, 20, 30 or a multiple of 60. */
export function readPeriod(input: Input, path = ''): number {
  const value = text(input, 'Period');
  if (value === undefined) throw missing(`${path}Period`);
  const period = Number(value);
  const isKnown = [1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  if (!isKnown)
    throw invalidValue(`The parameter ${path}Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  return period;
}
