import type { PolicyDocument } from '../../principal.ts';

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly version: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly document: PolicyDocument;
}

/**
 * AWS's own policies, as far as a monitored instance can meet them. Actions are those of the
 * versions named here; CloudWatchFullAccessV2 leaves out the rights of services that are not modelled.
 */
const managedPolicies: readonly ManagedPolicy[] = [
  awsPolicy(
    'CloudWatchFullAccess',
    'v4',
    ['2015-02-06', '2022-11-27'],
    [
      allow(
        'autoscaling:Describe*',
        'cloudwatch:*',
        'logs:*',
        'sns:*',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'oam:ListSinks',
      ),
    ],
  ),
  awsPolicy(
    'CloudWatchFullAccessV2',
    'v15',
    ['2023-08-01', '2026-02-12'],
    [
      allow(
        'application-autoscaling:DescribeScalingPolicies',
        'application-signals:*',
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribePolicies',
        'cloudwatch:*',
        'logs:*',
        'sns:CreateTopic',
        'sns:ListSubscriptions',
        'sns:ListSubscriptionsByTopic',
        'sns:ListTopics',
        'sns:Subscribe',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'oam:ListSinks',
        'rum:*',
        'synthetics:*',
        'xray:*',
      ),
    ],
  ),
  awsPolicy(
    'CloudWatchAgentServerPolicy',
    'v3',
    ['2018-03-07', '2024-02-06'],
    [
      allow(
        'cloudwatch:PutMetricData',
        'ec2:DescribeVolumes',
        'ec2:DescribeTags',
        'logs:PutLogEvents',
        'logs:PutRetentionPolicy',
        'logs:DescribeLogStreams',
        'logs:DescribeLogGroups',
        'logs:CreateLogStream',
        'logs:CreateLogGroup',
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ),
      {
        Effect: 'Allow',
        Action: ['ssm:GetParameter'],
        Resource: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*',
      },
    ],
  ),
  awsPolicy(
    'AmazonSSMManagedInstanceCore',
    'v2',
    ['2019-03-15', '2019-05-23'],
    [allow(...agentActions(), 'ssm:GetParameter', 'ssm:GetParameters')],
  ),
  awsPolicy(
    'AmazonSSMManagedEC2InstanceDefaultPolicy',
    'v2',
    ['2022-08-30', '2024-07-16'],
    [allow(...agentActions())],
  ),
];

/** What an SSM agent needs to register, to be sent commands and to report. */
function agentActions(): string[] {
  return [
    'ssm:DescribeAssociation',
    'ssm:GetDeployablePatchSnapshotForInstance',
    'ssm:GetDocument',
    'ssm:DescribeDocument',
    'ssm:GetManifest',
    'ssm:ListAssociations',
    'ssm:ListInstanceAssociations',
    'ssm:PutInventory',
    'ssm:PutComplianceItems',
    'ssm:PutConfigurePackageResult',
    'ssm:UpdateAssociationStatus',
    'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
    'ec2messages:AcknowledgeMessage',
    'ec2messages:DeleteMessage',
    'ec2messages:FailMessage',
    'ec2messages:GetEndpoint',
    'ec2messages:GetMessages',
    'ec2messages:SendReply',
  ];
}

/** `undefined` when AWS has no such policy, or the sandbox does not know it. */
export function findManagedPolicy(arn: string): ManagedPolicy | undefined {
  return managedPolicies.find((policy) => policy.arn === withoutPartition(arn));
}

/** Managed policies read the same in every partition. */
function withoutPartition(arn: string): string {
  return arn.replace(/^arn:aws[\w-]*:/, 'arn:aws:');
}

function allow(...actions: string[]): PolicyDocument['Statement'][number] {
  return { Effect: 'Allow', Action: actions, Resource: '*' };
}

function awsPolicy(
  name: string,
  version: string,
  [createdOn, updatedOn]: readonly [string, string],
  statements: PolicyDocument['Statement'],
): ManagedPolicy {
  return {
    name,
    arn: `arn:aws:iam::aws:policy/${name}`,
    // Not AWS's ids, which nothing reads; only their shape.
    id: `ANPA${Buffer.from(name).toString('hex').toUpperCase().slice(-17)}`,
    path: '/',
    version,
    createdAt: new Date(createdOn),
    updatedAt: new Date(updatedOn),
    document: { Version: '2012-10-17', Statement: statements },
  };
}
