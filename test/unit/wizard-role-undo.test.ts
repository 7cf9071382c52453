import { describe, expect, it } from 'vitest';
import { ec2Trust, type ProfileSeen, type RoleSeen } from '../../agent/role-rules.ts';
import type { RoleActual } from '../../wizard/steps/role/plan.ts';
import { planUndoRole } from '../../wizard/steps/role/undo.ts';
import { actionsOf, instanceId, notesOf, outcomeOf } from './sample-instance.ts';

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const attached = [aws('CloudWatchFullAccess'), aws('AmazonSSMManagedInstanceCore')];
const role: RoleSeen = { ours: true, trust: ec2Trust('aws'), attached, inline: [] };
const handmade: RoleSeen = { ...role, ours: false };
const profile: ProfileSeen = { id: 'AIPA1', ours: true, roleName: 'CustomMonitoringRole' };
const users = { instances: [], unreadable: [], profiles: [], staysAttached: false };
const seen: RoleActual = { role, profile, managedWithoutRole: false, users };

const plan = (change: Partial<RoleActual>) =>
  planUndoRole({ ...seen, ...change }, { partition: 'aws', instanceId });

const profileGoes = ['remove-role-from-instance-profile', 'delete-instance-profile'];

describe('an undo takes away what is ours', () => {
  it.each<[string, Partial<RoleActual>, string[]]>([
    ['role and profile', {}, [...profileGoes, 'detach-policy', 'detach-policy', 'delete-role']],
    [
      'a role that has lost its policies',
      { role: { ...role, attached: [] } },
      [...profileGoes, 'delete-role'],
    ],
    [
      'an empty profile',
      { profile: { ...profile, roleName: undefined } },
      ['delete-instance-profile', 'detach-policy', 'detach-policy', 'delete-role'],
    ],
    [
      'a role without a profile',
      { profile: undefined },
      ['detach-policy', 'detach-policy', 'delete-role'],
    ],
    [
      'a profile without a role',
      { role: undefined, profile: { ...profile, roleName: undefined } },
      ['delete-instance-profile'],
    ],
    [
      'while the instance itself still has it',
      { users: { ...users, instances: [instanceId] } },
      [...profileGoes, 'detach-policy', 'detach-policy', 'delete-role'],
    ],
    ['our profile around a role that somebody made by hand', { role: handmade }, profileGoes],
    [
      'the same where that role has other rights too',
      {
        role: { ...handmade, attached: [...attached, aws('AmazonS3FullAccess')], inline: ['app'] },
      },
      profileGoes,
    ],
    ['nothing that is not', { role: handmade, profile: { ...profile, ours: false } }, []],
    ['nothing where nothing is', { role: undefined, profile: undefined }, []],
  ])('%s', (_, change, actions) => {
    expect(outcomeOf(plan(change))).toEqual(actions);
    expect(notesOf(plan(change))).toEqual([]);
  });

  it('with the policies that are there, whatever was planned once', () => {
    const successor = aws('CloudWatchFullAccessV2');
    const actions = actionsOf(plan({ role: { ...role, attached: [successor] } }));
    const detach = actions.find(({ kind }) => kind === 'detach-policy');
    expect(detach?.values.policy).toBe('CloudWatchFullAccessV2');
    expect(detach?.calls[0]?.input).toEqual({
      RoleName: 'CustomMonitoringRole',
      PolicyArn: successor,
    });
  });
});

describe('an undo leaves role and profile, and says why', () => {
  const others = { ...users, instances: [instanceId, 'us-east-1/i-01234567'] };

  it.each<[string, Partial<RoleActual>, object]>([
    [
      'another instance uses them',
      { users: others },
      {
        id: 'role-in-use',
        values: { roleName: 'CustomMonitoringRole', instances: ['us-east-1/i-01234567'] },
      },
    ],
    [
      'a Region could not be read',
      { users: { ...users, unreadable: ['me-south-1'] } },
      {
        id: 'role-perhaps-in-use',
        values: { roleName: 'CustomMonitoringRole', regions: ['me-south-1'] },
      },
    ],
    [
      'somebody else attached it to the instance',
      { users: { ...users, instances: [instanceId], staysAttached: true } },
      { id: 'role-in-use', values: { roleName: 'CustomMonitoringRole', instances: [instanceId] } },
    ],
    [
      'somebody put it into a profile of his own',
      { users: { ...users, profiles: ['CustomMonitoringRole', 'app'] } },
      {
        id: 'role-in-other-profile',
        values: { roleName: 'CustomMonitoringRole', profiles: ['app'] },
      },
    ],
    [
      'the profile that holds it is of somebody else',
      {
        profile: { ...profile, ours: false },
        users: { ...users, profiles: ['CustomMonitoringRole'] },
      },
      {
        id: 'role-in-other-profile',
        values: { roleName: 'CustomMonitoringRole', profiles: ['CustomMonitoringRole'] },
      },
    ],
    [
      'somebody attached a policy',
      { role: { ...role, attached: [...attached, 'arn:aws:iam::123456789012:policy/team/app'] } },
      {
        id: 'role-has-other-policies',
        values: { roleName: 'CustomMonitoringRole', policies: ['app'] },
      },
    ],
    [
      'somebody wrote an inline policy',
      { role: { ...role, inline: ['app'] } },
      {
        id: 'role-has-other-policies',
        values: { roleName: 'CustomMonitoringRole', policies: ['app'] },
      },
    ],
  ])('%s', (_, change, note) => {
    expect(plan(change)).toEqual({ outcome: 'in-sync', notes: [note] });
  });
});
