import { describe, expect, it } from 'vitest';
import { ec2Trust, type ProfileSeen, type RoleSeen } from '../../agent/role-rules.ts';
import { planRole, type RoleActual } from '../../wizard/steps/role/plan.ts';
import { actionsOf, callsOf, instanceId, notesOf, outcomeOf } from './sample-instance.ts';

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const cloudWatch = aws('CloudWatchFullAccess');
const ssm = aws('AmazonSSMManagedInstanceCore');
const ours: RoleSeen = {
  ours: true,
  trust: ec2Trust('aws'),
  attached: [cloudWatch, ssm],
  inline: [],
};
const handmade: RoleSeen = { ...ours, ours: false };
const profile: ProfileSeen = { id: 'AIPA1', ours: true, roleName: 'CustomMonitoringRole' };
const wish = { partition: 'aws', instanceId };

const nothing: RoleActual = {
  role: undefined,
  profile: undefined,
  managedWithoutRole: false,
  users: { instances: [], unreadable: [], profiles: [], staysAttached: false },
};
const plan = (seen: Partial<RoleActual>) => planRole({ ...nothing, ...seen }, wish);

const wholeRole = ['create-role', 'attach-policy', 'attach-policy'];
const wholeProfile = ['create-instance-profile', 'add-role-to-instance-profile'];

describe('a role of ours', () => {
  it.each<[string, Partial<RoleActual>, string[]]>([
    ['is made with its profile where there is neither', {}, [...wholeRole, ...wholeProfile]],
    [
      'is made again where somebody deleted it',
      { profile: { ...profile, roleName: undefined } },
      [...wholeRole, 'add-role-to-instance-profile'],
    ],
    [
      'is made without the SSM right where Default Host Management reaches the instance',
      { managedWithoutRole: true },
      ['create-role', 'attach-policy', ...wholeProfile],
    ],
    ['is left alone as we made it', { role: ours, profile }, []],
    [
      'gets CloudWatchFullAccess back',
      { role: { ...ours, attached: [ssm] }, profile },
      ['attach-policy'],
    ],
    [
      'gets the SSM right back',
      { role: { ...ours, attached: [cloudWatch] }, profile },
      ['attach-policy'],
    ],
    [
      'gets both back',
      { role: { ...ours, attached: [] }, profile },
      ['attach-policy', 'attach-policy'],
    ],
    [
      'does without the SSM right where Default Host Management reaches the instance',
      { role: { ...ours, attached: [cloudWatch] }, profile, managedWithoutRole: true },
      [],
    ],
    [
      'keeps what somebody added',
      {
        role: { ...ours, attached: [cloudWatch, ssm, aws('AmazonS3FullAccess')], inline: ['x'] },
        profile,
      },
      [],
    ],
    [
      'gets its trust back when somebody changed it',
      { role: { ...ours, trust: {} }, profile },
      ['restore-trust'],
    ],
    ['gets its profile back', { role: ours }, wholeProfile],
    [
      'is put into its profile again',
      { role: ours, profile: { ...profile, roleName: undefined } },
      ['add-role-to-instance-profile'],
    ],
  ])('%s', (_, seen, actions) => {
    expect(outcomeOf(plan(seen))).toEqual(actions);
    expect(notesOf(plan(seen))).toEqual([]);
  });
});

describe('a role that somebody made by hand', () => {
  it.each<[string, Partial<RoleActual>, string | string[]]>([
    [
      'is used as it is when it will do',
      { role: handmade, profile: { ...profile, ours: false } },
      [],
    ],
    [
      'is used with the successor of its policy',
      { role: { ...handmade, attached: [aws('CloudWatchFullAccessV2'), ssm] }, profile },
      [],
    ],
    [
      'is used where it may do everything',
      { role: { ...handmade, attached: [aws('AdministratorAccess')] }, profile },
      [],
    ],
    ['gets a profile where it has none', { role: handmade }, wholeProfile],
    [
      'that only lacks the SSM right stops, with that',
      { role: { ...handmade, attached: [cloudWatch] }, profile },
      'blocked: role-lacks-ssm',
    ],
    [
      'that lacks the SSM right is used where Default Host Management reaches the instance',
      { role: { ...handmade, attached: [cloudWatch] }, profile, managedWithoutRole: true },
      [],
    ],
    [
      'that lacks CloudWatch rights stops, with that',
      { role: { ...handmade, attached: [ssm] }, profile },
      'blocked: role-lacks-cloudwatch',
    ],
    [
      'that lacks both stops, with the first',
      { role: { ...handmade, attached: [] }, profile },
      'blocked: role-lacks-cloudwatch',
    ],
    [
      'that EC2 may not assume stops, with that',
      { role: { ...handmade, trust: {} }, profile },
      'blocked: role-trust-wrong',
    ],
    [
      'whose trust policy cannot be read stops',
      { role: { ...handmade, trust: undefined }, profile },
      'blocked: role-trust-wrong',
    ],
  ])('%s', (_, seen, outcome) => {
    expect(outcomeOf(plan(seen))).toEqual(outcome);
    if (Array.isArray(outcome)) expect(notesOf(plan(seen))).toEqual(['role-not-ours']);
  });
});

describe('what is not ours to change stops the plan', () => {
  it.each<[string, Partial<RoleActual>, string]>([
    [
      'an empty profile of somebody else',
      { role: ours, profile: { ...profile, ours: false, roleName: undefined } },
      'profile-empty-not-ours',
    ],
    [
      'an empty profile of somebody else, without a role',
      { profile: { ...profile, ours: false, roleName: undefined } },
      'profile-empty-not-ours',
    ],
    [
      'a profile that holds another role',
      { role: ours, profile: { ...profile, roleName: 'web' } },
      'profile-holds-other-role',
    ],
    [
      'a profile of somebody else that holds another role',
      { profile: { ...profile, ours: false, roleName: 'web' } },
      'profile-holds-other-role',
    ],
  ])('%s', (_, seen, id) => {
    expect(plan(seen)).toEqual({
      outcome: 'blocked',
      problem: { id, values: { roleName: 'CustomMonitoringRole', partition: 'aws', instanceId } },
    });
  });
});

describe('a new role', () => {
  const actions = actionsOf(plan({}));
  const inputOf = (operation: string) =>
    actions
      .flatMap(({ calls }) => calls)
      .filter((call) => call.operation === operation)
      .map(({ input }) => input);

  it('is made by these calls, in this order', () => {
    expect(callsOf(plan({}))).toEqual([
      'iam:CreateRole',
      'iam:AttachRolePolicy',
      'iam:AttachRolePolicy',
      'iam:CreateInstanceProfile',
      'iam:AddRoleToInstanceProfile',
    ]);
  });

  it('is marked as ours, as is its profile', () => {
    const Tags = [{ Key: 'cloudwatch-wizard:owner', Value: 'v1' }];
    expect(inputOf('CreateRole')).toMatchObject([{ RoleName: 'CustomMonitoringRole', Tags }]);
    expect(inputOf('CreateInstanceProfile')).toMatchObject([
      { InstanceProfileName: 'CustomMonitoringRole', Tags },
    ]);
  });

  it('trusts EC2', () => {
    const [input] = inputOf('CreateRole');
    expect(JSON.parse(String(input?.AssumeRolePolicyDocument))).toEqual(ec2Trust('aws'));
  });

  it('gets the policies of the guide, in the partition of the caller', () => {
    expect(inputOf('AttachRolePolicy').map(({ PolicyArn }) => PolicyArn)).toEqual([
      cloudWatch,
      ssm,
    ]);
    const china = actionsOf(planRole(nothing, { ...wish, partition: 'aws-cn' }));
    expect(JSON.stringify(china)).not.toContain('arn:aws:');
  });

  it('can be taken back action by action, and costs nothing', () => {
    expect(actions.map(({ undo }) => undo.kind)).toEqual([
      'delete-role',
      'detach-policy',
      'detach-policy',
      'delete-instance-profile',
      'remove-role-from-instance-profile',
    ]);
    expect(actions.filter(({ price }) => price)).toEqual([]);
  });
});
