import { type verifierMetrics, verifierNamespace } from '../contract.ts';
import { att, topic } from './words.ts';

type OwnMetric = Exclude<(typeof verifierMetrics)[number], 'Canary'>;

/** The verifier tells of instances; these tell of the verifier. */
export const alarms = {
  Dead: own('RunOk', 'The verifier has not finished a run: nobody is watching the instances.', {
    Statistic: 'Sum',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    TreatMissingData: 'breaching',
  }),
  Blind: own('Unknown', 'The verifier cannot look at everything; its log says at what.', {
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    EvaluationPeriods: 4,
    DatapointsToAlarm: 3,
    TreatMissingData: 'notBreaching',
  }),
  Stuck: own('OutboxAge', 'Messages of the verifier have waited for more than 15 minutes.', {
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 900,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  }),
  Undelivered: alarm('Runs of the verifier failed; their events are in its dead-letter queue.', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: att('DeadLetterQueue', 'QueueName') }],
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  }),
};

function own(metric: OwnMetric, description: string, rule: object): object {
  return alarm(description, { Namespace: verifierNamespace, MetricName: metric, ...rule });
}

/** After the schedule: a verifier that has not been made yet is not dead. */
function alarm(description: string, rule: object): object {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    DependsOn: 'Schedule',
    Properties: { AlarmDescription: description, Period: 300, AlarmActions: [topic], ...rule },
  };
}
