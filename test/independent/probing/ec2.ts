import * as ec2 from '@aws-sdk/client-ec2';
import { type ProbingCall, probeName } from './probing-call.ts';

const noInstance = 'i-00000000000000000';
export const ec2Calls: readonly ProbingCall[] = [
  [
    'an instance that is not there',
    ({ clients }) =>
      clients.ec2.send(new ec2.DescribeInstancesCommand({ InstanceIds: [noInstance] })),
  ],
  [
    'an instance id that is none',
    ({ clients }) => clients.ec2.send(new ec2.DescribeInstancesCommand({ InstanceIds: ['web-1'] })),
  ],
  [
    'a profile that is not there, attached',
    ({ clients, instanceId: InstanceId }) =>
      clients.ec2.send(
        new ec2.AssociateIamInstanceProfileCommand({
          InstanceId,
          IamInstanceProfile: { Name: 'nobody' },
        }),
      ),
  ],
  [
    'a profile attached to an instance that is not there',
    ({ clients }) =>
      clients.ec2.send(
        new ec2.AssociateIamInstanceProfileCommand({
          InstanceId: noInstance,
          IamInstanceProfile: { Name: probeName },
        }),
      ),
  ],
  [
    'a profile attached',
    ({ clients, instanceId: InstanceId }) =>
      clients.ec2.send(
        new ec2.AssociateIamInstanceProfileCommand({
          InstanceId,
          IamInstanceProfile: { Name: probeName },
        }),
      ),
  ],
  [
    'a second profile attached',
    ({ clients, instanceId: InstanceId }) =>
      clients.ec2.send(
        new ec2.AssociateIamInstanceProfileCommand({
          InstanceId,
          IamInstanceProfile: { Name: probeName },
        }),
      ),
  ],
  [
    'an association that is not there, ended',
    ({ clients }) =>
      clients.ec2.send(
        new ec2.DisassociateIamInstanceProfileCommand({
          AssociationId: 'iip-assoc-00000000000000000',
        }),
      ),
  ],
  [
    'an association that is not there, replaced',
    ({ clients }) =>
      clients.ec2.send(
        new ec2.ReplaceIamInstanceProfileAssociationCommand({
          AssociationId: 'iip-assoc-00000000000000000',
          IamInstanceProfile: { Name: probeName },
        }),
      ),
  ],
  [
    'tags on an instance that is not there',
    ({ clients }) =>
      clients.ec2.send(
        new ec2.CreateTagsCommand({
          Resources: [noInstance],
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      ),
  ],
  [
    'a tag that begins with aws:',
    ({ clients, instanceId: id }) =>
      clients.ec2.send(
        new ec2.CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'aws:a', Value: 'b' }] }),
      ),
  ],
  [
    'a tag that is not there, deleted',
    ({ clients, instanceId: id }) =>
      clients.ec2.send(new ec2.DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'none' }] })),
  ],
  [
    'a dry run',
    ({ clients, instanceId: id }) =>
      clients.ec2.send(
        new ec2.CreateTagsCommand({
          Resources: [id],
          Tags: [{ Key: 'a', Value: 'b' }],
          DryRun: true,
        }),
      ),
  ],
];
