import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { keys, type RunItem, type RunSummary, stackName } from '../../lambda/contract.ts';
import { exitCodes } from '../errors.ts';
import { recordTable } from '../look/record-table.ts';
import { findTopic, type TopicAnswer } from '../look/subscriptions.ts';
import { formatVerifier } from '../ui/format-verifier.ts';
import { schemaVersion } from '../ui/json-reporter.ts';
import { paintFor, signsFor } from '../ui/paint.ts';
import { writeLine } from '../ui/write-line.ts';
import type { Session } from './session.ts';
import { inService } from './verifier.ts';

/** What `verifier status` says; `--json` is this. */
export interface VerifierStatus {
  readonly version: string;
  /** CloudFormation's, of the stack. */
  readonly status: string;
  readonly runEverySeconds: number;
  readonly topicArn: string;
  /** `unseen`: another account's, which does not let us look. */
  readonly topic: 'there' | 'gone' | 'unseen';
  readonly subscriptions: readonly {
    readonly protocol: string;
    readonly endpoint: string;
    readonly isConfirmed: boolean;
  }[];
  readonly postsToWebhook: boolean;
  /** What the last run found; `undefined` before the first. */
  readonly last: RunSummary | undefined;
  /** Names of its alarms that are in the state ALARM. */
  readonly alarms: readonly string[];
  /** Somebody is told, it looks by its schedule, sees everything, and none of its alarms is on. */
  readonly healthy: boolean;
}

export async function showVerifier(session: Session): Promise<number> {
  const { terminal, messages, identity, flags, aws } = session;
  const status = await readVerifier(session);
  if (flags.json) {
    const { accountId, region } = identity;
    terminal.out(`${JSON.stringify({ schemaVersion, accountId, region, ...status }, null, 2)}\n`);
  } else {
    const style = { paint: paintFor(terminal, 'out'), signs: signsFor(terminal) };
    for (const line of formatVerifier(status, aws.now(), messages, style))
      writeLine(terminal, 'out', line);
  }
  return flags.fail && !status.healthy ? exitCodes.unhealthy : exitCodes.ok;
}

async function readVerifier(session: Session): Promise<VerifierStatus> {
  const { aws, identity } = session;
  const stack = await inService(session);
  const topicArn = stack.outputs.TopicArn;
  const topic = await findTopic(aws, topicArn, identity.accountId);
  const table = recordTable(aws.dynamodb, stack.outputs.TableName);
  const lease = (await table.get(keys.run, 'run')) as RunItem | undefined;
  const seen = {
    version: stack.outputs.Version,
    status: stack.status,
    runEverySeconds: Number(stack.parameters.RunEvery ?? 300),
    topicArn,
    ...toldBy(topic),
    postsToWebhook: stack.webhookHash !== undefined,
    last: lease?.last,
    alarms: await alarmsOn(session),
  };
  return { ...seen, healthy: isHealthy(seen, aws.now()) };
}

function toldBy(topic: TopicAnswer): Pick<VerifierStatus, 'topic' | 'subscriptions'> {
  if (typeof topic === 'string') return { topic, subscriptions: [] };
  const subscriptions = topic.map(({ protocol, endpoint, arn }) => ({
    protocol,
    endpoint,
    isConfirmed: arn !== undefined,
  }));
  return { topic: 'there', subscriptions };
}

/** Its own, by the names that CloudFormation gives them. */
async function alarmsOn({ aws }: Session): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateDescribeAlarms(
    { client: aws.cloudwatch },
    { AlarmNamePrefix: `${stackName}-`, StateValue: 'ALARM' },
  );
  for await (const { MetricAlarms } of pages)
    names.push(...(MetricAlarms ?? []).map(({ AlarmName }) => AlarmName ?? ''));
  return names;
}

/** @param now epoch milliseconds */
export function isHealthy(seen: Omit<VerifierStatus, 'healthy'>, now: number): boolean {
  const { last, runEverySeconds, alarms } = seen;
  // A run that was missed, Scheduler's minute, and the run itself.
  const looks = last !== undefined && now - last.at <= 2 * runEverySeconds * 1000 + 120_000;
  return tellsSomebody(seen) && looks && last.blind.length === 0 && alarms.length === 0;
}

/** Of a topic that is gone the webhook beside it is no excuse: each message fails once. */
function tellsSomebody({
  topic,
  subscriptions,
  postsToWebhook,
}: Pick<VerifierStatus, 'topic' | 'subscriptions' | 'postsToWebhook'>): boolean {
  if (topic === 'gone') return false;
  const mayReach = topic === 'unseen' || subscriptions.some(({ isConfirmed }) => isConfirmed);
  return postsToWebhook || mayReach;
}
