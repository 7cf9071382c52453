import { type Input, text } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { messageOperations } from './messages.ts';
import { queueOperations } from './queues.ts';
import { queueArn } from './state.ts';

export const sqs: Service = {
  signingName: 'sqs',
  iamPrefix: 'sqs',
  protocols: ['json-1.0'],
  operations: { ...queueOperations, ...messageOperations },
  required: requiredFor,
};

function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `sqs:${operation}`;
  if (operation === 'ListQueues') return { action, resource: '*' };
  const name = text(input, 'QueueName') ?? text(input, 'QueueUrl')?.split('/').at(-1) ?? '';
  const resourcePolicy = call.region.sqs.queues.get(name)?.policy;
  return {
    action,
    resource: queueArn(name, call),
    ...(resourcePolicy ? { resourcePolicy } : {}),
  };
}
