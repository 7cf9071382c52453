export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type TreatMissing = 'missing' | 'notBreaching' | 'breaching' | 'ignore';
export type Comparison = keyof typeof comparisons;

export const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

export interface Rule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissing: TreatMissing;
}

/**
 * How many periods are looked at: more than the alarm's own, so that real data are used first.
 * AWS publishes no number; its examples look at five for three.
 */
export function rangeOf({ evaluationPeriods }: Rule): number {
  return evaluationPeriods + 2;
}

/**
 * The state an alarm goes to, by the tables in "Configuring how CloudWatch alarms treat missing
 * data".
 * @param values one per period of the range, oldest first; `undefined` where nothing was measured
 */
export function judge(
  values: readonly (number | undefined)[],
  rule: Rule,
  state: StateValue,
): StateValue {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison } = rule;
  const breaches = (value: number) => comparisons[comparison](value, threshold);
  const real = values.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(breaches).length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  const missing = evaluationPeriods - real.length;
  if (missing === 0) return 'OK';
  const hasSound = breaching < real.length;
  switch (rule.treatMissing) {
    case 'breaching':
      return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return hasSound ? 'OK' : state;
    case 'missing':
      return hasSound ? 'OK' : judgeFew(values.slice(-evaluationPeriods), rule, state);
  }
}

/** Too few points, and none of them sound: an alarm only once the breach is old enough. */
function judgeFew(
  values: readonly (number | undefined)[],
  { datapointsToAlarm }: Rule,
  state: StateValue,
): StateValue {
  const age = ageOfOldest(values);
  if (age === 0) return 'INSUFFICIENT_DATA';
  return age >= datapointsToAlarm ? 'ALARM' : state;
}

/** In periods, the newest one being 1; 0 when there is none. */
function ageOfOldest(values: readonly (number | undefined)[]): number {
  const index = values.findIndex((value) => value !== undefined);
  return index === -1 ? 0 : values.length - index;
}
