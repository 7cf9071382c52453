import { AwsError } from '../../errors.ts';
import { createMachine } from '../../machine/create-machine.ts';
import type { MachineHost } from '../../machine/machine.ts';
import { operatingSystems, runsHere } from '../../machine/os.ts';
import type { World } from '../../world.ts';
import { type SeededRole, seedRole } from '../iam/seed-role.ts';
import { findProfileForEc2 } from '../iam/state.ts';
import { putAssociation } from './associations.ts';
import { instanceRolePrincipal } from './instance-role.ts';
import { bootMachine } from './lifecycle.ts';
import { seedMetrics } from './metrics.ts';
import { type Ec2Instance, type LaunchOptions, settled } from './state.ts';

type LaunchInRegion = LaunchOptions & { readonly region: string };

const dayMs = 24 * 60 * 60_000;

/**
 * Puts an instance into the world as if it had been there before: its state and its profile are
 * settled, its last hour of AWS's own metrics is there, its machine has booted.
 */
export async function launchInstance(world: World, options: LaunchInRegion): Promise<Ec2Instance> {
  const instance = newInstance(world, options);
  const { ec2 } = world.region(options.region);
  ec2.instances.set(instance.id, instance);
  if (options.state === 'terminated') return instance;
  if (options.applicationRole) seedRole(world, applicationRole, instance.launchedAt);
  const profile = options.applicationRole ? applicationRole.name : options.profile;
  if (profile !== undefined) attach(world, instance, profile);
  await addMachine(world, instance, options);
  if (options.state === 'stopped') return instance;
  seedMetrics(world, instance);
  await bootMachine(world, instance);
  return instance;
}

/** What an application of somebody's own may do; nothing of it is for monitoring. */
const applicationRole: SeededRole = {
  name: 'app-role',
  policyName: 'read-app-data',
  policy: {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::app-data', 'arn:aws:s3:::app-data/*'],
  },
};

/** @throws when scripts could not reach it where machines are */
async function addMachine(
  world: World,
  instance: Ec2Instance,
  { cloudWatchAgentVersion: version }: LaunchOptions,
): Promise<void> {
  const { os, architecture } = instance;
  if (!runsHere(os)) return;
  const host = hostOf(world, instance);
  const options = { architecture, ...(version && { cloudWatchAgentVersion: version }) };
  world.machines.set(instance.id, await createMachine(host, os, world.directory, options));
}

function newInstance(world: World, options: LaunchInRegion): Ec2Instance {
  const os = operatingSystems[options.os];
  const privateIp = `10.0.${world.ids.below(256)}.${4 + world.ids.below(250)}`;
  const { autoScalingGroup: group, architecture = 'x86_64', state = 'running' } = options;
  const tags = {
    ...(options.name !== undefined && { Name: options.name }),
    ...(group !== undefined && { 'aws:autoscaling:groupName': group }),
    ...options.tags,
  };
  return {
    id: options.instanceId ?? world.ids.hex('i-', 17),
    region: options.region,
    os: options.os,
    imageId: os.imageId,
    architecture,
    instanceType: options.instanceType ?? (architecture === 'arm64' ? 't4g.micro' : 't3.micro'),
    availabilityZone: `${options.region}a`,
    privateIp,
    hostname: hostname(privateIp, options.region),
    launchedAt: options.launchedAt ?? world.clock.now() - dayMs,
    // EC2 lists a terminated one for an hour from then on.
    state: { passing: state, settled: state, settledAt: world.clock.now() },
    monitoring: settled(options.detailedMonitoring ? 'enabled' : 'disabled'),
    metadataOptions: {
      httpTokens: options.httpTokens ?? os.httpTokens,
      httpEndpoint: options.httpEndpoint ?? 'enabled',
      hopLimit: options.hopLimit ?? os.hopLimit,
      instanceMetadataTags: 'disabled',
    },
    tags: new Map(Object.entries(tags)),
    metadataTokens: new Map(),
    roleCredential: undefined,
  };
}

/** us-east-1 has a domain of its own. */
function hostname(privateIp: string, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${privateIp.replaceAll('.', '-')}.${domain}`;
}

/** Long since associated, whatever the world's delays are. EC2 has to see the profile already. */
function attach(world: World, instance: Ec2Instance, nameOrArn: string): void {
  const profile = findProfileForEc2(world, nameOrArn);
  if (!profile) throw new Error(`EC2 does not see an instance profile ${nameOrArn} (yet).`);
  const { ec2 } = world.region(instance.region);
  putAssociation(ec2, {
    id: world.ids.hex('iip-assoc-', 17),
    instanceId: instance.id,
    profile,
    startedAt: instance.launchedAt,
  });
}

function hostOf(world: World, instance: Ec2Instance): MachineHost {
  const endpoint = () => {
    if (world.endpoint === undefined) throw new Error('The sandbox does not listen yet.');
    return world.endpoint;
  };
  const hasMetadata = () => instance.metadataOptions.httpEndpoint === 'enabled';
  const rolePrincipal = () => (hasMetadata() ? instanceRolePrincipal(world, instance) : undefined);
  return {
    clock: world.clock,
    instanceId: instance.id,
    region: instance.region,
    hostname: instance.hostname,
    privateIp: instance.privateIp,
    endpoint,
    metadataEndpoint: () => `${endpoint()}/_imds/${instance.id}`,
    metadataV1: () => hasMetadata() && instance.metadataOptions.httpTokens === 'optional',
    rolePrincipal,
    call: async (region, service, operation, input) => {
      const caller = rolePrincipal();
      if (!caller) throw new AwsError('NoCredentials', 'Unable to locate credentials', 403);
      return world.call({ caller, region, service, operation, input: { ...input } });
    },
  };
}
