import {
  DescribeIamInstanceProfileAssociationsCommand,
  type IamInstanceProfileAssociation,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { trustsEc2 } from '../../../agent/role-rules.ts';
import { type Keys, sandboxClients } from '../../support/sandbox.ts';
import type { MotoAccount } from '../moto-account.ts';

/** The role that moto has on the instance, with keys that moto gave out for it. */
export interface RoleOnInstance {
  readonly name: string;
  readonly keys: Required<Keys>;
}

/** What EC2 and the SSM agent do inside AWS, done with moto's own answers. */
export interface InstanceRole {
  /** `undefined`: no profile, an empty or deleted one, or a role that EC2 may not take on. */
  current(): Promise<RoleOnInstance | undefined>;
  /** Whether that role lets an SSM agent register. moto decides it. */
  mayRegister(): Promise<boolean>;
}

export function instanceRoleOf(account: MotoAccount): InstanceRole {
  const issued = new Map<string, Promise<Required<Keys>>>();
  const current = async () => {
    const profile = await attachedProfile(account);
    const role = profile?.Roles?.[0];
    const trust = JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '{}'));
    if (!role?.RoleName || !role.RoleId || !role.Arn || !trustsEc2(trust)) return undefined;
    const keys = issued.get(role.RoleId) ?? assumeRole(account, role.Arn);
    issued.set(role.RoleId, keys);
    return { name: role.RoleName, keys: await keys };
  };
  return {
    current,
    mayRegister: async () => {
      const role = await current();
      return role !== undefined && (await isAllowedToRegister(account, role.keys));
    },
  };
}

/** `undefined` too when the profile of that id is gone, though one of its name may be there. */
async function attachedProfile({ clients, instanceId }: MotoAccount) {
  const { IamInstanceProfileAssociations = [] } = await clients.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  const living = IamInstanceProfileAssociations.find(
    ({ State }: IamInstanceProfileAssociation) => State === 'associated',
  )?.IamInstanceProfile;
  const InstanceProfileName = living?.Arn?.split('/').at(-1);
  if (!InstanceProfileName) return undefined;
  try {
    const found = await clients.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    const profile = found.InstanceProfile;
    return profile?.InstanceProfileId === living?.Id ? profile : undefined;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

/**
 * moto does not know that EC2 may take on a role which trusts it: one call goes unchecked. If
 * another one comes in between and takes that place, it is tried again.
 */
async function assumeRole(account: MotoAccount, RoleArn: string): Promise<Required<Keys>> {
  const { url: endpoint, region, keys: credentials, moto, instanceId } = account;
  const sts = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: instanceId });
  for (let triesLeft = 10; ; triesLeft--) {
    await moto.checkCalls(1);
    const answer = await sts.send(command).catch((error: unknown) => {
      if (triesLeft === 0) throw error;
    });
    await moto.checkCalls();
    if (!answer?.Credentials) continue;
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
  }
}

/** moto checks the right to call before it finds out that it does not model the call. */
async function isAllowedToRegister(account: MotoAccount, keys: Keys): Promise<boolean> {
  const { ssm } = sandboxClients({ ...account, keys }, { maxAttempts: 1 });
  ssm.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string> };
      request.headers['x-amz-target'] = 'AmazonSSM.UpdateInstanceInformation';
      return next(args);
    },
    { step: 'build' },
  );
  try {
    await ssm.send(new DescribeInstanceInformationCommand({}));
    throw new Error('moto models UpdateInstanceInformation by now');
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 403 || status === 500) return status === 500;
    throw error;
  }
}
