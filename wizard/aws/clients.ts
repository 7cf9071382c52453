import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock, EpochMs } from '../clock.ts';
import { problem } from '../errors.ts';

export interface AwsTarget {
  /** Left out: the profile's own. */
  readonly region?: string;
  /** A profile of ~/.aws; the SDK's own chain decides when it is left out. */
  readonly profile?: string;
  /** How often a call is tried; left out, as AWS_MAX_ATTEMPTS or the profile says, else 3. */
  readonly maxAttempts?: number;
}

export interface AwsClients {
  readonly sts: STSClient;
  readonly iam: IAMClient;
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
  readonly cloudwatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudformation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sns: SNSClient;
  /** @throws WizardError `no-region` */
  region(): Promise<string>;
  /** AWS's time by the `Date:` of its last answer; the machine's own before the first. */
  now(): EpochMs;
  /** EC2 in another Region, with the same credentials. The caller destroys it. */
  ec2In(region: string): EC2Client;
  destroy(): void;
}

type AnyClient =
  | STSClient
  | IAMClient
  | EC2Client
  | SSMClient
  | CloudWatchClient
  | CloudWatchLogsClient
  | CloudFormationClient
  | DynamoDBClient
  | LambdaClient
  | SNSClient;

/** The only place in wizard/ that builds AWS clients. Endpoints come from the SDK's variables. */
export function createAwsClients(target: AwsTarget, clock: Clock): AwsClients {
  const time = createServerTime(clock);
  const config = { ...target, logger: silent };
  const all: AnyClient[] = [];
  const watch = <C extends AnyClient>(service: string, client: C): C => {
    observe(client, service, (date) => {
      time.seen(date);
      signBy(date, all);
    });
    all.push(client);
    return client;
  };
  const clients = {
    sts: watch('sts', new STSClient(config)),
    iam: watch('iam', new IAMClient(config)),
    ec2: watch('ec2', new EC2Client(config)),
    ssm: watch('ssm', new SSMClient(config)),
    cloudwatch: watch('cloudwatch', new CloudWatchClient(config)),
    logs: watch('logs', new CloudWatchLogsClient(config)),
    cloudformation: watch('cloudformation', new CloudFormationClient(config)),
    dynamodb: watch('dynamodb', new DynamoDBClient(config)),
    lambda: watch('lambda', new LambdaClient(config)),
    sns: watch('sns', new SNSClient(config)),
  };
  return {
    ...clients,
    region: async () => {
      try {
        return await clients.sts.config.region();
      } catch (error) {
        throw problem('no-region', {}, { cause: error });
      }
    },
    now: time.now,
    ec2In: (region) => watch('ec2', new EC2Client({ ...config, region })),
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

// Without a logger the SDK writes its warnings to the console, into the middle of the screen.
const quiet = () => {};
const silent = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/**
 * Follows AWS's clock. Data points are stamped by instances and compared with each other, so a
 * laptop whose clock is some minutes off must not decide what counts as fresh.
 */
function createServerTime(clock: Clock) {
  let last: { server: EpochMs; local: EpochMs } | undefined;
  return {
    now: () => (last ? last.server + (clock.now() - last.local) : clock.now()),
    seen: (date: string | undefined) => {
      const server = date ? Date.parse(date) : Number.NaN;
      if (!Number.isNaN(server)) last = { server, local: clock.now() };
    },
  };
}

/** The SDK corrects its signatures' time by itself once this machine's clock is so far off. */
const skewMs = 5 * 60_000;

/** What one service says of the time holds for the others: else each finds it out anew. */
function signBy(date: string | undefined, clients: readonly AnyClient[]): void {
  const offset = Date.parse(date ?? '') - Date.now();
  if (!(Math.abs(offset) >= skewMs)) return;
  for (const { config } of clients) config.systemClockOffset = offset;
}

/** What AWS's services call a signature whose time is wrong, or may be. */
const ofTheClock = [
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
];

/**
 * Where this machine's clock is four minutes off, the SDK (3.1169.0) takes every error for the
 * clock's fault and tries again: it asks five times, with pauses, for what is not there.
 */
function blameTheClockRightly(error: unknown): void {
  const { name, $metadata } = error as {
    name?: string;
    $metadata?: { clockSkewCorrected?: boolean };
  };
  if ($metadata && !ofTheClock.includes(name ?? '')) $metadata.clockSkewCorrected = false;
}

/** Reads the `Date:` of each answer, and notes on each error what was being tried. */
function observe(
  client: AnyClient,
  service: string,
  seen: (date: string | undefined) => void,
): void {
  // All clients have the same stack; only their command types differ.
  const stack = client.middlewareStack as STSClient['middlewareStack'];
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      seen((result.response as { headers?: Record<string, string> } | undefined)?.headers?.date);
      return result;
    },
    { step: 'deserialize', name: 'readServerTime', priority: 'low' },
  );
  stack.addRelativeTo(
    <Args, Result>(next: (args: Args) => Promise<Result>) =>
      async (args: Args) => {
        try {
          return await next(args);
        } catch (error) {
          blameTheClockRightly(error);
          throw error;
        }
      },
    // Between the signature, which blames, and the retries.
    { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'blameTheClockRightly' },
  );
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const operation = context.commandName?.replace(/Command$/, '');
        throw Object.assign(error as object, { attempt: `${service}:${operation}` });
      }
    },
    { step: 'initialize', name: 'noteAttempt', priority: 'high' },
  );
}
