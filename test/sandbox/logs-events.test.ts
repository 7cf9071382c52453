import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  type InputLogEvent,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { addEvents, createLogsState } from '../../sandbox/services/logs/state.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const logGroupName = 'app';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let sandbox: Sandbox;
let logs: ReturnType<typeof sandboxClients>['logs'];
let now: number;
beforeEach(async () => {
  sandbox = await startSandbox();
  logs = sandboxClients(sandbox).logs;
  now = sandbox.clock.now();
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of ['one', 'two'])
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
});
afterEach(() => sandbox.dispose());

const put = (logEvents: InputLogEvent[], logStreamName = 'one') =>
  logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
/** One event a second, the last one now. */
const lines = (...messages: string[]): InputLogEvent[] =>
  messages.map((message, index) => ({
    timestamp: now - (messages.length - 1 - index) * 1_000,
    message,
  }));
const get = (input: Partial<GetLogEventsCommandInput> = {}) =>
  logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'one', ...input }));
const filter = (input: Partial<FilterLogEventsCommandInput> = {}) =>
  logs.send(new FilterLogEventsCommand({ logGroupName, ...input }));
const messages = (answer: { events?: { message?: string | undefined }[] | undefined }) =>
  answer.events?.map(({ message }) => message).join(' ');

describe('PutLogEvents', () => {
  it('stores a batch, which is read back in order of time', async () => {
    await put(lines('a', 'b', 'c'));
    await put([{ timestamp: now - 1_500, message: 'late' }]);
    const answer = await get({ startFromHead: true });
    expect(messages(answer)).toBe('a late b c');
    expect(answer.events?.[0]).toEqual({
      timestamp: now - 2_000,
      message: 'a',
      ingestionTime: now,
    });
  });

  it('leaves out what is too old, expired or too new, says where, and keeps the rest', async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 3 }));
    const answer = await put(
      [-15 * dayMs, -4 * dayMs, -1_000, 1_000, 2 * hourMs + 1_000].map((offset, index) => ({
        timestamp: now + offset,
        message: `m${index}`,
      })),
    );
    expect(answer.rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      expiredLogEventEndIndex: 2,
      tooNewLogEventStartIndex: 4,
    });
    expect(messages(await get({ startFromHead: true }))).toBe('m2 m3');
  });

  it('takes a batch of exactly 1,048,576 bytes, at 26 bytes an event, and not one more', async () => {
    const batch = (bytes: number) => put(lines('x'.repeat(bytes - 2 * 26 - 1), 'y'));
    await batch(1_048_576);
    expect(await errorOf(batch(1_048_577))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Upload too large: 1048577 bytes exceeds limit of 1048576',
    });
    expect((await errorOf(put(lines('한'.repeat(349_526))))).message).toContain('too large');
  });

  it.each<[string, () => InputLogEvent[], string]>([
    ['no events', () => [], 'greater than or equal to 1'],
    ['an empty message', () => lines(''), 'greater than or equal to 1'],
    ['10,001 events', () => lines(...Array<string>(10_001).fill('x')), 'or equal to 10000'],
    ['events out of order', () => lines('a', 'b').reverse(), 'in chronological order'],
    [
      'more than a day in one batch',
      () => [{ timestamp: now - dayMs - 1, message: 'a' }, ...lines('b')],
      'cannot span more than 24 hours',
    ],
  ])('refuses %s', async (_, events, message) => {
    const error = await errorOf(put(events()));
    expect(error.name).toBe('InvalidParameterException');
    expect(error.message).toContain(message);
  });

  it('needs the stream', async () => {
    expect(await errorOf(put(lines('a'), 'three'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('GetLogEvents', () => {
  it('starts with the newest unless told otherwise, oldest first within the page', async () => {
    await put(lines('a', 'b', 'c', 'd'));
    expect(messages(await get({ limit: 2 }))).toBe('c d');
    expect(messages(await get({ limit: 2, startFromHead: true }))).toBe('a b');
  });

  it('gives the same token at the end, from which later events are read', async () => {
    await put(lines('a', 'b', 'c'));
    const first = await get({ limit: 2, startFromHead: true });
    const second = await get({ nextToken: first.nextForwardToken, startFromHead: true });
    const end = await get({ nextToken: second.nextForwardToken, startFromHead: true });
    expect([first, second, end].map(messages)).toEqual(['a b', 'c', '']);
    expect(end.nextForwardToken).toBe(second.nextForwardToken);
    await put([{ timestamp: now + 1_000, message: 'd' }]);
    expect(messages(await get({ nextToken: end.nextForwardToken, startFromHead: true }))).toBe('d');
  });

  it('goes back page by page, and stays at the beginning', async () => {
    await put(lines('a', 'b', 'c'));
    const last = await get({ limit: 2 });
    const before = await get({ limit: 2, nextToken: last.nextBackwardToken });
    const start = await get({ limit: 2, nextToken: before.nextBackwardToken });
    expect([last, before, start].map(messages)).toEqual(['b c', 'a', '']);
    expect(start.nextBackwardToken).toBe(before.nextBackwardToken);
  });

  it('has tokens for a stream without events too', async () => {
    const empty = await get({ startFromHead: true });
    expect(empty).toMatchObject({ events: [], nextForwardToken: expect.stringMatching(/^f\//) });
    await put(lines('a'));
    expect(messages(await get({ nextToken: empty.nextForwardToken, startFromHead: true }))).toBe(
      'a',
    );
  });

  it('includes the start of a range and not its end', async () => {
    await put(lines('a', 'b', 'c'));
    expect(messages(await get({ startTime: now - 2_000, endTime: now }))).toBe('a b');
  });

  it('ends a page at one megabyte', async () => {
    const large = 'x'.repeat(400_000);
    await put(lines(large, large));
    await put(lines(large, large));
    expect((await get({ startFromHead: true })).events).toHaveLength(2);
  });

  it('does not return what the retention has expired', async () => {
    await put(lines('a'));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    await sandbox.clock.advance(dayMs + 1_000);
    expect(messages(await get())).toBe('');
  });

  it('refuses a token that is not one, and a limit above 10,000', async () => {
    expect(await errorOf(get({ nextToken: 'x' }))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    });
    expect((await errorOf(get({ limit: 10_001 }))).message).toContain("at 'limit'");
  });
});

describe('FilterLogEvents', () => {
  it('finds terms and phrases in all streams, in order of time', async () => {
    await put(lines('cwhb v=1 n=abc', 'ERROR out of memory', 'ERROR disk'));
    await put([{ timestamp: now - 1_500, message: 'ERROR in two' }], 'two');
    expect(messages(await filter({ filterPattern: 'ERROR' }))).toBe(
      'ERROR in two ERROR out of memory ERROR disk',
    );
    expect(messages(await filter({ filterPattern: 'ERROR "of memory"' }))).toBe(
      'ERROR out of memory',
    );
    expect(messages(await filter({ filterPattern: 'ERROR -disk -two' }))).toBe(
      'ERROR out of memory',
    );
    const found = (await filter({ filterPattern: '"n=abc"' })).events;
    expect(found).toMatchObject([{ logStreamName: 'one', eventId: expect.any(String) }]);
  });

  it('narrows by stream, by prefix and by time, the end of which it includes', async () => {
    await put(lines('a', 'b', 'c'));
    await put(lines('d'), 'two');
    expect(messages(await filter({ logStreamNames: ['two'] }))).toBe('d');
    expect(messages(await filter({ logStreamNamePrefix: 'on' }))).toBe('a b c');
    const range = { startTime: now - 1_000, endTime: now, logStreamNames: ['one'] };
    expect(messages(await filter(range))).toBe('b c');
    const both = filter({ logStreamNames: ['one'], logStreamNamePrefix: 'on' });
    expect((await errorOf(both)).name).toBe('InvalidParameterException');
    expect((await errorOf(filter({ logStreamNames: ['three'] }))).name).toBe(
      'ResourceNotFoundException',
    );
  });

  it('may answer with an empty page and a token: only the end has none', async () => {
    const noise = Array<string>(10_000).fill('noise');
    await put(lines(...noise));
    await put([{ timestamp: now + 1_000, message: 'needle' }], 'two');
    const first = await filter({ filterPattern: 'needle' });
    expect(first).toMatchObject({ events: [], nextToken: expect.any(String) });
    const second = await filter({ filterPattern: 'needle', nextToken: first.nextToken });
    expect(messages(second)).toBe('needle');
    expect(second.nextToken).toBeUndefined();
  });

  it('pages by the limit', async () => {
    await put(lines('a', 'b', 'c'));
    const first = await filter({ limit: 2 });
    expect(messages(first)).toBe('a b');
    expect(messages(await filter({ limit: 2, nextToken: first.nextToken }))).toBe('c');
  });

  it.each(['n=abc', '{ $.level = "error" }', '[a, b]', '?ERROR ?WARN', '%regex%'])(
    'refuses the pattern %s',
    async (filterPattern) => {
      expect((await errorOf(filter({ filterPattern }))).name).toBe('InvalidParameterException');
    },
  );
});

it('never holds more events than its limit, and the newest stay', () => {
  const state = createLogsState(10_000);
  const stream = { name: 's', creationTime: 0, events: [] };
  const group = {
    name: 'g',
    creationTime: 0,
    logGroupClass: 'STANDARD',
    retentionInDays: undefined,
    kmsKeyId: undefined,
    tags: new Map(),
    streams: new Map([['s', stream]]),
  };
  state.groups.set('g', group);
  for (let at = 1; at <= 1_000; at += 1)
    addEvents(state, { group, stream }, [{ timestamp: at, message: 'x'.repeat(74) }], at);
  expect(state.storedBytes).toBe(stream.events.length * 100);
  expect(state.storedBytes).toBeLessThanOrEqual(10_000);
  expect(stream.events.at(-1)).toMatchObject({ timestamp: 1_000 });
});
