import { isAllowed } from '../../authorization/authorize.ts';
import { AwsError } from '../../errors.ts';
import { type Input, text, textOrThrow, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { findProfileForEc2, type InstanceProfile } from '../iam/state.ts';
import {
  associationStateAt,
  currentAssociation,
  endAssociation,
  listedAssociations,
  putAssociation,
} from './associations.ts';
import { pageRequest } from './describe-instances.ts';
import { type FilterRules, filterOf } from './filters.ts';
import { instanceOrThrow, requireState } from './find-instances.ts';
import { pageOf } from './page.ts';
import { type ProfileAssociation, stateAt } from './state.ts';

export const describeIamInstanceProfileAssociations: Operation = (input, call) => {
  const ids = texts(input, 'AssociationId');
  const listed = listedAssociations(call.region.ec2, call.now, call.world.delays);
  const unknown = ids.find((id) => !listed.some((association) => association.id === id));
  if (unknown !== undefined) throw unknownAssociation(unknown);
  const rules: FilterRules<ProfileAssociation> = {
    values: {
      'instance-id': (association) => [association.instanceId],
      state: (association) => [associationStateAt(association, call.now, call.world.delays)],
    },
  };
  const found = listed
    .filter((association) => ids.length === 0 || ids.includes(association.id))
    .filter(filterOf(input, rules));
  const page = pageOf(found, pageRequest(input, 5), 'InvalidParameterValue');
  return {
    iamInstanceProfileAssociationSet: page.items.map((each) => associationView(each, call)),
    nextToken: page.nextToken,
  };
};

export const associateIamInstanceProfile: Operation = (input, call) => {
  const instance = instanceOrThrow(text(input, 'InstanceId'), call);
  requireState(instance, call.now, ['pending', 'running', 'stopping', 'stopped'], 'associated');
  const profile = profileToPass(input, call);
  const { ec2 } = call.region;
  // One that is still disassociating is in the way too: the caller has to wait for its end.
  const inTheWay = listedAssociations(ec2, call.now, call.world.delays).some(
    (association) => association.instanceId === instance.id,
  );
  if (inTheWay)
    throw new AwsError(
      'IncorrectState',
      `There is an existing association for instance ${instance.id}`,
    );
  return changed(begin(call, instance.id, profile), 'associating');
};

export const disassociateIamInstanceProfile: Operation = (input, call) => {
  const association = activeOrThrow(input, call);
  endAssociation(association, call.now);
  return changed(association, 'disassociating');
};

/** AWS replaces on running instances only (aws/aws-cli#5251), and gives a new association id. */
export const replaceIamInstanceProfileAssociation: Operation = (input, call) => {
  const old = activeOrThrow(input, call);
  const { ec2 } = call.region;
  const instance = ec2.instances.get(old.instanceId);
  if (!instance || stateAt(instance.state, call.now) !== 'running') throw notActive(old.id);
  const profile = profileToPass(input, call);
  endAssociation(old, call.now, true);
  return changed(begin(call, old.instanceId, profile), 'associating');
};

function begin({ world, region, now }: Call, instanceId: string, profile: InstanceProfile) {
  const id = world.ids.hex('iip-assoc-', 17);
  return putAssociation(region.ec2, { id, instanceId, profile, startedAt: now });
}

function activeOrThrow(input: Input, call: Call): ProfileAssociation {
  const id = textOrThrow(input, 'AssociationId');
  const { ec2 } = call.region;
  const listed = listedAssociations(ec2, call.now, call.world.delays);
  const association = listed.find((each) => each.id === id);
  if (!association) throw unknownAssociation(id);
  if (currentAssociation(ec2, association.instanceId) !== association) throw notActive(id);
  return association;
}

/** The profile named in the call, if EC2 sees it already and the caller may pass its role on. */
function profileToPass(input: Input, call: Call): InstanceProfile {
  const named = (input.IamInstanceProfile ?? {}) as Input;
  const member = text(named, 'Arn') === undefined ? 'Name' : 'Arn';
  const value = textOrThrow(named, member);
  const profile = findProfileForEc2(call.world, value);
  if (!profile)
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${value}) for parameter iamInstanceProfile.${member.toLowerCase()} is invalid. Invalid IAM Instance Profile ${member === 'Arn' ? 'ARN' : 'name'}`,
    );
  const role = profile.role && call.world.iam.roles.get(profile.role.name.toLowerCase());
  const pass = { action: 'iam:PassRole', resource: role?.arn ?? '*' };
  if (role && !isAllowed(call.world, call.caller, pass))
    throw new AwsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. User: ${call.caller.arn} is not authorized to perform: iam:PassRole on resource: ${role.arn} because no identity-based policy allows the iam:PassRole action`,
      403,
    );
  return profile;
}

function changed(association: ProfileAssociation, state: string): object {
  return { iamInstanceProfileAssociation: view(association, state) };
}

function associationView(association: ProfileAssociation, { now, world }: Call): object {
  return view(association, associationStateAt(association, now, world.delays));
}

function view({ id, instanceId, profile, startedAt }: ProfileAssociation, state: string): object {
  return {
    associationId: id,
    instanceId,
    iamInstanceProfile: { arn: profile.arn, id: profile.id },
    state,
    timestamp: new Date(startedAt),
  };
}

function unknownAssociation(id: string): AwsError {
  return new AwsError(
    'InvalidAssociationID.NotFound',
    `An invalid association-id of '${id}' was given`,
  );
}

function notActive(id: string): AwsError {
  return new AwsError('IncorrectState', `The association ${id} is not the active association`);
}
