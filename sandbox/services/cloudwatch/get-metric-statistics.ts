import { AwsError } from '../../errors.ts';
import { type Input, texts } from '../../input.ts';
import type { Call } from '../../service.ts';
import { byPeriod, roundedStart, visiblePoints, type Window } from './datapoints.ts';
import {
  invalidValue,
  missing,
  readDimensions,
  readName,
  readNamespace,
  readPeriod,
  readTime,
  readUnit,
} from './parameters.ts';
import type { Summary } from './statistics.ts';
import { isPlainStatistic, parsePercentile, plainStatistics, statisticOf } from './statistics.ts';

const maxDatapoints = 1_440;

export function getMetricStatistics(input: Input, call: Call): object {
  const reference = {
    namespace: readNamespace(input),
    metricName: readName(input, 'MetricName', 255),
    dimensions: readDimensions(input),
    unit: readUnit(input),
  };
  const wanted = readStatistics(input);
  const window = readWindow(input, call.now);
  const datapoints = visiblePoints(reference, call).flatMap(({ unit, points }) =>
    byPeriod(points, window, call.now).map(([at, summary]) => ({
      Timestamp: new Date(at),
      ...statistics(summary, wanted),
      Unit: unit,
    })),
  );
  return { Label: reference.metricName, Datapoints: shuffled(datapoints) };
}

interface Wanted {
  readonly plain: readonly string[];
  readonly extended: readonly string[];
}

function readStatistics(input: Input): Wanted {
  const plain = texts(input, 'Statistics');
  const extended = texts(input, 'ExtendedStatistics');
  if (plain.length === 0 && extended.length === 0)
    throw new AwsError(
      'InvalidParameterCombinationException',
      'Must specify either Statistics or ExtendedStatistics',
    );
  const unknown = plain.findIndex((name) => !isPlainStatistic(name));
  if (unknown !== -1)
    throw invalidValue(
      `The parameter Statistics.member.${unknown + 1} must be a value in the set [ ${plainStatistics.join(', ')} ].`,
    );
  const odd = extended.find((name) => parsePercentile(name) === undefined);
  if (odd !== undefined)
    throw invalidValue(`The value ${odd} for parameter ExtendedStatistics is not supported.`);
  return { plain, extended };
}

function readWindow(input: Input, now: number): Window {
  const start = readTime(input, 'StartTime');
  const end = readTime(input, 'EndTime');
  if (start === undefined) throw missing('StartTime');
  if (end === undefined) throw missing('EndTime');
  const periodMs = readPeriod(input) * 1_000;
  if (start >= end)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const asked = Math.floor((end - start) / periodMs);
  if (asked > maxDatapoints)
    throw new AwsError(
      'InvalidParameterCombinationException',
      `You have requested up to ${asked.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  return { start: roundedStart(start, periodMs, now), end, periodMs };
}

function statistics(summary: Summary, { plain, extended }: Wanted): object {
  const pairs = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, statisticOf(summary, name)]));
  return {
    ...pairs(plain),
    ...(extended.length > 0 ? { ExtendedStatistics: pairs(extended) } : {}),
  };
}

/** AWS promises no order, and callers that rely on one should notice here. */
function shuffled<T>(items: readonly T[]): T[] {
  const odd = items.filter((_, index) => index % 2 === 1);
  const even = items.filter((_, index) => index % 2 === 0);
  return [...odd.reverse(), ...even];
}
