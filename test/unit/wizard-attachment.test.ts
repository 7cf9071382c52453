import { describe, expect, it } from 'vitest';
import type { ProfileSeen } from '../../agent/role-rules.ts';
import type { AssociationSeen } from '../../wizard/look/associations.ts';
import {
  type AttachmentActual,
  planAttachment,
  planUndoAttachment,
} from '../../wizard/steps/attachment/plan.ts';
import { actionsOf, historyOf, instanceId, nothingDone, outcomeOf } from './sample-instance.ts';

const profile: ProfileSeen = { id: 'AIPA1', ours: true, roleName: 'CustomMonitoringRole' };
const arnOf = (path: string) => `arn:aws:iam::123456789012:instance-profile/${path}`;
const ours: AssociationSeen = {
  id: 'iip-assoc-1',
  profileArn: arnOf('CustomMonitoringRole'),
  profileId: 'AIPA1',
  state: 'associated',
};
const webRole: AssociationSeen = { ...ours, profileArn: arnOf('team/web'), profileId: 'AIPAWEB' };
const seen: AttachmentActual = { instanceId, profile, association: ours };

describe('the role on the instance', () => {
  it.each<[string, Partial<AttachmentActual>, string | string[]]>([
    ['is attached where there is none', { association: undefined }, ['attach-role']],
    [
      'is attached once it has been made',
      { association: undefined, profile: undefined },
      ['attach-role'],
    ],
    ['is left alone where it is attached', {}, []],
    [
      'is left alone while it is being attached',
      { association: { ...ours, state: 'associating' } },
      [],
    ],
    [
      'is attached anew where the profile was deleted and made again',
      { profile: { ...profile, id: 'AIPA2' } },
      ['reattach-role'],
    ],
    [
      'is attached anew where the profile is still to be made again',
      { profile: undefined },
      ['reattach-role'],
    ],
    [
      'is not attached over another role',
      { association: webRole },
      'blocked: instance-has-other-role',
    ],
    [
      'is not attached over another role before it is made',
      { association: webRole, profile: undefined },
      'blocked: instance-has-other-role',
    ],
    [
      'is not taken for one whose name only ends like it',
      { association: { ...webRole, profileArn: arnOf('MyCustomMonitoringRole') } },
      'blocked: instance-has-other-role',
    ],
  ])('%s', (_, change, outcome) => {
    expect(outcomeOf(planAttachment({ ...seen, ...change }))).toEqual(outcome);
  });

  it('names the role that is there', () => {
    expect(planAttachment({ ...seen, association: webRole })).toMatchObject({
      problem: { values: { instanceId, profileArn: arnOf('team/web') } },
    });
  });

  it.each<[string, Partial<AttachmentActual>, string, object]>([
    [
      'attached',
      { association: undefined },
      'AssociateIamInstanceProfile',
      { InstanceId: instanceId },
    ],
    [
      'attached anew',
      { profile: undefined },
      'ReplaceIamInstanceProfileAssociation',
      { AssociationId: 'iip-assoc-1' },
    ],
  ])('is %s by its name, and detached by an undo', (_, change, operation, input) => {
    const [action] = actionsOf(planAttachment({ ...seen, ...change }));
    const IamInstanceProfile = { Name: 'CustomMonitoringRole' };
    expect(action?.calls).toEqual([
      { service: 'ec2', operation, input: { ...input, IamInstanceProfile } },
    ]);
    expect(action?.undo.kind).toBe('detach-role');
  });
});

describe('an undo', () => {
  it.each<[string, Partial<AttachmentActual>, readonly string[], string[]]>([
    ['detaches what we attached', {}, ['attach-role'], ['detach-role']],
    ['detaches what we attached anew', {}, ['reattach-role'], ['detach-role']],
    [
      'detaches it where its profile is gone',
      { profile: undefined },
      ['attach-role'],
      ['detach-role'],
    ],
    ['leaves a role that was there before', {}, [], []],
    [
      'has nothing to do where somebody detached it',
      { association: undefined },
      ['attach-role'],
      [],
    ],
    [
      'leaves another role that somebody put in its place',
      { association: webRole },
      ['attach-role'],
      [],
    ],
    ['has nothing to do after an undo', {}, ['attach-role', 'forget'], []],
  ])('%s', (_, change, done, actions) => {
    expect(outcomeOf(planUndoAttachment({ ...seen, ...change }, historyOf(...done)))).toEqual(
      actions,
    );
  });

  it('names the association that is there', () => {
    const [action] = actionsOf(planUndoAttachment(seen, historyOf('attach-role')));
    expect(action?.calls).toEqual([
      {
        service: 'ec2',
        operation: 'DisassociateIamInstanceProfile',
        input: { AssociationId: 'iip-assoc-1' },
      },
    ]);
  });

  it('has nothing to do where nothing was done', () => {
    expect(planUndoAttachment(seen, nothingDone)).toEqual({ outcome: 'in-sync', notes: [] });
  });
});
