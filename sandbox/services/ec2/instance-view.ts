import type { EpochMs } from '../../clock.ts';
import { operatingSystems } from '../../machine/os.ts';
import { currentAssociation } from './associations.ts';
import {
  type Ec2Instance,
  type Ec2State,
  type InstanceStateName,
  type MetadataOptions,
  stateAt,
} from './state.ts';

const stateCodes: Readonly<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function instanceState(name: InstanceStateName) {
  return { code: stateCodes[name], name };
}

/** One instance as DescribeInstances writes it. */
export function instanceView(ec2: Ec2State, instance: Ec2Instance, now: EpochMs): object {
  const state = stateAt(instance.state, now);
  const profile = currentAssociation(ec2, instance.id)?.profile;
  const os = operatingSystems[instance.os];
  return {
    instanceId: instance.id,
    imageId: instance.imageId,
    instanceState: instanceState(state),
    amiLaunchIndex: 0,
    instanceType: instance.instanceType,
    launchTime: new Date(instance.launchedAt),
    placement: { availabilityZone: instance.availabilityZone, groupName: '', tenancy: 'default' },
    monitoring: { state: stateAt(instance.monitoring, now) },
    architecture: instance.architecture,
    ...(os.platformType === 'Windows' && { platform: 'windows' }),
    rootDeviceType: 'ebs',
    rootDeviceName: os.rootDevice,
    ...(state !== 'terminated' && { blockDeviceMapping: [rootVolume(instance, os.rootDevice)] }),
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    platformDetails: os.billing.platform,
    usageOperation: os.billing.operation,
    ...(state !== 'terminated' && network(instance)),
    ...(profile && { iamInstanceProfile: { arn: profile.arn, id: profile.id } }),
    metadataOptions: metadataOptionsView(instance.metadataOptions, 'applied'),
    tagSet: [...instance.tags].map(([key, value]) => ({ key, value })),
  };
}

function network(instance: Ec2Instance): object {
  return {
    privateIpAddress: instance.privateIp,
    privateDnsName: instance.hostname,
    subnetId: 'subnet-0a1b2c3d4e5f60718',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    sourceDestCheck: true,
  };
}

export function metadataOptionsView(options: MetadataOptions, state: 'applied' | 'pending') {
  return {
    state,
    httpTokens: options.httpTokens,
    httpPutResponseHopLimit: options.hopLimit,
    httpEndpoint: options.httpEndpoint,
    httpProtocolIpv6: 'disabled',
    instanceMetadataTags: options.instanceMetadataTags,
  };
}

/** The one volume that every pretend instance has. */
function rootVolume({ id, launchedAt }: Ec2Instance, deviceName: string): object {
  return {
    deviceName,
    ebs: {
      volumeId: `vol-${id.slice(2)}`,
      status: 'attached',
      attachTime: new Date(launchedAt),
      deleteOnTermination: true,
    },
  };
}
