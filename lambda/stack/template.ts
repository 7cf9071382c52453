import {
  functionName,
  logGroupName,
  type StackOutputs,
  type StackParameters,
  type VerifierEnvironment,
} from '../contract.ts';
import { alarms } from './alarms.ts';
import { functionRole, schedulerRole } from './roles.ts';
import { att, either, ref, topic } from './words.ts';

/**
 * CloudFormation refuses a template of more bytes than this, unless it comes by way of S3
 * (its API reference: TemplateBody).
 */
export const templateLimit = 51_200;

/** What is put into the template. */
export interface TemplateValues {
  /** The built verifier: one CommonJS file. */
  readonly code: string;
  /** Of the program that deploys it. */
  readonly version: string;
}

/**
 * The whole stack as JSON text, in ASCII: CloudFormation works with other letters, but gives
 * question marks back when it is asked for the template.
 */
export function renderTemplate(values: TemplateValues): string {
  return JSON.stringify(template(values)).replace(/[^\0-\x7f]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function template({ code, version }: TemplateValues): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'cloudwatch-wizard: tells when monitored EC2 instances fall silent, and why',
    Metadata: { Version: version },
    Parameters: parameters,
    Conditions: {
      MakesTopic: { 'Fn::Equals': [ref('ExistingTopicArn'), ''] },
      EveryMinute: { 'Fn::Equals': [ref('RunEvery'), '60'] },
    },
    Resources: {
      Table: table,
      Topic: { Type: 'AWS::SNS::Topic', Condition: 'MakesTopic' },
      DeadLetterQueue: queue,
      LogGroup: logGroup,
      FunctionRole: functionRole,
      Function: lambdaFunction(code),
      EventInvokeConfig: eventInvokeConfig,
      SchedulerRole: schedulerRole,
      Schedule: schedule,
      ...alarms,
    },
    Outputs: outputs(version),
  };
}

const parameters: Readonly<Record<keyof StackParameters, object>> = {
  RunEvery: { Type: 'String', AllowedValues: ['60', '300'], Default: '300' },
  ExistingTopicArn: { Type: 'String', Default: '' },
  WebhookUrl: { Type: 'String', Default: '', NoEcho: true },
  Language: { Type: 'String', AllowedValues: ['en', 'ko'], Default: 'en' },
  TimeZone: { Type: 'String', Default: 'UTC' },
};

/**
 * Goes with the stack: the next stack's table has another name, so one that stayed would be litter
 * and not history. What guards the records is the stack's termination protection. An update that
 * would replace the table leaves the old one behind.
 */
const table = {
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  },
};

const twoWeeks = 14 * 24 * 60 * 60;

const queue = {
  Type: 'AWS::SQS::Queue',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Delete',
  Properties: { MessageRetentionPeriod: twoWeeks },
};

/** Ours, so that it has a retention: Lambda would make one that keeps lines for ever. */
const logGroup = {
  Type: 'AWS::Logs::LogGroup',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Delete',
  Properties: { LogGroupName: logGroupName, RetentionInDays: 30 },
};

/** No reserved concurrency: it fails in new accounts. Two runs at once are kept apart by a lease. */
function lambdaFunction(code: string): object {
  const variables: Readonly<Record<keyof VerifierEnvironment, object>> = {
    TABLE_NAME: ref('Table'),
    TOPIC_ARN: topic,
    WEBHOOK_URL: ref('WebhookUrl'),
    LANGUAGE: ref('Language'),
    TIME_ZONE: ref('TimeZone'),
    RUN_EVERY: ref('RunEvery'),
    ACCOUNT_ID: ref('AWS::AccountId'),
  };
  return {
    Type: 'AWS::Lambda::Function',
    DependsOn: 'LogGroup',
    Properties: {
      FunctionName: functionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: code },
      Role: att('FunctionRole', 'Arn'),
      MemorySize: 256,
      Timeout: 50,
      Environment: { Variables: variables },
    },
  };
}

/** A run that failed is tried once more, while its tick is still the newest. */
const eventInvokeConfig = {
  Type: 'AWS::Lambda::EventInvokeConfig',
  Properties: {
    FunctionName: ref('Function'),
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 240,
    DestinationConfig: { OnFailure: { Destination: att('DeadLetterQueue', 'Arn') } },
  },
};

/** Three minutes behind the agents' own ticks: by then a tick's data has to be there. */
const schedule = {
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: either('EveryMinute', 'cron(* * * * ? *)', 'cron(3/5 * * * ? *)'),
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: att('Function', 'Arn'),
      RoleArn: att('SchedulerRole', 'Arn'),
      Input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
      DeadLetterConfig: { Arn: att('DeadLetterQueue', 'Arn') },
    },
  },
};

function outputs(version: string): Readonly<Record<keyof StackOutputs, object>> {
  return {
    Version: { Value: version },
    TableName: { Value: ref('Table') },
    TopicArn: { Value: topic },
    FunctionName: { Value: ref('Function') },
    ScheduleName: { Value: ref('Schedule') },
    DeadLetterQueueUrl: { Value: ref('DeadLetterQueue') },
  };
}
