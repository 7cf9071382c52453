import { AwsError } from '../../errors.ts';
import { flag, type Input, number, text, texts } from '../../input.ts';
import { operatingSystems } from '../../machine/os.ts';
import type { Call, Operation } from '../../service.ts';
import { currentAssociation } from './associations.ts';
import { type FilterRules, filterOf } from './filters.ts';
import { listedInstances, namedInstances } from './find-instances.ts';
import { instanceState, instanceView } from './instance-view.ts';
import { type PageRequest, pageOf } from './page.ts';
import { type Ec2Instance, stateAt } from './state.ts';

/** Until the first status checks have come in after a start. */
const initializingMs = 2 * 60_000;

export const describeInstances: Operation = (input, call) => {
  const page = pageOf(selected(input, call), pageRequest(input, 5), 'InvalidParameterValue');
  return {
    reservationSet: page.items.map((instance) => ({
      reservationId: `r-${instance.id.slice(2)}`,
      ownerId: call.world.accountId,
      groupSet: [],
      instancesSet: [instanceView(call.region.ec2, instance, call.now)],
    })),
    nextToken: page.nextToken,
  };
};

export const describeInstanceStatus: Operation = (input, call) => {
  const all = flag(input, 'IncludeAllInstances') === true;
  const found = selected(input, call).filter(
    (instance) => all || stateAt(instance.state, call.now) === 'running',
  );
  const page = pageOf(found, pageRequest(input, 5), 'InvalidParameterValue');
  return {
    instanceStatusSet: page.items.map((instance) => statusView(instance, call.now)),
    nextToken: page.nextToken,
  };
};

/** @throws AwsError when ids and MaxResults come together, or MaxResults is out of range */
export function pageRequest(input: Input, least: number): PageRequest {
  const maxResults = number(input, 'MaxResults');
  const token = text(input, 'NextToken');
  if (maxResults === undefined) return { maxResults, token };
  if (texts(input, 'InstanceId').length > 0)
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  if (!(maxResults >= least && maxResults <= 1000))
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between ${least} and 1000.`,
    );
  return { maxResults, token };
}

function selected(input: Input, call: Call): Ec2Instance[] {
  const named = namedInstances(input, call);
  const from = named.length > 0 ? named : listedInstances(call.region.ec2, call.now);
  return from.filter(filterOf(input, instanceFilters(call)));
}

function instanceFilters(call: Call): FilterRules<Ec2Instance> {
  const { region, now } = call;
  const profile = (instance: Ec2Instance) => currentAssociation(region.ec2, instance.id)?.profile;
  const stateName = (instance: Ec2Instance) => stateAt(instance.state, now);
  return {
    tags: (instance) => instance.tags,
    values: {
      'instance-id': (instance) => [instance.id],
      'instance-state-name': (instance) => [stateName(instance)],
      'instance-state-code': (instance) => [String(instanceState(stateName(instance)).code)],
      'instance-type': (instance) => [instance.instanceType],
      'image-id': (instance) => [instance.imageId],
      'availability-zone': (instance) => [instance.availabilityZone],
      'private-ip-address': (instance) => [instance.privateIp],
      'private-dns-name': (instance) => [instance.hostname],
      'monitoring-state': (instance) => [stateAt(instance.monitoring, now)],
      'platform-details': (instance) => [operatingSystems[instance.os].billing.platform],
      architecture: (instance) => [instance.architecture],
      'metadata-options.http-tokens': (instance) => [instance.metadataOptions.httpTokens],
      'iam-instance-profile.arn': (instance) => [profile(instance)?.arn ?? []].flat(),
      'iam-instance-profile.id': (instance) => [profile(instance)?.id ?? []].flat(),
      'iam-instance-profile.name': (instance) => [profile(instance)?.name ?? []].flat(),
    },
  };
}

function statusView(instance: Ec2Instance, now: number): object {
  const name = stateAt(instance.state, now);
  const status = statusOf(name, now - instance.launchedAt);
  const reachability = { ok: 'passed', initializing: 'initializing' }[status] ?? status;
  const summary = { status, details: [{ name: 'reachability', status: reachability }] };
  return {
    instanceId: instance.id,
    availabilityZone: instance.availabilityZone,
    instanceState: instanceState(name),
    instanceStatus: summary,
    systemStatus: summary,
  };
}

function statusOf(state: string, upMs: number): string {
  if (state !== 'running') return 'not-applicable';
  return upMs < initializingMs ? 'initializing' : 'ok';
}
