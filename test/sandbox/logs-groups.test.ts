import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const logGroupName = '/var/log/messages';

let sandbox: Sandbox;
let logs: ReturnType<typeof sandboxClients>['logs'];
beforeEach(async () => {
  sandbox = await startSandbox();
  logs = sandboxClients(sandbox).logs;
});
afterEach(() => sandbox.dispose());

const createGroup = (name = logGroupName) =>
  logs.send(new CreateLogGroupCommand({ logGroupName: name }));
const createStream = (logStreamName: string) =>
  logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
const groupArn = () =>
  `arn:aws:logs:${sandbox.region}:${sandbox.accountId}:log-group:/var/log/messages`;

describe('a log group', () => {
  it('keeps the key it was made with, and refuses one of another Region', async () => {
    const kmsKeyId = `arn:aws:kms:${sandbox.region}:${sandbox.accountId}:key/1234`;
    await logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toMatchObject([{ kmsKeyId }]);
    const away = { logGroupName: 'b', kmsKeyId: kmsKeyId.replace(sandbox.region, 'eu-west-9') };
    const error = await errorOf(logs.send(new CreateLogGroupCommand(away)));
    expect(error.name).toBe('InvalidParameterException');
  });

  it('is described as it was made', async () => {
    await createGroup();
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([
      {
        logGroupName,
        creationTime: sandbox.clock.now(),
        arn: `${groupArn()}:*`,
        logGroupArn: groupArn(),
        metricFilterCount: 0,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      },
    ]);
  });

  it('is found by the beginning of its name or by a part of it', async () => {
    for (const name of ['/ec2/web', '/ec2/web-2', '/var/ec2/web']) await createGroup(name);
    const names = async (input: object) =>
      (await logs.send(new DescribeLogGroupsCommand(input))).logGroups?.map(
        (group) => group.logGroupName,
      );
    expect(await names({ logGroupNamePrefix: '/ec2/web' })).toEqual(['/ec2/web', '/ec2/web-2']);
    expect(await names({ logGroupNamePattern: 'c2/web' })).toHaveLength(3);
    expect(await names({ logGroupNamePattern: 'C2' })).toEqual([]);
  });

  it('is listed in pages of fifty', async () => {
    for (let index = 100; index < 160; index += 1) await createGroup(`g${index}`);
    const first = await logs.send(new DescribeLogGroupsCommand({}));
    const second = await logs.send(new DescribeLogGroupsCommand({ nextToken: first.nextToken }));
    expect(first.logGroups).toHaveLength(50);
    expect(second.logGroups?.map((group) => group.logGroupName)).toEqual(
      Array.from({ length: 10 }, (_, index) => `g${150 + index}`),
    );
    expect(second.nextToken).toBeUndefined();
  });

  it('cannot be made twice, nor deleted when it is not there', async () => {
    await createGroup();
    expect(await errorOf(createGroup())).toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await errorOf(logs.send(new DeleteLogGroupCommand({ logGroupName })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it.each([
    ['a colon', 'a:b', 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+'],
    ['a space', 'a b', 'Member must satisfy regular expression pattern'],
    ['513 characters', 'x'.repeat(513), 'Member must have length less than or equal to 512'],
    ['nothing', '', 'Member must have length greater than or equal to 1'],
  ])('may not have %s in its name', async (_, name, rule) => {
    expect(await errorOf(createGroup(name))).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(rule),
    });
  });

  it('keeps events for ever until it gets a retention that AWS knows', async () => {
    await createGroup();
    const retention = async () =>
      (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.retentionInDays;
    const put = (retentionInDays: number) =>
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
    expect(await retention()).toBeUndefined();
    await put(30);
    expect(await retention()).toBe(30);
    expect(await errorOf(put(31))).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("Value '31' at 'retentionInDays'"),
    });
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect(await retention()).toBeUndefined();
  });

  it('carries tags, by its ARN without an asterisk', async () => {
    const resourceArn = groupArn();
    const tags = { owner: 'me', purpose: 'test' };
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
    await logs.send(new TagResourceCommand({ resourceArn, tags: { owner: 'you' } }));
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['purpose'] }));
    const listed = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(listed.tags).toEqual({ owner: 'you' });
    const withAsterisk = logs.send(
      new ListTagsForResourceCommand({ resourceArn: `${resourceArn}:*` }),
    );
    expect((await errorOf(withAsterisk)).name).toBe('InvalidParameterException');
  });
});

describe('a log stream', () => {
  const describeStreams = (input: object = {}) =>
    logs.send(new DescribeLogStreamsCommand({ logGroupName, ...input }));
  const put = (logStreamName: string, timestamp: number) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: [{ timestamp, message: 'x' }],
      }),
    );

  it('needs its group, is made once, and goes', async () => {
    expect((await errorOf(createStream('i-1'))).message).toBe(
      'The specified log group does not exist.',
    );
    await createGroup();
    await createStream('i-1');
    expect(await errorOf(createStream('i-1'))).toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    });
    expect((await errorOf(createStream('i:1'))).name).toBe('InvalidParameterException');
    const remove = () =>
      logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'i-1' }));
    await remove();
    expect((await errorOf(remove())).message).toBe('The specified log stream does not exist.');
  });

  it('shows its last event only much later', async () => {
    await createGroup();
    await createStream('i-1');
    const at = sandbox.clock.now();
    await put('i-1', at);
    const stream = async () => (await describeStreams()).logStreams?.[0];
    expect(await stream()).toMatchObject({ firstEventTimestamp: at, storedBytes: 0 });
    expect(await stream()).not.toHaveProperty('lastEventTimestamp');
    await sandbox.clock.advance(20 * 60_000);
    await put('i-1', sandbox.clock.now());
    expect(await stream()).toMatchObject({ lastEventTimestamp: at, lastIngestionTime: at });
  });

  it('is listed by name or by last event, in pages of at most fifty', async () => {
    await createGroup();
    for (const name of ['b', 'a', 'c', 'ab']) await createStream(name);
    const now = sandbox.clock.now();
    await put('a', now - 1_000);
    await put('b', now - 3_000);
    await put('c', now - 2_000);
    await sandbox.clock.advance(3_600_000);
    const names = async (input: object) =>
      (await describeStreams(input)).logStreams?.map((stream) => stream.logStreamName).join();
    expect(await names({})).toBe('a,ab,b,c');
    expect(await names({ logStreamNamePrefix: 'a' })).toBe('a,ab');
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toBe('a,c,b,ab');
    const first = await describeStreams({ limit: 3 });
    expect(await names({ nextToken: first.nextToken })).toBe('c');
    expect(
      await errorOf(describeStreams({ orderBy: 'LastEventTime', logStreamNamePrefix: 'a' })),
    ).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Cannot order by LastEventTime with a logStreamNamePrefix.',
    });
    expect((await errorOf(describeStreams({ limit: 51 }))).message).toContain(
      "Value '51' at 'limit' failed to satisfy constraint",
    );
  });
});
