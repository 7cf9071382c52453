import { policy, role } from './iam.ts';
import { eventInvokeConfig, lambdaFunction, permission } from './lambda.ts';
import { queue, queuePolicy, subscription, topic, topicPolicy } from './messaging.ts';
import { logGroup, table } from './storage.ts';
import { alarm, schedule } from './timing.ts';
import type { Properties, ResourceType } from './type.ts';

const types: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::DynamoDB::Table': table,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfig,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': permission,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::Scheduler::Schedule': schedule,
};

export function typeNamed(name: string): ResourceType | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

/** What is wrong with a resource's properties, in AWS's words; `undefined` when nothing is. */
export function propertyProblem(type: ResourceType, properties: Properties): string | undefined {
  const names = Object.keys(properties);
  const extra = names.find(
    (name) => !type.properties.includes(name) || (name === 'Tags' && !type.isTaggable),
  );
  if (extra !== undefined) return `#: extraneous key [${extra}] is not permitted`;
  const absent = type.required?.find((name) => !names.includes(name));
  return absent === undefined ? undefined : `#: required key [${absent}] not found`;
}
