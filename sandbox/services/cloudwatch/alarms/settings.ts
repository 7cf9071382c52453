import { AwsError } from '../../../errors.ts';
import { type Input, number, text, texts } from '../../../input.ts';
import {
  invalidValue,
  missing,
  notModelled,
  readDimensions,
  readName,
  readNamespace,
  readPeriod,
  readUnit,
} from '../parameters.ts';
import { isPlainStatistic, parsePercentile } from '../statistics.ts';
import { type Comparison, comparisons, type TreatMissing } from './judge.ts';
import type { AlarmSettings } from './state.ts';

const unmodelled = [
  ...['Metrics', 'ThresholdMetricId', 'EvaluateLowSampleCountPercentile'],
  ...['EvaluationCriteria', 'EvaluationInterval'],
];
const treatments: readonly string[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const maxActions = 5;

export function readSettings(input: Input): AlarmSettings {
  const odd = unmodelled.find((name) => input[name] !== undefined);
  if (odd) throw notModelled(odd);
  const evaluationPeriods = readCount(input, 'EvaluationPeriods');
  if (evaluationPeriods === undefined) throw missing('EvaluationPeriods');
  const datapointsToAlarm = readCount(input, 'DatapointsToAlarm') ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods)
    throw new AwsError(
      'ValidationError',
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
    );
  const threshold = number(input, 'Threshold');
  if (threshold === undefined || Number.isNaN(threshold)) throw missing('Threshold');
  return {
    description: text(input, 'AlarmDescription'),
    okActions: readActions(input, 'OKActions'),
    alarmActions: readActions(input, 'AlarmActions'),
    insufficientDataActions: readActions(input, 'InsufficientDataActions'),
    namespace: readNamespace(input),
    metricName: readName(input, 'MetricName', 255),
    dimensions: readDimensions(input),
    statistic: readStatistic(input),
    unit: readUnit(input),
    periodSeconds: readPeriod(input),
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison: readComparison(input),
    treatMissing: readTreatment(input),
  };
}

export function settingsView(settings: AlarmSettings): object {
  const { statistic, treatMissing } = settings;
  return {
    AlarmDescription: settings.description,
    OKActions: settings.okActions,
    AlarmActions: settings.alarmActions,
    InsufficientDataActions: settings.insufficientDataActions,
    Namespace: settings.namespace,
    MetricName: settings.metricName,
    Dimensions: settings.dimensions,
    ...(isPlainStatistic(statistic) ? { Statistic: statistic } : { ExtendedStatistic: statistic }),
    Unit: settings.unit,
    Period: settings.periodSeconds,
    EvaluationPeriods: settings.evaluationPeriods,
    DatapointsToAlarm: settings.datapointsToAlarm,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: treatMissing,
  };
}

function readCount(input: Input, name: string): number | undefined {
  const value = number(input, name);
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < 1)
    throw invalidValue(`The parameter ${name} must be greater than or equal to 1.`);
  return value;
}

function readStatistic(input: Input): string {
  const plain = text(input, 'Statistic');
  const extended = text(input, 'ExtendedStatistic');
  const statistic = plain ?? extended;
  if (statistic === undefined || (plain !== undefined && extended !== undefined))
    throw new AwsError(
      'InvalidParameterCombinationException',
      'Exactly one of Statistic and ExtendedStatistic must be specified',
    );
  const isKnown = plain ? isPlainStatistic(plain) : parsePercentile(statistic) !== undefined;
  if (!isKnown)
    throw invalidValue(`The value ${statistic} for parameter Statistic is not supported.`);
  return statistic;
}

function readComparison(input: Input): Comparison {
  const value = text(input, 'ComparisonOperator') ?? '';
  if (!Object.hasOwn(comparisons, value))
    throw invalidValue(
      `The parameter ComparisonOperator must be a value in the set [ ${Object.keys(comparisons).join(', ')} ].`,
    );
  return value as Comparison;
}

function readTreatment(input: Input): TreatMissing {
  const value = text(input, 'TreatMissingData') ?? 'missing';
  if (!treatments.includes(value))
    throw invalidValue(
      `The parameter TreatMissingData must be a value in the set [ ${treatments.join(', ')} ].`,
    );
  return value as TreatMissing;
}

/** Topics only. */
function readActions(input: Input, name: string): string[] {
  const actions = texts(input, name);
  if (actions.length > maxActions)
    throw invalidValue(`The collection ${name} must not have a size greater than ${maxActions}.`);
  const odd = actions.find((arn) => !/^arn:[^:]+:sns:[^:]+:\d{12}:[\w-]+$/.test(arn));
  if (odd !== undefined)
    throw new AwsError(
      'ValidationError',
      `Invalid arn syntax: ${odd} (the sandbox tells topics only)`,
    );
  return actions;
}
