import { decide } from '../../authorization/authorize.ts';
import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { roleByArn, serviceRole } from '../iam/role-session.ts';
import { invalid } from './settings.ts';
import { type EventInvokeConfig, functionOrThrow, type LambdaFunction } from './state.ts';

export const eventConfigOperations: Readonly<Record<string, Operation>> = {
  PutFunctionEventInvokeConfig: (input, call) => {
    const found = functionOrThrow(input, call);
    found.events = read(input, call, found, undefined);
    return view(found, found.events);
  },

  UpdateFunctionEventInvokeConfig: (input, call) => {
    const found = functionOrThrow(input, call);
    found.events = read(input, call, found, eventsOrThrow(found));
    return view(found, found.events);
  },

  GetFunctionEventInvokeConfig: (input, call) => {
    const found = functionOrThrow(input, call);
    return view(found, eventsOrThrow(found));
  },

  DeleteFunctionEventInvokeConfig: (input, call) => {
    const found = functionOrThrow(input, call);
    eventsOrThrow(found);
    found.events = undefined;
    return {};
  },
};

function eventsOrThrow({ events, arn }: LambdaFunction): EventInvokeConfig {
  if (!events)
    throw new AwsError(
      'ResourceNotFoundException',
      `The function ${arn}:$LATEST doesn't have an EventInvokeConfig`,
      404,
    );
  return events;
}

function read(
  input: Input,
  call: Call,
  of: LambdaFunction,
  old: EventInvokeConfig | undefined,
): EventInvokeConfig {
  const retries = number(input, 'MaximumRetryAttempts') ?? old?.maximumRetryAttempts ?? 2;
  const age = number(input, 'MaximumEventAgeInSeconds') ?? old?.maximumEventAgeSeconds ?? 21_600;
  if (!(retries >= 0 && retries <= 2)) throw invalid('MaximumRetryAttempts is from 0 to 2.');
  if (!(age >= 60 && age <= 21_600)) throw invalid('MaximumEventAgeInSeconds is from 60 to 21600.');
  const config = input.DestinationConfig as Input | undefined;
  const destination = (name: string, before: string | undefined) =>
    config ? text((config[name] ?? {}) as Input, 'Destination') : before;
  const onFailure = destination('OnFailure', old?.onFailure);
  const onSuccess = destination('OnSuccess', old?.onSuccess);
  for (const arn of [onFailure, onSuccess]) if (arn !== undefined) checkRights(arn, call, of);
  return {
    maximumRetryAttempts: retries,
    maximumEventAgeSeconds: age,
    onFailure,
    onSuccess,
    modifiedAt: call.now,
  };
}

const needed: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  lambda: 'lambda:InvokeFunction',
};

/** Lambda looks whether the function's role may send there before it takes the setting. */
function checkRights(arn: string, { world }: Call, of: LambdaFunction): void {
  const action = needed[arn.split(':')[2] ?? ''];
  if (!action) throw invalid(`The sandbox does not model ${arn} as a destination.`);
  const role = roleByArn(world, of.settings.roleArn);
  const caller = role && serviceRole(world, role, of.name);
  if (!caller || decide(world, caller, { action, resource: arn }) !== 'allowed')
    throw invalid(
      `The function's execution role does not have permissions to call ${action.split(':')[1]} on ${arn}`,
    );
}

function view({ arn }: LambdaFunction, events: EventInvokeConfig): object {
  const to = (Destination: string | undefined) =>
    Destination === undefined ? {} : { Destination };
  return {
    LastModified: new Date(events.modifiedAt),
    FunctionArn: `${arn}:$LATEST`,
    MaximumRetryAttempts: events.maximumRetryAttempts,
    MaximumEventAgeInSeconds: events.maximumEventAgeSeconds,
    DestinationConfig: { OnSuccess: to(events.onSuccess), OnFailure: to(events.onFailure) },
  };
}
