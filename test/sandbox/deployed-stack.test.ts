import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { clientConfig } from './client-config.ts';

const source = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
const dynamodb = new DynamoDBClient({});
const sns = new SNSClient({});
exports.handler = async ({ time }) => {
  console.log('run', time, new Date().toISOString());
  const Item = { pk: { S: 'run' }, sk: { S: time } };
  await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  await sns.send(new PublishCommand({
    TopicArn: process.env.TOPIC, Subject: 'Run', Message: 'It ran at ' + time + '.',
  }));
  if (time.endsWith('12:13:00Z')) throw new Error('the third time fails');
};`;

const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const role = (service: string, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(service),
    Policies: [{ PolicyName: 'rights', PolicyDocument: { Version: '2012-10-17', Statement } }],
  },
});
const allow = (Action: string | string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const template = JSON.stringify({
  Parameters: { Address: { Type: 'String' } },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
    Mail: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Topic' },
        Protocol: 'email',
        Endpoint: { Ref: 'Address' },
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue' },
    FunctionRole: role(
      'lambda.amazonaws.com',
      allow('dynamodb:PutItem', arnOf('Table')),
      allow('sns:Publish', { Ref: 'Topic' }),
      allow('sqs:SendMessage', arnOf('DeadLetters')),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf('Log')),
    ),
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: arnOf('FunctionRole'),
        Timeout: 30,
        Code: { ZipFile: source },
        LoggingConfig: { LogGroup: { Ref: 'Log' } },
        Environment: { Variables: { TABLE: { Ref: 'Table' }, TOPIC: { Ref: 'Topic' } } },
      },
    },
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
    Events: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Function' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: arnOf('DeadLetters') } },
      },
    },
    ScheduleRole: role(
      'scheduler.amazonaws.com',
      allow('lambda:InvokeFunction', arnOf('Function')),
    ),
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(3/5 * * * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arnOf('Function'),
          RoleArn: arnOf('ScheduleRole'),
          Input: '{"time":"<aws.scheduler.scheduled-time>"}',
        },
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmDescription: 'Something was not delivered.',
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetters', 'QueueName'] } }],
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
  },
  Outputs: { Table: { Value: { Ref: 'Table' } }, Topic: { Value: { Ref: 'Topic' } } },
});

it('a deployed function runs on its schedule, writes, mails, fails and is taken away', async () => {
  await using sandbox = await startSandbox({ startAt: Date.parse('2026-03-02T12:00:00Z') });
  const config = clientConfig(sandbox);
  const cloudformation = new CloudFormationClient(config);
  const sns = new SNSClient(config);
  const before = snapshotWorld(sandbox.world);
  await cloudformation.send(
    new CreateStackCommand({
      StackName: 'watch',
      TemplateBody: template,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [{ ParameterKey: 'Address', ParameterValue: 'me@example.com' }],
    }),
  );
  await sandbox.clock.advance(2 * 60_000);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: 'watch' }));
  expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
  const outputs = Stacks?.[0]?.Outputs ?? [];
  const output = (key: string) =>
    outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  const token = /Token=(\w+)/.exec(sandbox.world.mailbox.at(-1)?.body ?? '')?.[1] ?? '';
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn: output('Topic'), Token: token }));

  await sandbox.clock.advance(12 * 60_000);
  const { Items } = await new DynamoDBClient(config).send(
    new ScanCommand({ TableName: output('Table') }),
  );
  const runs = ['12:03', '12:08', '12:13'].map((time) => `2026-03-02T${time}:00Z`);
  expect(Items?.map(({ sk }) => sk?.S).sort()).toEqual(runs);
  expect(sandbox.world.mailbox.slice(1).map(({ body }) => body.split('\n')[0])).toEqual(
    runs.map((time) => `It ran at ${time}.`),
  );
  const log = [...sandbox.world.region(sandbox.region).logs.groups.values()]
    .flatMap(({ streams }) => [...streams.values()])
    .flatMap(({ events }) => events.map(({ message }) => message));
  expect(log.filter((line) => line.includes('run 2026'))).toHaveLength(3);

  // The third run failed for good, its event is in the queue, and the alarm has seen it there.
  await sandbox.clock.advance(2 * 60_000);
  const { MetricAlarms } = await new CloudWatchClient(config).send(new DescribeAlarmsCommand());
  expect(MetricAlarms?.[0]?.StateValue).toBe('ALARM');
  expect(sandbox.world.mailbox.at(-1)?.subject).toMatch(/^ALARM: "watch-Alarm-/);

  await cloudformation.send(new DeleteStackCommand({ StackName: 'watch' }));
  await sandbox.clock.advance(2 * 60_000);
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  const mails = sandbox.world.mailbox.length;
  await sandbox.clock.advance(10 * 60_000);
  expect(sandbox.world.mailbox).toHaveLength(mails);
});
