import { type Input, text, texts } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { alarmOperations } from './alarms/operations.ts';
import { alarmArn } from './alarms/state.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

export const cloudwatch: Service = {
  signingName: 'monitoring',
  iamPrefix: 'cloudwatch',
  protocols: ['json-1.0', 'query'],
  xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  operations: {
    PutMetricData: putMetricData,
    ListMetrics: listMetrics,
    GetMetricStatistics: getMetricStatistics,
    GetMetricData: getMetricData,
    ...alarmOperations,
  },
  required: requiredFor,
};

/** Metric operations take no resource: policies narrow them by conditions. Alarms have ARNs. */
function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `cloudwatch:${operation}`;
  if (operation === 'PutMetricData') {
    const namespace = text(input, 'Namespace') ?? '';
    return { action, resource: '*', context: { 'cloudwatch:namespace': namespace } };
  }
  if (!Object.hasOwn(alarmOperations, operation)) return { action, resource: '*' };
  const name = text(input, 'AlarmName') ?? texts(input, 'AlarmNames')[0];
  const isDescribed = operation === 'DescribeAlarms';
  const arn = alarmArn(isDescribed ? '*' : (name ?? '*'), call);
  return { action, resource: text(input, 'ResourceARN') ?? arn };
}
