import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { functionRole, runtimeRights, schedulerRole } from '../../lambda/stack/roles.ts';
import { statementsOf } from '../support/role-statements.ts';

const given = statementsOf(functionRole).flatMap(({ Action }) => Action);

const prefixes: Readonly<Record<string, string>> = {
  cloudwatch: 'cloudwatch',
  'cloudwatch-logs': 'logs',
  dynamodb: 'dynamodb',
  ec2: 'ec2',
  iam: 'iam',
  sns: 'sns',
};

/** Commands and paginators that the verifier's sources import, as actions of IAM. */
function called(): string[] {
  const files = readdirSync('lambda', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const text = readFileSync(join('lambda', name), 'utf8');
    return [...text.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
      ([, names = '', client = '']) =>
        [...names.matchAll(/\b(?:(\w+)Command|paginate(\w+))\b/g)].map(
          ([, command, pages]) => `${prefixes[client]}:${command ?? pages}`,
        ),
    );
  });
}

it('has the rights that its calls need, and no others', () => {
  const calls = new Set(called());
  expect(calls.size).toBeGreaterThan(12);
  expect(new Set([...calls, ...runtimeRights])).toEqual(new Set(given));
});

it('changes nothing on EC2, IAM and Systems Manager', () => {
  const changing = given.filter((action) => !/:(Get|List|Describe|Query|FilterLog)/.test(action));
  expect(changing.sort()).toEqual([
    'cloudwatch:PutMetricData',
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sns:Publish',
    'sqs:SendMessage',
  ]);
});

it('names what it may touch, wherever AWS lets it', () => {
  const anywhere = statementsOf(functionRole).filter(({ Resource }) => Resource === '*');
  expect(anywhere.flatMap(({ Action }) => Action).sort()).toEqual([
    'cloudwatch:GetMetricStatistics',
    'cloudwatch:PutMetricData',
    'ec2:DescribeInstances',
  ]);
});

it('lets the schedule start this function, and put aside what failed', () => {
  expect(statementsOf(schedulerRole)).toMatchObject([
    { Action: ['lambda:InvokeFunction'], Resource: { 'Fn::GetAtt': ['Function', 'Arn'] } },
    { Action: ['sqs:SendMessage'], Resource: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
  ]);
});
