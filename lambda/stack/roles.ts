import { roleName } from '../../agent/role-rules.ts';
import { logGroupName, verifierNamespace } from '../contract.ts';
import { att, here, inIam, ref, topic } from './words.ts';

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

/** What AWS does in the function's name; the rest of its rights are calls of our own code. */
export const runtimeRights: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:SendMessage',
];

/** Reads what it watches; writes only into its own table, topic, queue, log and metrics. */
const functionStatements: readonly Statement[] = [
  allow(['ec2:DescribeInstances'], '*', {
    StringEquals: { 'aws:RequestedRegion': ref('AWS::Region') },
  }),
  allow(['cloudwatch:GetMetricStatistics'], '*'),
  allow(['cloudwatch:PutMetricData'], '*', {
    StringEquals: { 'cloudwatch:namespace': verifierNamespace },
  }),
  // Heartbeat lines are in streams that bear the name of their instance.
  allow(['logs:GetLogEvents'], here('logs', 'log-group:*:log-stream:i-*')),
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:FilterLogEvents'],
    [here('logs', `log-group:${logGroupName}`), here('logs', `log-group:${logGroupName}:*`)],
  ),
  allow(['iam:GetRole', 'iam:ListAttachedRolePolicies'], inIam(`role/${roleName}`)),
  allow(['iam:GetInstanceProfile'], inIam(`instance-profile/${roleName}`)),
  allow(
    [
      'dynamodb:Query',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ],
    att('Table', 'Arn'),
  ),
  allow(['sns:Publish'], topic),
  allow(['sqs:SendMessage'], att('DeadLetterQueue', 'Arn')),
];

const schedulerStatements: readonly Statement[] = [
  allow(['lambda:InvokeFunction'], att('Function', 'Arn')),
  allow(['sqs:SendMessage'], att('DeadLetterQueue', 'Arn')),
];

export const functionRole = role('lambda.amazonaws.com', functionStatements);
export const schedulerRole = role('scheduler.amazonaws.com', schedulerStatements);

/** Both services go by these names in every partition; in China only EC2's differs. */
function role(service: string, statements: readonly Statement[]): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy([
        { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
      ]),
      Policies: [{ PolicyName: 'verifier', PolicyDocument: policy(statements) }],
    },
  };
}

function policy(statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(actions: readonly string[], resource: unknown, condition?: object): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    ...(condition ? { Condition: condition } : {}),
  };
}
