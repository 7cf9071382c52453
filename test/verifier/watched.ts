import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  functionName,
  type RecordItem,
  type RunItem,
  type StackOutputs,
  type StackParameters,
  stackName,
  type VerifierAnswer,
} from '../../lambda/contract.ts';
import { fromAttributes, toAttributes } from '../../lambda/items.ts';
import { renderTemplate } from '../../lambda/stack/template.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { buildVerifier } from '../../scripts/build-verifier.ts';
import { mailsTo } from '../support/mails.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { makeRole, register, send } from './set-up-instance.ts';

const minute = 60_000;
const address = 'ops@example.com';

/** Path of the built verifier, made once in this process. */
let built: Promise<string> | undefined;
export function verifierFile(): Promise<string> {
  built ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'verifier-')), 'verifier.cjs');
    await buildVerifier(outfile, '1.2.3');
    return outfile;
  })();
  return built;
}

/**
 * A Region whose instances send what the agent would send, and whose verifier is deployed from the
 * real template. Its clock stands, and starts at a whole hour, on a day that is over: an SDK client
 * that finds itself near the real time believes no server that calls its signature expired.
 */
export async function startWatched(
  count: number,
  parameters: Partial<StackParameters> = {},
  startAt = Date.parse('2026-03-24T11:00:00Z'),
) {
  const sandbox = await startSandbox({
    startAt,
    delayScale: 0,
    // No directory and no scripts: what they send comes from here.
    instances: Array.from({ length: count }, (_, index) => ({
      name: `web-${index + 1}`,
      os: 'windows-2022' as const,
    })),
  });
  const aws = sandboxClients(sandbox);
  const config = { endpoint: sandbox.url, region: sandbox.region, credentials: sandbox.keys };
  const more = {
    cloudformation: new CloudFormationClient(config),
    dynamodb: new DynamoDBClient(config),
    sns: new SNSClient(config),
    lambda: new LambdaClient(config),
  };
  await makeRole(sandbox, aws);
  const outputs = await deploy(sandbox, more, parameters);
  const ids = sandbox.instances.map(({ id }) => id);
  const silent = new Set<string>();
  const mute = new Set<string>();
  const items = async (pk: string) => {
    const { Items = [] } = await more.dynamodb.send(
      new QueryCommand({
        TableName: outputs.TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toAttributes({ ':pk': pk }),
      }),
    );
    return Items.map(fromAttributes);
  };
  const putAbnormal = async (sk: string, minutesAgo: number, outbox: object[]) => {
    const memory = { at: sandbox.clock.now() - minutesAgo * minute, good: 0 };
    const Item = toAttributes({ pk: 'S', sk, schemaVersion: 1, v: 1, w: '', memory, outbox });
    await more.dynamodb.send(new PutItemCommand({ TableName: outputs.TableName, Item }));
  };
  const region = {
    sandbox,
    ids,
    outputs,
    aws,
    /** Instances that send no metrics, and those whose log lines do not arrive. */
    silent,
    mute,
    /** Puts records of instances that were set up an hour ago. */
    register: async (which = ids, change: Partial<RecordItem> = {}) => {
      for (const id of which) await register(sandbox, more.dynamodb, aws, id, outputs, change);
    },
    /** Takes the record away, and leaves the tag. */
    forget: async (id: string) => {
      const Key = toAttributes({ pk: 'R', sk: id });
      await more.dynamodb.send(new DeleteItemCommand({ TableName: outputs.TableName, Key }));
    },
    /** Lets so many ticks of five minutes pass, and the runs that look at them. */
    pass: async (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) {
        await sandbox.clock.advance(20_000);
        const stamp = sandbox.clock.now();
        for (const id of ids) await send(aws, id, stamp, { silent, mute });
        await sandbox.clock.advance(5 * minute - 20_000);
      }
    },
    /** The same of every minute. */
    passMinutes: async (minutes: number) => {
      for (let count = 0; count < minutes; count++) {
        await sandbox.clock.advance(20_000);
        const stamp = sandbox.clock.now();
        for (const id of ids) await send(aws, id, stamp, { silent, mute });
        await sandbox.clock.advance(minute - 20_000);
      }
    },
    /** What an instance sent some minutes ago arrives now. */
    sendLate: async (id: string, minutes: number) => {
      const stamp = sandbox.clock.now() + 20_000 - minutes * minute;
      await send(aws, id, stamp, { silent: new Set(), mute: new Set() });
    },
    /** Mails about instances since the last call. */
    news: () => {
      const all = mailsTo(sandbox, address).filter(({ subject }) => subject.startsWith('['));
      const fresh = all.slice(read);
      read = all.length;
      return fresh;
    },
    /** Subjects of the mails of its alarms. */
    alarms: () =>
      mailsTo(sandbox, address)
        .map(({ subject }) => subject)
        .filter((subject) => subject.startsWith('ALARM')),
    /** Leaves what was remembered of an instance more than a week ago. */
    rememberGone: (id: string) => putAbnormal(id, 8 * 24 * 60, []),
    /** Leaves an alert that the mail has had for so many minutes, and the webhook has not. */
    leaveWaiting: async (id: string, minutes: number) => {
      const at = sandbox.clock.now() - minutes * minute;
      const { accountId, region } = sandbox;
      const alert = { schemaVersion: 1, alertId: 'a', episodeId: 'e', kind: 'alert' };
      const rest = { cause: 'role-detached', instanceId: id, since: at, at, evidence: [] };
      const waiting = { alert: { ...alert, ...rest, accountId, region }, done: { sns: 'id' } };
      await putAbnormal(id, minutes, [waiting]);
    },
    records: async () => (await items('R')) as unknown as RecordItem[],
    lastRun: async () => (await items('L'))[0] as unknown as RunItem,
    invoke: async (event: object): Promise<VerifierAnswer> => {
      const { Payload } = await more.lambda.send(
        new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
      );
      return JSON.parse(Buffer.from(Payload ?? []).toString()) as VerifierAnswer;
    },
    dispose: async () => {
      for (const client of [...Object.values(aws), ...Object.values(more)]) client.destroy();
      await sandbox.dispose();
    },
  };
  let read = 0;
  return region;
}

export type Watched = Awaited<ReturnType<typeof startWatched>>;

export function subjects({ news }: Watched): string[] {
  return news().map(({ subject }) => subject);
}

async function deploy(
  sandbox: Sandbox,
  {
    cloudformation,
    sns,
  }: { readonly cloudformation: CloudFormationClient; readonly sns: SNSClient },
  parameters: Partial<StackParameters>,
): Promise<StackOutputs> {
  const TemplateBody = renderTemplate({
    code: readFileSync(await verifierFile(), 'utf8'),
    version: '1.2.3',
  });
  await cloudformation.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateBody,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Tags: [{ Key: 'cloudwatch-wizard:owner', Value: 'v1' }],
    }),
  );
  await sandbox.clock.advance(5 * minute);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  const [stack] = Stacks ?? [];
  if (stack?.StackStatus !== 'CREATE_COMPLETE')
    throw new Error(`${stack?.StackStatus}: ${stack?.StackStatusReason}`);
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  ) as unknown as StackOutputs;
  const { TopicArn } = outputs;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: address }));
  const Token = /Token=([^&\s]+)/.exec(mailsTo(sandbox, address).at(-1)?.body ?? '')?.[1];
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  return outputs;
}
