import type { Sandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { zipOne } from '../../sandbox/services/aws-lambda/zip.ts';

/** A role that one AWS service may take on. @returns its ARN */
export async function createServiceRole(
  sandbox: Sandbox,
  RoleName: string,
  service: string,
  Statement: readonly PolicyStatement[],
): Promise<string> {
  const [administrator] = sandbox.world.credentials.values();
  const iam = (operation: string, input: object) =>
    sandbox.world.call({
      caller: administrator?.principal ?? fail(),
      region: sandbox.region,
      service: 'iam',
      operation,
      input: { RoleName, ...input },
    });
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  await iam('CreateRole', {
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
  });
  await iam('PutRolePolicy', {
    PolicyName: 'rights',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  return `arn:aws:iam::${sandbox.accountId}:role/${RoleName}`;
}

function fail(): never {
  throw new Error('The sandbox has no administrator.');
}

/** What CreateFunction wants for code that is one file. */
export function codeOf(source: string): { ZipFile: Buffer } {
  return { ZipFile: zipOne('index.js', Buffer.from(source)) };
}

export const logRights: PolicyStatement = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };
