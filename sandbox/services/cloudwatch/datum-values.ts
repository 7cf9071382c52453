import { AwsError } from '../../errors.ts';
import { type Input, list, structures, text } from '../../input.ts';

import { invalidValue, missing } from './parameters.ts';
import { type Summary, summaryOf } from './statistics.ts';

/** CloudWatch refuses values beyond this on either side. */
const limit = 2 ** 360;
const maxValues = 150;

/** The one of `Value`, `Values` with `Counts`, and `StatisticValues` that a datum carries. */
export function readSummary(datum: Input, path: string): Summary {
  const sent = ['Value', 'Values', 'StatisticValues'].filter((name) => isSent(datum, name));
  const [form, other] = sent;
  if (other)
    throw new AwsError(
      'InvalidParameterCombinationException',
      `The parameters ${path}${form} and ${path}${other} are mutually exclusive and you have specified both.`,
    );
  if (form === 'Value') return summaryOf([readValue(datum, 'Value', path)]);
  if (form === 'Values') return readValues(datum, path);
  if (form === 'StatisticValues') return readStatisticSet(datum, path);
  throw new AwsError(
    'MissingRequiredParameterException',
    `At least one of the parameters ${path}Value, ${path}Values or ${path}StatisticValues must be specified.`,
  );
}

function isSent(datum: Input, name: string): boolean {
  const value = datum[name];
  return Array.isArray(value) ? value.length > 0 : text(datum, name) !== undefined;
}

/** @throws for NaN and infinity too, which JSON carries as texts. */
function checkValue(value: unknown, parameter: string): number {
  const number = value === '' ? Number.NaN : Number(value);
  if (!(Math.abs(number) <= limit))
    throw invalidValue(`The value ${value} for parameter ${parameter} is invalid.`);
  return number;
}

function readValue(input: Input, name: string, path: string): number {
  if (text(input, name) === undefined) throw missing(path + name);
  return checkValue(input[name], path + name);
}

function readValues(datum: Input, path: string): Summary {
  const values = list(datum, 'Values').map((value, index) =>
    checkValue(value, `${path}Values.member.${index + 1}`),
  );
  if (values.length > maxValues)
    throw invalidValue(
      `The collection ${path}Values must not have a size greater than ${maxValues}.`,
    );
  const counts = list(datum, 'Counts').map((count, index) =>
    checkCount(count, `${path}Counts.member.${index + 1}`),
  );
  if (counts.length > 0 && counts.length !== values.length)
    throw invalidValue(`The parameters ${path}Values and ${path}Counts must be of the same size.`);
  return summaryOf(values, counts);
}

function checkCount(value: unknown, parameter: string): number {
  const count = checkValue(value, parameter);
  if (count <= 0) throw invalidValue(`The parameter ${parameter} must be greater than 0.`);
  return count;
}

function readStatisticSet(datum: Input, path: string): Summary {
  const set = structures({ sets: [datum.StatisticValues] }, 'sets')[0] ?? {};
  const inside = `${path}StatisticValues.`;
  const maximum = readValue(set, 'Maximum', inside);
  const minimum = readValue(set, 'Minimum', inside);
  const sum = readValue(set, 'Sum', inside);
  const sampleCount = checkCount(readValue(set, 'SampleCount', inside), `${inside}SampleCount`);
  if (maximum < minimum)
    throw invalidValue(`The parameter ${inside}Maximum must be greater than ${inside}Minimum.`);
  return { sampleCount, sum, minimum, maximum };
}
