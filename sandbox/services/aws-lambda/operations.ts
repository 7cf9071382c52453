import { type Input, text } from '../../input.ts';
import type { Call, Operation, Required, Route, Service } from '../../service.ts';
import { eventConfigOperations } from './event-config.ts';
import { functionOperations } from './functions.ts';
import { permissionOperations, permissionPolicy } from './permissions.ts';
import { functionArn, functionName } from './state.ts';

/** The code that starts processes is loaded by the first event. */
const invoke: Operation = async (input, call) => (await import('./invoke.ts')).invoke(input, call);

export const lambda: Service = {
  signingName: 'lambda',
  iamPrefix: 'lambda',
  protocols: ['rest-json'],
  routes: routes(),
  errorNames: { ThrottlingException: 'TooManyRequestsException' },
  operations: {
    ...functionOperations,
    ...eventConfigOperations,
    ...permissionOperations,
    Invoke: invoke,
  },
  required: requiredFor,
};

function routes(): Route[] {
  const functions = '/2015-03-31/functions';
  const one = `${functions}/{FunctionName}`;
  const events = '/2019-09-25/functions/{FunctionName}/event-invoke-config';
  const tags = '/2017-03-31/tags/{Resource}';
  const route = (
    operation: string,
    method: Route['method'],
    path: string,
    status = 200,
  ): Route => ({
    operation,
    method,
    path,
    status,
  });
  return [
    route('CreateFunction', 'POST', functions, 201),
    route('ListFunctions', 'GET', functions),
    route('GetFunction', 'GET', one),
    route('DeleteFunction', 'DELETE', one, 204),
    route('GetFunctionConfiguration', 'GET', `${one}/configuration`),
    route('UpdateFunctionConfiguration', 'PUT', `${one}/configuration`),
    route('UpdateFunctionCode', 'PUT', `${one}/code`),
    route('AddPermission', 'POST', `${one}/policy`, 201),
    route('GetPolicy', 'GET', `${one}/policy`),
    route('RemovePermission', 'DELETE', `${one}/policy/{StatementId}`, 204),
    route('PutFunctionEventInvokeConfig', 'PUT', events),
    route('UpdateFunctionEventInvokeConfig', 'POST', events),
    route('GetFunctionEventInvokeConfig', 'GET', events),
    route('DeleteFunctionEventInvokeConfig', 'DELETE', events, 204),
    route('PutFunctionConcurrency', 'PUT', '/2017-10-31/functions/{FunctionName}/concurrency'),
    route(
      'DeleteFunctionConcurrency',
      'DELETE',
      '/2017-10-31/functions/{FunctionName}/concurrency',
      204,
    ),
    route('GetFunctionConcurrency', 'GET', '/2019-09-30/functions/{FunctionName}/concurrency'),
    route('TagResource', 'POST', tags, 204),
    route('UntagResource', 'DELETE', tags, 204),
    route('ListTags', 'GET', tags),
    {
      ...route('Invoke', 'POST', `${one}/invocations`),
      payload: 'Payload',
      headers: {
        'x-amz-invocation-type': 'InvocationType',
        'x-amz-log-type': 'LogType',
        'x-amz-function-error': 'FunctionError',
        'x-amz-log-result': 'LogResult',
        'x-amz-executed-version': 'ExecutedVersion',
      },
    },
  ];
}

function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`;
  if (operation === 'ListFunctions') return { action, resource: '*' };
  const named = text(input, 'FunctionName') ?? text(input, 'Resource');
  const name = functionName({ FunctionName: named });
  const found = call.region.lambda.functions.get(name);
  const resource = functionArn(name, call);
  if (!found || found.permissions.size === 0) return { action, resource };
  return { action, resource, resourcePolicy: permissionPolicy(found) };
}
