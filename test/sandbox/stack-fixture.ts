import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Sandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { clientConfig } from './client-config.ts';

/** A small template: a topic, a log group called /mine, a role. */
export const template = (more: object = {}, outputs: object = {}) =>
  JSON.stringify({
    Parameters: {
      Days: { Type: 'Number', Default: 7 },
      Secret: { Type: 'String', NoEcho: true, Default: 'hidden' },
    },
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'News' } },
      Group: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: '/mine', RetentionInDays: { Ref: 'Days' } },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          },
          Policies: [
            {
              PolicyName: 'publish',
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } }],
              },
            },
          ],
        },
      },
      ...more,
    },
    Outputs: { TopicArn: { Value: { Ref: 'Topic' } }, ...outputs },
  });

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const StackName = 'mine';

/** The stack `mine` of a sandbox whose clock stands. */
export function stackIn(sandbox: Sandbox, rights?: readonly PolicyStatement[]) {
  const client = new CloudFormationClient(clientConfig(sandbox, rights));
  return {
    client,
    create: (more: object = {}) =>
      client.send(
        new CreateStackCommand({
          StackName,
          TemplateBody: template(),
          Capabilities,
          Tags: [{ Key: 'owner', Value: 'me' }],
          ...more,
        }),
      ),
    update: (more: object = {}) =>
      client.send(new UpdateStackCommand({ StackName, Capabilities, ...more })),
    remove: (more: object = {}) => client.send(new DeleteStackCommand({ StackName, ...more })),
    settle: () => sandbox.clock.advance(3 * 60_000),
    described: async (nameOrId = StackName) =>
      (await client.send(new DescribeStacksCommand({ StackName: nameOrId }))).Stacks?.[0],
    /** Oldest first. */
    events: async () =>
      (
        (await client.send(new DescribeStackEventsCommand({ StackName }))).StackEvents ?? []
      ).reverse(),
  };
}
