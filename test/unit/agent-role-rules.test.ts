import { describe, expect, it } from 'vitest';
import {
  ec2Trust,
  explainsSilence,
  instanceProfileArn,
  isOurPolicy,
  managedPolicyArn,
  type ProfileSeen,
  type RoleDrift,
  type RoleSeen,
  roleDrift,
  trustsEc2,
} from '../../agent/role-rules.ts';

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const role: RoleSeen = {
  ours: true,
  trust: ec2Trust('aws'),
  attached: [aws('CloudWatchFullAccess'), aws('AmazonSSMManagedInstanceCore')],
  inline: [],
};
const profile: ProfileSeen = { id: 'AIPA1', ours: true, roleName: 'CustomMonitoringRole' };

describe('role and profile have drifted', () => {
  it.each<[string, RoleSeen | undefined, ProfileSeen | undefined, RoleDrift[]]>([
    ['as we made them', role, profile, []],
    ['neither is there', undefined, undefined, ['role-missing', 'profile-missing']],
    ['no role', undefined, profile, ['role-missing']],
    ['no profile', role, undefined, ['profile-missing']],
    ['an empty profile', role, { ...profile, roleName: undefined }, ['profile-empty']],
    [
      'a profile of another role',
      role,
      { ...profile, roleName: 'x' },
      ['profile-holds-other-role'],
    ],
    ['EC2 is not trusted', { ...role, trust: undefined }, profile, ['trust-not-ec2']],
    [
      'no policy at all',
      { ...role, attached: [] },
      profile,
      ['cloudwatch-policy-detached', 'ssm-policy-detached'],
    ],
    [
      'CloudWatchFullAccess detached',
      { ...role, attached: [aws('AmazonSSMManagedInstanceCore')] },
      profile,
      ['cloudwatch-policy-detached'],
    ],
    [
      'the SSM policy detached',
      { ...role, attached: [aws('CloudWatchFullAccess')] },
      profile,
      ['ssm-policy-detached'],
    ],
    [
      'rights only in an inline policy are not seen',
      { ...role, attached: [aws('CloudWatchFullAccess')], inline: ['ssm'] },
      profile,
      ['ssm-policy-detached'],
    ],
  ])('%s', (_, seenRole, seenProfile, drift) => {
    expect(roleDrift(seenRole, seenProfile)).toEqual(drift);
  });
});

describe('rights by AWS policies', () => {
  const driftWith = (...attached: string[]) => roleDrift({ ...role, attached }, profile);
  const ssm = aws('AmazonSSMManagedInstanceCore');
  const cloudWatch = aws('CloudWatchFullAccess');

  it.each([
    aws('CloudWatchFullAccess'),
    aws('CloudWatchFullAccessV2'),
    aws('AdministratorAccess'),
    'arn:aws-cn:iam::aws:policy/CloudWatchFullAccess',
    'arn:aws-us-gov:iam::aws:policy/CloudWatchFullAccess',
  ])('%s lets CloudWatch be written', (arn) => {
    expect(driftWith(arn, ssm)).toEqual([]);
  });

  it.each([
    aws('AmazonSSMManagedInstanceCore'),
    aws('AmazonSSMManagedEC2InstanceDefaultPolicy'),
    aws('service-role/AmazonEC2RoleforSSM'),
    aws('AdministratorAccess'),
  ])('%s lets Systems Manager in', (arn) => {
    expect(driftWith(arn, cloudWatch)).toEqual([]);
  });

  it.each([
    'arn:aws:iam::123456789012:policy/CloudWatchFullAccess',
    aws('CloudWatchReadOnlyAccess'),
    aws('CloudWatchFullAccessV3'),
  ])('%s does not let CloudWatch be written', (arn) => {
    expect(driftWith(arn, ssm)).toEqual(['cloudwatch-policy-detached']);
  });
});

describe('the trust policy', () => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const trustOf = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });

  it.each<[string, unknown]>([
    ['as the guide has it', ec2Trust('aws')],
    ['in China', ec2Trust('aws-cn')],
    [
      'as the console in China makes it',
      trustOf({ ...statement, Principal: { Service: 'ec2.amazonaws.com.cn' } }),
    ],
    ['with one statement outside a list', { Statement: statement }],
    [
      'with actions in a list',
      trustOf({ ...statement, Action: ['sts:TagSession', 'sts:AssumeRole'] }),
    ],
    [
      'with EC2 beside another service',
      trustOf({
        ...statement,
        Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    ],
    [
      'in the second statement',
      trustOf({ ...statement, Principal: { AWS: '123456789012' } }, statement),
    ],
  ])('lets EC2 in: %s', (_, trust) => {
    expect(trustsEc2(trust)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['that could not be read', undefined],
    ['that is empty', {}],
    ['that is null', null],
    ['that is text', 'ec2.amazonaws.com'],
    ['without statements', trustOf()],
    ['that denies', trustOf({ ...statement, Effect: 'Deny' })],
    [
      'of another service',
      trustOf({ ...statement, Principal: { Service: 'lambda.amazonaws.com' } }),
    ],
    [
      'of a service that only ends like EC2',
      trustOf({ ...statement, Principal: { Service: 'xec2.amazonaws.com' } }),
    ],
    ['of an account', trustOf({ ...statement, Principal: { AWS: 'ec2.amazonaws.com' } })],
    ['of everybody, in one word', trustOf({ ...statement, Principal: '*' })],
    ['for another action', trustOf({ ...statement, Action: 'sts:TagSession' })],
  ])('keeps EC2 out: %s', (_, trust) => {
    expect(trustsEc2(trust)).toBe(false);
  });
});

describe('drift that explains why no data comes', () => {
  it.each<[RoleDrift, boolean]>([
    ['role-missing', true],
    ['trust-not-ec2', true],
    ['cloudwatch-policy-detached', true],
    ['profile-missing', true],
    ['profile-empty', true],
    ['profile-holds-other-role', true],
    ['ssm-policy-detached', false],
  ])('%s: %s', (drift, explains) => {
    expect(explainsSilence([drift])).toBe(explains);
  });

  it('is none without drift', () => {
    expect(explainsSilence([])).toBe(false);
  });
});

describe('a policy on a role of ours', () => {
  it.each([
    [aws('CloudWatchFullAccess'), true],
    [aws('CloudWatchFullAccessV2'), true],
    [aws('AmazonSSMManagedInstanceCore'), true],
    [aws('AmazonS3ReadOnlyAccess'), false],
    [aws('AdministratorAccess'), false],
    ['arn:aws:iam::123456789012:policy/CloudWatchFullAccess', false],
    ['', false],
  ])('%s is ours: %s', (arn, ours) => {
    expect(isOurPolicy(arn)).toBe(ours);
  });
});

it.each([
  ['aws', 'arn:aws:iam::aws:policy/CloudWatchFullAccess'],
  ['aws-cn', 'arn:aws-cn:iam::aws:policy/CloudWatchFullAccess'],
])('names are in the partition of the caller: %s', (partition, arn) => {
  expect(managedPolicyArn(partition, 'CloudWatchFullAccess')).toBe(arn);
  expect(instanceProfileArn(partition, '123456789012')).toBe(
    `arn:${partition}:iam::123456789012:instance-profile/CustomMonitoringRole`,
  );
});
