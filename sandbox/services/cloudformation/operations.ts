import { type Input, text } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { changeOperations } from './change-operations.ts';
import { readOperations } from './read-operations.ts';
import { findStack } from './state.ts';

export const cloudformation: Service = {
  signingName: 'cloudformation',
  iamPrefix: 'cloudformation',
  protocols: ['query'],
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: { ...changeOperations, ...readOperations },
  required: requiredFor,
};

function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `cloudformation:${operation}`;
  const name = text(input, 'StackName');
  if (name === undefined) return { action, resource: '*' };
  const { world, region } = call;
  const found = findStack(region.cloudformation, name);
  const arn = `arn:${world.partition}:cloudformation:${region.name}:${world.accountId}:stack`;
  const unknown = name.startsWith('arn:') ? name : `${arn}/${name}/*`;
  return { action, resource: found?.id ?? unknown };
}
