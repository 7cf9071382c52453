import { text } from '../../input.ts';
import type { Service } from '../../service.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

/** None of CloudWatch's metric operations takes a resource: policies narrow them by conditions. */
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
  },
  required: (operation, input) => {
    const action = `cloudwatch:${operation}`;
    if (operation !== 'PutMetricData') return { action, resource: '*' };
    const namespace = text(input, 'Namespace') ?? '';
    return { action, resource: '*', context: { 'cloudwatch:namespace': namespace } };
  },
};
