import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';

export interface InstanceRole {
  /** Of the role and of its profile. */
  readonly name: string;
  /** Names of AWS's managed policies; none unless given. */
  readonly policies?: readonly string[];
  /** Who may take the role on; EC2 unless said otherwise. */
  readonly trusted?: string;
}

/** Makes a role in an instance profile of the same name. EC2 sees the profile some seconds later. */
export async function createInstanceRole(iam: IAMClient, role: InstanceRole): Promise<void> {
  const { name: RoleName, policies = [], trusted = 'ec2.amazonaws.com' } = role;
  const statement = { Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' };
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  for (const policy of policies) {
    const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  await createInstanceProfile(iam, RoleName);
}

/** A profile with the role of the same name. Answers the profile's id. */
export async function createInstanceProfile(
  iam: IAMClient,
  name: string,
): Promise<string | undefined> {
  const made = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }),
  );
  return made.InstanceProfile?.InstanceProfileId;
}
