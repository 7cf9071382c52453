import { AwsError } from '../../errors.ts';
import { flag, type Input, text, texts } from '../../input.ts';
import type { Call, Operation, Required, Service } from '../../service.ts';
import {
  associateIamInstanceProfile,
  describeIamInstanceProfileAssociations,
  disassociateIamInstanceProfile,
  replaceIamInstanceProfileAssociation,
} from './association-operations.ts';
import { describeInstanceStatus, describeInstances } from './describe-instances.ts';
import { rebootInstances, startInstances, stopInstances, terminateInstances } from './lifecycle.ts';
import { modifyInstanceMetadataOptions } from './metadata-options.ts';
import { monitorInstances, unmonitorInstances } from './monitoring.ts';
import { describeRegions } from './places.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';

export const ec2: Service = {
  signingName: 'ec2',
  iamPrefix: 'ec2',
  protocols: ['ec2-query'],
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: withDryRun({
    AssociateIamInstanceProfile: associateIamInstanceProfile,
    CreateTags: createTags,
    DeleteTags: deleteTags,
    DescribeIamInstanceProfileAssociations: describeIamInstanceProfileAssociations,
    DescribeInstanceStatus: describeInstanceStatus,
    DescribeInstances: describeInstances,
    DescribeRegions: describeRegions,
    DescribeTags: describeTags,
    DisassociateIamInstanceProfile: disassociateIamInstanceProfile,
    ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
    MonitorInstances: monitorInstances,
    RebootInstances: rebootInstances,
    ReplaceIamInstanceProfileAssociation: replaceIamInstanceProfileAssociation,
    StartInstances: startInstances,
    StopInstances: stopInstances,
    TerminateInstances: terminateInstances,
    UnmonitorInstances: unmonitorInstances,
  }),
  required: requiredFor,
};

/** `DryRun` asks for permission alone, which has been given by the time an operation runs. */
function withDryRun(operations: Record<string, Operation>): Record<string, Operation> {
  const wrapped = Object.entries(operations).map(([name, operation]): [string, Operation] => [
    name,
    (input, call) => {
      if (flag(input, 'DryRun'))
        throw new AwsError(
          'DryRunOperation',
          'Request would have succeeded, but DryRun flag is set.',
          412,
        );
      return operation(input, call);
    },
  ]);
  return Object.fromEntries(wrapped);
}

/** Describe calls know no resources in IAM; of several instances the first one is judged. */
function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `ec2:${operation}`;
  const id = operation.startsWith('Describe') ? undefined : subject(input, call);
  if (!id) return { action, resource: '*' };
  const { partition, accountId } = call.world;
  const instance = call.region.ec2.instances.get(id);
  const tags = [...(instance?.tags ?? [])].map(([key, value]) => [`ec2:ResourceTag/${key}`, value]);
  return {
    action,
    resource: `arn:${partition}:ec2:${call.region.name}:${accountId}:instance/${id}`,
    context: Object.fromEntries(tags),
  };
}

function subject(input: Input, call: Call): string | undefined {
  const { associations } = call.region.ec2;
  const byAssociation = associations.find(({ id }) => id === text(input, 'AssociationId'));
  const single = Array.isArray(input.InstanceId) ? undefined : text(input, 'InstanceId');
  return (
    byAssociation?.instanceId ??
    single ??
    texts(input, 'InstanceId')[0] ??
    texts(input, 'ResourceId')[0]
  );
}
