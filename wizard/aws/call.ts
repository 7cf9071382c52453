import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateLogGroupCommand,
  DeleteRetentionPolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  AssociateIamInstanceProfileCommand,
  CreateTagsCommand,
  DeleteTagsCommand,
  DisassociateIamInstanceProfileCommand,
  MonitorInstancesCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  UnmonitorInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { SendCommandCommand } from '@aws-sdk/client-ssm';
import type { AwsCall } from '../engine/action.ts';
import type { AwsClients } from './clients.ts';

/** Every change that an action can make. A call that is not listed here cannot be planned. */
const changes = {
  iam: {
    CreateRole: CreateRoleCommand,
    UpdateAssumeRolePolicy: UpdateAssumeRolePolicyCommand,
    DeleteRole: DeleteRoleCommand,
    PutRolePolicy: PutRolePolicyCommand,
    DeleteRolePolicy: DeleteRolePolicyCommand,
    AttachRolePolicy: AttachRolePolicyCommand,
    DetachRolePolicy: DetachRolePolicyCommand,
    CreateInstanceProfile: CreateInstanceProfileCommand,
    DeleteInstanceProfile: DeleteInstanceProfileCommand,
    AddRoleToInstanceProfile: AddRoleToInstanceProfileCommand,
    RemoveRoleFromInstanceProfile: RemoveRoleFromInstanceProfileCommand,
  },
  ec2: {
    AssociateIamInstanceProfile: AssociateIamInstanceProfileCommand,
    ReplaceIamInstanceProfileAssociation: ReplaceIamInstanceProfileAssociationCommand,
    DisassociateIamInstanceProfile: DisassociateIamInstanceProfileCommand,
    MonitorInstances: MonitorInstancesCommand,
    UnmonitorInstances: UnmonitorInstancesCommand,
    CreateTags: CreateTagsCommand,
    DeleteTags: DeleteTagsCommand,
  },
  ssm: { SendCommand: SendCommandCommand },
  cloudformation: {
    CreateStack: CreateStackCommand,
    UpdateStack: UpdateStackCommand,
    UpdateTerminationProtection: UpdateTerminationProtectionCommand,
    DeleteStack: DeleteStackCommand,
  },
  sns: { Subscribe: SubscribeCommand },
  // Carried out by the ledger, which knows the item.
  dynamodb: { PutItem: PutItemCommand, DeleteItem: DeleteItemCommand },
  logs: {
    CreateLogGroup: CreateLogGroupCommand,
    PutRetentionPolicy: PutRetentionPolicyCommand,
    DeleteRetentionPolicy: DeleteRetentionPolicyCommand,
  },
} as const;

/** Services, operations and input types that an action may name. */
export type Changes = typeof changes;

/** Sends one planned call as it stands. Throws the SDK's error. */
export async function sendChange(aws: AwsClients, call: AwsCall): Promise<unknown> {
  const operations: Readonly<Record<string, new (input: never) => unknown>> | undefined =
    changes[call.service as keyof Changes];
  const Command = operations?.[call.operation];
  if (!Command) throw new Error(`${call.service}:${call.operation} cannot be planned`);
  const client = aws[call.service] as { send(command: unknown): Promise<unknown> };
  return client.send(new Command(call.input as never));
}
