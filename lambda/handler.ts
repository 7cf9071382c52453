import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import {
  type VerifierAnswer,
  type VerifierEnvironment,
  type VerifierEvent,
  type verifierMetrics,
  verifierNamespace,
} from './contract.ts';
import { logCanaryWord } from './look/logs.ts';
import { look } from './look/look.ts';
import { type OwnMetrics, run, type Surroundings } from './run.ts';
import { createStore } from './state/store.ts';
import { type Post, snsChannel, webhookChannel } from './tell/channels.ts';
import { tellTest } from './tell/test-alert.ts';

// A call that hangs must not take the run with it. Without the last word it would only be logged.
const settings = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 4_000,
    throwOnRequestTimeout: true,
  },
};
/** Of the fifty seconds of a run: the rest is for remembering and telling. */
const lookMs = 35_000;
const cloudwatch = new CloudWatchClient(settings);
const dynamodb = new DynamoDBClient(settings);
// A page of a thousand instances takes its time.
const ec2 = new EC2Client({
  ...settings,
  requestHandler: { ...settings.requestHandler, requestTimeout: 8_000 },
});
const iam = new IAMClient(settings);
const logs = new CloudWatchLogsClient(settings);
const sns = new SNSClient(settings);

/** What Lambda calls. The only file of this room that knows the process, the console and the web. */
export const handler = async (
  event: VerifierEvent,
  context: { readonly awsRequestId: string },
): Promise<VerifierAnswer> => {
  const surroundings = await surroundingsOf(context.awsRequestId);
  return 'testAlert' in event
    ? tellTest(event.testAlert.id, surroundings)
    : run(event.scheduledTime, surroundings);
};

async function surroundingsOf(requestId: string): Promise<Surroundings> {
  const environment = process.env as unknown as VerifierEnvironment;
  const { WEBHOOK_URL, LANGUAGE, TIME_ZONE } = environment;
  return {
    store: createStore(dynamodb, environment.TABLE_NAME),
    channels: [
      snsChannel(sns, environment.TOPIC_ARN),
      // One that cannot be posted to stays in: what fails is seen, what is left out is not.
      ...(WEBHOOK_URL ? [webhookChannel(WEBHOOK_URL, post)] : []),
    ],
    voice: { language: LANGUAGE, timeZone: TIME_ZONE },
    // Lambda may give one event to two runs at once.
    runId: `${requestId}#${Math.random().toString(36).slice(2)}`,
    place: { accountId: environment.ACCOUNT_ID, region: await ec2.config.region() },
    everyMs: Number(environment.RUN_EVERY) * 1000,
    now: () => Date.now(),
    log,
    look: (wish) => look({ cloudwatch, ec2, iam, logs }, { ...wish, budgetMs: lookMs }),
    report,
  };
}

/** One JSON line; the word is how the next run finds it. */
function log(what: string, detail: object): void {
  const word = what === 'run' ? logCanaryWord : `verifier-${what}`;
  console.log(JSON.stringify({ what: word, ...detail }));
}

/** The datum that the next runs read back, and what the alarms watch, in one request. */
async function report(at: number, { unknown, outboxAge }: OwnMetrics): Promise<void> {
  const values: Record<(typeof verifierMetrics)[number], number> = {
    Canary: 1,
    RunOk: 1,
    Unknown: unknown ? 1 : 0,
    OutboxAge: outboxAge,
  };
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: verifierNamespace,
      MetricData: Object.entries(values).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Timestamp: new Date(at),
      })),
    }),
  );
}

const post: Post = async (url, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  });
  return answer.status;
};
