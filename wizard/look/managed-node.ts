import {
  DescribeInstanceInformationCommand,
  GetServiceSettingCommand,
  InvalidInstanceId,
} from '@aws-sdk/client-ssm';
import type { AwsClients } from '../aws/clients.ts';

/** What Systems Manager knows of the instance. */
export interface ManagedNodeSeen {
  /** `absent`: it has never registered, or is stopped. */
  readonly ping: 'online' | 'lost' | 'absent';
  /** e.g. `Amazon Linux`; `undefined` while absent. */
  readonly platformName: string | undefined;
  readonly platformVersion: string | undefined;
}

export async function findManagedNode(
  aws: AwsClients,
  instanceId: string,
): Promise<ManagedNodeSeen> {
  const info = await informationOf(aws, instanceId);
  if (!info) return { ping: 'absent', platformName: undefined, platformVersion: undefined };
  return {
    ping: info.PingStatus === 'Online' ? 'online' : 'lost',
    platformName: info.PlatformName,
    platformVersion: info.PlatformVersion,
  };
}

async function informationOf(aws: AwsClients, instanceId: string) {
  try {
    const { InstanceInformationList } = await aws.ssm.send(
      new DescribeInstanceInformationCommand({
        Filters: [{ Key: 'InstanceIds', Values: [instanceId] }],
      }),
    );
    return InstanceInformationList?.[0];
  } catch (error) {
    // By its documentation AWS may answer with this error or with an empty list.
    if (error instanceof InvalidInstanceId) return undefined;
    throw error;
  }
}

/** Whether this account and Region has Default Host Management on. */
export async function hasDefaultHostManagement(aws: AwsClients): Promise<boolean> {
  const SettingId = '/ssm/managed-instance/default-ec2-instance-management-role';
  try {
    const { ServiceSetting } = await aws.ssm.send(new GetServiceSettingCommand({ SettingId }));
    const role = ServiceSetting?.SettingValue;
    return role !== undefined && role !== '' && role !== '$None';
  } catch (error) {
    // Without the right to look, the usual case is assumed: it is off, and the role needs the right.
    if ((error as Error).name === 'AccessDeniedException') return false;
    throw error;
  }
}
