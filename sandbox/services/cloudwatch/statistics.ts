/** What CloudWatch knows of the values that were put for one metric and span of time. */
export interface Summary {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Each different value and how often it came. Left out when all are the same (`minimum`), and
   * when they are not known: a statistic set carries none, and very wide ones are not kept.
   */
  readonly values?: readonly (readonly [value: number, count: number])[];
}

/** More different values than this in one span are not kept; percentiles of it are then absent. */
const maxDistinctValues = 500;

/** @param counts how often each value came; once each when left out. */
export function summaryOf(values: readonly number[], counts?: readonly number[]): Summary {
  return values
    .map((value, index) => repeated(value, counts?.[index] ?? 1))
    .reduce((one, other) => mergeSummaries(one, other));
}

function repeated(value: number, count: number): Summary {
  return { sampleCount: count, sum: value * count, minimum: value, maximum: value };
}

export function mergeSummaries(one: Summary, other: Summary): Summary {
  const values = mergeValues(valuesOf(one), valuesOf(other));
  return {
    sampleCount: one.sampleCount + other.sampleCount,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
    ...(values && values.length > 1 ? { values } : {}),
  };
}

/** `undefined` when the single values are not known. */
function valuesOf(summary: Summary): Summary['values'] {
  if (summary.minimum === summary.maximum) return [[summary.minimum, summary.sampleCount]];
  return summary.values;
}

function mergeValues(one: Summary['values'], other: Summary['values']): Summary['values'] {
  if (!one || !other) return undefined;
  const merged = new Map(one);
  for (const [value, count] of other) merged.set(value, (merged.get(value) ?? 0) + count);
  return merged.size > maxDistinctValues ? undefined : [...merged];
}

/** `p90`, `p99.9`: the number, or `undefined` for anything else. */
export function parsePercentile(name: string): number | undefined {
  const match = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name);
  const percent = Number(match?.[1]);
  return match && percent <= 100 ? percent : undefined;
}

/**
 * By nearest rank; how AWS interpolates is not published. `undefined` as on AWS: for statistic
 * sets whose minimum and maximum differ, and where any value is negative.
 */
function percentileOf(summary: Summary, percent: number): number | undefined {
  const values = valuesOf(summary);
  if (!values || summary.minimum < 0) return undefined;
  const rank = Math.max((percent / 100) * summary.sampleCount, Number.MIN_VALUE);
  let seen = 0;
  for (const [value, count] of [...values].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return value;
  }
  return summary.maximum;
}

export const plainStatistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type PlainStatistic = (typeof plainStatistics)[number];

export function isPlainStatistic(name: string): name is PlainStatistic {
  return plainStatistics.some((known) => known === name);
}

/** `undefined` when it cannot be told from what was put, or is not a statistic. */
export function statisticOf(summary: Summary, name: string): number | undefined {
  if (isPlainStatistic(name)) return plainStatisticOf(summary, name);
  const percent = parsePercentile(name);
  return percent === undefined ? undefined : percentileOf(summary, percent);
}

function plainStatisticOf(summary: Summary, name: PlainStatistic): number {
  switch (name) {
    case 'SampleCount':
      return summary.sampleCount;
    case 'Average':
      return summary.sum / summary.sampleCount;
    case 'Sum':
      return summary.sum;
    case 'Minimum':
      return summary.minimum;
    case 'Maximum':
      return summary.maximum;
  }
}
