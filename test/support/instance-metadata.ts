import type { IncomingHttpHeaders } from 'node:http';

/** What an instance's metadata service knows. */
export interface InstanceIdentity {
  instanceId: string;
  region: string;
  /** Role name by which credentials are given out; none is an instance without a role. */
  roles: readonly string[];
  accessKey: string;
  secretKey: string;
  token: string;
  /** ISO 8601, in whole seconds. */
  expiration: string;
  imageId?: string | undefined;
  instanceType?: string | undefined;
}

export interface MetadataRequest {
  readonly method: string;
  /** Behind `/latest/`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

const imdsToken = 'AQAEAexample-token_==';

/** IMDSv2, as far as the agent asks. */
export function answerMetadata(
  identity: InstanceIdentity,
  { method, path, headers }: MetadataRequest,
): Answer {
  if (path === 'api/token') {
    const hasTtl = headers['x-aws-ec2-metadata-token-ttl-seconds'] !== undefined;
    return method === 'PUT' && hasTtl ? { status: 200, body: imdsToken } : { status: 400 };
  }
  if (headers['x-aws-ec2-metadata-token'] !== imdsToken) return { status: 401 };
  const body = leavesOf(identity)[path];
  return body === undefined
    ? { status: 404, body: '<html>Not Found</html>' }
    : { status: 200, body };
}

function leavesOf(identity: InstanceIdentity): Record<string, string> {
  const leaves: Record<string, string> = {
    'meta-data/instance-id': identity.instanceId,
    'meta-data/placement/region': identity.region,
    'meta-data/services/domain': 'amazonaws.com',
    ...(identity.imageId && { 'meta-data/ami-id': identity.imageId }),
    ...(identity.instanceType && { 'meta-data/instance-type': identity.instanceType }),
    ...(identity.roles.length > 0 && {
      'meta-data/iam/security-credentials/': identity.roles.join('\n'),
    }),
  };
  for (const role of identity.roles)
    leaves[`meta-data/iam/security-credentials/${role}`] = JSON.stringify(
      {
        Code: 'Success',
        Type: 'AWS-HMAC',
        AccessKeyId: identity.accessKey,
        SecretAccessKey: identity.secretKey,
        Token: identity.token,
        Expiration: identity.expiration,
      },
      null,
      2,
    );
  return leaves;
}
