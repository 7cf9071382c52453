import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ClientOptions {
  /** The sandbox's administrator unless given. */
  readonly keys?: Keys;
  /** The sandbox's own unless given. */
  readonly region?: string;
  /** 1 shows the first answer; left out, the SDK retries as it does by default. */
  readonly maxAttempts?: number;
}

/** A sandbox, or whatever else answers as AWS does. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly keys: Keys;
}

/** Unmodified SDK clients that call a sandbox. */
export function sandboxClients(sandbox: Endpoint, options: ClientOptions = {}) {
  const { keys = sandbox.keys, region = sandbox.region, maxAttempts } = options;
  const config = {
    endpoint: sandbox.url,
    region,
    credentials: keys,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  };
  return {
    sts: new STSClient(config),
    iam: new IAMClient(config),
    ec2: new EC2Client(config),
    ssm: new SSMClient(config),
    cloudwatch: new CloudWatchClient(config),
    logs: new CloudWatchLogsClient(config),
  };
}

/** The error a call ends with, as the SDK's user sees it. @throws when the call succeeds */
export async function errorOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number };
    };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call succeeded, although it was to be refused.');
}
