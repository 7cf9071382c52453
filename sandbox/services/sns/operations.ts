import { type Input, text } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { publish } from './publish.ts';
import { subscriptionOperations } from './subscriptions.ts';
import { topicOperations } from './topics.ts';

export const sns: Service = {
  signingName: 'sns',
  // Refusals spell it in capitals; policies may spell it either way.
  iamPrefix: 'SNS',
  protocols: ['query'],
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  errorNames: { AccessDeniedException: 'AuthorizationError' },
  operations: { ...topicOperations, ...subscriptionOperations, Publish: publish },
  required: requiredFor,
};

/** The topic where a call names one. Its own policy counts beside the caller's. */
function requiredFor(operation: string, input: Input, { world, region }: Call): Required {
  const action = `SNS:${operation}`;
  const own = `arn:${world.partition}:sns:${region.name}:${world.accountId}`;
  const name = text(input, 'Name');
  const resource =
    text(input, 'TopicArn') ??
    text(input, 'TargetArn') ??
    text(input, 'ResourceArn') ??
    (operation === 'CreateTopic' && name !== undefined ? `${own}:${name}` : '*');
  const resourcePolicy = region.sns.topics.get(resource)?.policy.document;
  return { action, resource, ...(resourcePolicy ? { resourcePolicy } : {}) };
}
