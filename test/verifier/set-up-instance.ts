import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  AssociateIamInstanceProfileCommand,
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { fingerprint } from '../../agent/heartbeat.ts';
import { systemLog } from '../../agent/log-file.ts';
import { metricsOf, namespace } from '../../agent/metric-catalogue.ts';
import { type MonitoringSpec, specHash } from '../../agent/monitoring-spec.ts';
import { formatPointer, ownerTag, pointerTagKey } from '../../agent/pointer-tag.ts';
import { ec2Trust, managedPolicyArn, roleName } from '../../agent/role-rules.ts';
import type { RecordItem, StackOutputs } from '../../lambda/contract.ts';
import { toAttributes } from '../../lambda/items.ts';
import type { Sandbox } from '../../sandbox/main.ts';
import type { sandboxClients } from '../support/sandbox.ts';
import { recordItem } from '../unit/sample-watch.ts';

// What a set-up leaves behind, and what the agent on an instance then sends.

type Aws = ReturnType<typeof sandboxClients>;

export async function makeRole(sandbox: Sandbox, aws: Aws): Promise<void> {
  const { iam } = aws;
  const AssumeRolePolicyDocument = JSON.stringify(ec2Trust('aws'));
  const Tags = [{ Key: ownerTag.key, Value: ownerTag.value }];
  await iam.send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument, Tags }));
  for (const policy of ['CloudWatchFullAccess', 'AmazonSSMManagedInstanceCore'] as const) {
    const PolicyArn = managedPolicyArn('aws', policy);
    await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
  }
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: roleName, Tags }));
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: roleName, RoleName: roleName }),
  );
  for (const { id } of sandbox.instances) await attachRole(aws, id);
}

export async function attachRole({ ec2 }: Aws, InstanceId: string): Promise<void> {
  const IamInstanceProfile = { Name: roleName };
  await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
}

export async function detachRole({ ec2 }: Aws, id: string): Promise<void> {
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [id] }],
    }),
  );
  for (const { AssociationId } of IamInstanceProfileAssociations)
    await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}

const cloudWatchPolicy = {
  RoleName: roleName,
  PolicyArn: managedPolicyArn('aws', 'CloudWatchFullAccess'),
};

export async function attachPolicy({ iam }: Aws): Promise<void> {
  await iam.send(new AttachRolePolicyCommand(cloudWatchPolicy));
}

export async function detachPolicy({ iam }: Aws): Promise<void> {
  await iam.send(new DetachRolePolicyCommand(cloudWatchPolicy));
}

function specOf(instanceId: string): MonitoringSpec {
  return { ...recordItem.spec, instanceId };
}

export async function register(
  sandbox: Sandbox,
  dynamodb: DynamoDBClient,
  { ec2 }: Aws,
  id: string,
  { TableName }: StackOutputs,
  change: Partial<RecordItem>,
): Promise<void> {
  const hash = specHash(specOf(id));
  const hourAgo = sandbox.clock.now() - 60 * 60_000;
  const record = {
    ...recordItem,
    sk: id,
    spec: specOf(id),
    specHash: hash,
    phaseSince: hourAgo,
    verifiedAt: hourAgo,
    ...change,
  };
  await dynamodb.send(new PutItemCommand({ TableName, Item: toAttributes(record) }));
  const Value = formatPointer({ instanceId: id, specHash: hash, shard: 0 });
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: pointerTagKey, Value }] }));
}

/** One scheduled run of the metrics agent on an instance, as CloudWatch and Logs see it. */
export async function send(
  { cloudwatch, logs }: Aws,
  id: string,
  stamp: number,
  { silent, mute }: { readonly silent: ReadonlySet<string>; readonly mute: ReadonlySet<string> },
): Promise<void> {
  if (!silent.has(id))
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: namespace,
        MetricData: metricsOf(specOf(id), recordItem.agent?.disks ?? []).map((metric) => ({
          MetricName: metric.name,
          Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
          Value: 1,
          Timestamp: new Date(stamp),
        })),
      }),
    );
  if (silent.has(id) || mute.has(id)) return;
  const where = { logGroupName: systemLog.group, logStreamName: id };
  const made = (error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error;
  };
  await logs.send(new CreateLogGroupCommand({ logGroupName: systemLog.group })).catch(made);
  await logs.send(new CreateLogStreamCommand(where)).catch(made);
  const nonce = recordItem.agent?.nonce;
  const message = `Mar 24 12:00:00 host cwhb: v=1 sh=0 fp=${fingerprint(id)} p=300 ok=1 k=0 ag=1.0.0 n=${nonce}`;
  await logs.send(
    new PutLogEventsCommand({ ...where, logEvents: [{ timestamp: stamp, message }] }),
  );
}
