import * as iam from '@aws-sdk/client-iam';
import { type ProbingCall, probeName } from './probing-call.ts';

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const inline = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
const RoleName = probeName;
const InstanceProfileName = probeName;
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

export const iamCalls: readonly ProbingCall[] = [
  [
    'a role that is not there',
    ({ clients }) => clients.iam.send(new iam.GetRoleCommand({ RoleName })),
  ],
  [
    'delete a role that is not there',
    ({ clients }) => clients.iam.send(new iam.DeleteRoleCommand({ RoleName })),
  ],
  [
    'a role whose trust is no JSON',
    ({ clients }) =>
      clients.iam.send(
        new iam.CreateRoleCommand({ RoleName: 'no-json', AssumeRolePolicyDocument: 'no' }),
      ),
  ],
  [
    'a role whose name has a blank',
    ({ clients }) =>
      clients.iam.send(
        new iam.CreateRoleCommand({
          RoleName: 'a b',
          AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
        }),
      ),
  ],
  [
    'a role',
    ({ clients }) =>
      clients.iam.send(
        new iam.CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      ),
  ],
  [
    'the same role again',
    ({ clients }) =>
      clients.iam.send(
        new iam.CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
        }),
      ),
  ],
  [
    'a policy that is not there, attached',
    ({ clients }) =>
      clients.iam.send(
        new iam.AttachRolePolicyCommand({ RoleName, PolicyArn: managed('NoSuchPolicy') }),
      ),
  ],
  [
    'a policy that is not attached, detached',
    ({ clients }) =>
      clients.iam.send(
        new iam.DetachRolePolicyCommand({ RoleName, PolicyArn: managed('CloudWatchFullAccess') }),
      ),
  ],
  [
    'a policy attached',
    ({ clients }) =>
      clients.iam.send(
        new iam.AttachRolePolicyCommand({ RoleName, PolicyArn: managed('CloudWatchFullAccess') }),
      ),
  ],
  [
    'the same policy attached again',
    ({ clients }) =>
      clients.iam.send(
        new iam.AttachRolePolicyCommand({ RoleName, PolicyArn: managed('CloudWatchFullAccess') }),
      ),
  ],
  [
    'an inline policy that is no JSON',
    ({ clients }) =>
      clients.iam.send(
        new iam.PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: '{' }),
      ),
  ],
  [
    'an inline policy with an action of no vendor',
    ({ clients }) =>
      clients.iam.send(
        new iam.PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: inline('Put') }),
      ),
  ],
  [
    'an inline policy',
    ({ clients }) =>
      clients.iam.send(
        new iam.PutRolePolicyCommand({
          RoleName,
          PolicyName: 'p',
          PolicyDocument: inline('cloudwatch:PutMetricData'),
        }),
      ),
  ],
  [
    'an inline policy that is not there',
    ({ clients }) => clients.iam.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName: 'q' })),
  ],
  [
    'a role deleted that still has policies',
    ({ clients }) => clients.iam.send(new iam.DeleteRoleCommand({ RoleName })),
  ],
  [
    'a profile that is not there',
    ({ clients }) => clients.iam.send(new iam.GetInstanceProfileCommand({ InstanceProfileName })),
  ],
  [
    'a profile',
    ({ clients }) =>
      clients.iam.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName })),
  ],
  [
    'the same profile again',
    ({ clients }) =>
      clients.iam.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName })),
  ],
  [
    'a role that is not there, in a profile',
    ({ clients }) =>
      clients.iam.send(
        new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'nobody' }),
      ),
  ],
  [
    'a role in a profile',
    ({ clients }) =>
      clients.iam.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
  ],
  [
    'a second role in a profile',
    ({ clients }) =>
      clients.iam.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
  ],
  [
    'a profile deleted that holds a role',
    ({ clients }) =>
      clients.iam.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName })),
  ],
  [
    'profiles of a role that is not there',
    ({ clients }) =>
      clients.iam.send(new iam.ListInstanceProfilesForRoleCommand({ RoleName: 'nobody' })),
  ],
];
