import { AwsError } from '../../errors.ts';
import { createMachine } from '../../machine/create-machine.ts';
import type { MachineHost } from '../../machine/machine.ts';
import { operatingSystems } from '../../machine/os.ts';
import type { World } from '../../world.ts';
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
  if (options.profile !== undefined) attach(world, instance, options.profile);
  const machine = await createMachine(hostOf(world, instance), options.os, world.directory);
  ec2.instances.set(instance.id, instance);
  world.machines.set(instance.id, machine);
  if (options.state === 'stopped') return instance;
  seedMetrics(world, instance);
  await bootMachine(world, instance);
  return instance;
}

function newInstance(world: World, options: LaunchInRegion): Ec2Instance {
  const os = operatingSystems[options.os];
  const privateIp = `10.0.${world.ids.below(256)}.${4 + world.ids.below(250)}`;
  const tags = { ...(options.name !== undefined && { Name: options.name }), ...options.tags };
  return {
    id: options.instanceId ?? world.ids.hex('i-', 17),
    region: options.region,
    os: options.os,
    imageId: imageIds[options.os],
    instanceType: options.instanceType ?? 't3.micro',
    availabilityZone: `${options.region}a`,
    privateIp,
    hostname: hostname(privateIp, options.region),
    launchedAt: options.launchedAt ?? world.clock.now() - dayMs,
    state: settled(options.state ?? 'running'),
    monitoring: settled(options.detailedMonitoring ? 'enabled' : 'disabled'),
    metadataOptions: {
      httpTokens: options.httpTokens ?? os.httpTokens,
      httpEndpoint: 'enabled',
      hopLimit: os.hopLimit,
      instanceMetadataTags: 'disabled',
    },
    tags: new Map(Object.entries(tags)),
    metadataTokens: new Map(),
    roleCredential: undefined,
  };
}

const imageIds: Readonly<Record<LaunchOptions['os'], string>> = {
  'amazon-linux-2': 'ami-0a2a2a2a2a2a2a2a2',
  'amazon-linux-2023': 'ami-0a2023a2023a2023a',
};

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
  const rolePrincipal = () => instanceRolePrincipal(world, instance);
  return {
    clock: world.clock,
    instanceId: instance.id,
    region: instance.region,
    hostname: instance.hostname,
    privateIp: instance.privateIp,
    endpoint,
    metadataEndpoint: () => `${endpoint()}/_imds/${instance.id}`,
    metadataV1: () => instance.metadataOptions.httpTokens === 'optional',
    rolePrincipal,
    call: async (region, service, operation, input) => {
      const caller = rolePrincipal();
      if (!caller) throw new AwsError('NoCredentials', 'Unable to locate credentials', 403);
      return world.call({ caller, region, service, operation, input: { ...input } });
    },
  };
}
