import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Endpoint, sandboxClients } from '../support/sandbox.ts';
import type { Moto } from './moto-server.ts';

/** An account in moto: an administrator and one instance, and nothing else. */
export interface MotoAccount extends Endpoint {
  readonly moto: Moto;
  readonly instanceId: string;
  readonly privateIp: string;
  /** The administrator's, straight to moto. */
  readonly clients: ReturnType<typeof sandboxClients>;
}

const region = 'ap-northeast-2';
const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Fills a fresh moto, and has it check every call from then on. */
export async function openAccount(moto: Moto): Promise<MotoAccount> {
  const anybody = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'nothing' };
  const { iam, ec2 } = sandboxClients({ url: moto.url, region, keys: anybody });
  const UserName = 'administrator';
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify(everything);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'all', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const keys = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web-1' }] }],
    }),
  );
  await moto.checkCalls();
  return {
    moto,
    url: moto.url,
    region,
    keys,
    instanceId: Instances?.[0]?.InstanceId ?? '',
    privateIp: Instances?.[0]?.PrivateIpAddress ?? '',
    clients: sandboxClients({ url: moto.url, region, keys }),
  };
}
