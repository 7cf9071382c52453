import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { parseExpression } from '../../sandbox/services/scheduler/expression.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';
import { codeOf, createServiceRole, logRights } from './function-fixture.ts';

describe('expressions', () => {
  it.each([
    ['cron(3/5 * * * ? *)', '12:00:00', '12:03:00'],
    ['cron(3/5 * * * ? *)', '12:58:00', '13:03:00'],
    ['cron(* * * * ? *)', '12:00:30', '12:01:00'],
    ['cron(0 9-17 ? * MON-FRI *)', '12:30:00', '13:00:00'],
    ['cron(15,45 10 * * ? *)', '12:00:00', '2026-03-03T10:15:00'],
    ['cron(0 0 29 2 ? *)', '12:00:00', '2028-02-29T00:00:00'],
    ['rate(5 minutes)', '12:02:00', '12:05:30'],
    ['at(2026-03-02T12:00:00)', '12:00:00', undefined],
    ['at(2026-03-02T13:00:00)', '12:00:00', '13:00:00'],
  ])('%s after %s is %s', (text, after, next) => {
    const at = (time: string) => Date.parse(`${time.includes('T') ? '' : '2026-03-02T'}${time}Z`);
    const due = parseExpression(text, at('12:00:30')).next(at(after));
    expect(due === undefined ? due : new Date(due)).toEqual(
      next === undefined ? undefined : new Date(at(next)),
    );
  });

  it.each([
    ...['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'cron(* * * * *)', 'daily'],
    ...['cron(* * * * * *)', 'cron(60 * * * ? *)', 'cron(* * ? * ? *)', 'cron(0 0 L * ? *)'],
  ])('%s is refused', (text) => {
    expect(() => parseExpression(text, 0)).toThrow();
  });
});

describe('schedules', () => {
  let sandbox: Sandbox;
  let scheduler: SchedulerClient;
  let sqs: SQSClient;
  let QueueUrl: string;
  let RoleArn: string;
  let queueArn: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ startAt: Date.parse('2026-03-02T12:00:00Z') });
    scheduler = new SchedulerClient(clientConfig(sandbox));
    sqs = new SQSClient(clientConfig(sandbox));
    queueArn = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:work`;
    QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'work' }))).QueueUrl ?? '';
    RoleArn = await createServiceRole(sandbox, 'clockwork', 'scheduler.amazonaws.com', [
      { Effect: 'Allow', Action: ['sqs:SendMessage', 'lambda:InvokeFunction'], Resource: '*' },
    ]);
  });
  afterAll(() => sandbox.dispose());

  const settings = (target: object = {}, more: object = {}) => ({
    ScheduleExpression: 'cron(3/5 * * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' } as const,
    Target: { Arn: queueArn, RoleArn, Input: '<aws.scheduler.scheduled-time>', ...target },
    ...more,
  });
  const create = (Name: string, target: object = {}, more: object = {}) =>
    scheduler.send(new CreateScheduleCommand({ Name, ...settings(target, more) }));
  const remove = (Name: string) => scheduler.send(new DeleteScheduleCommand({ Name }));
  const received = async () => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 };
    return (
      (await sqs.send(new ReceiveMessageCommand(asked))).Messages?.map(({ Body }) => Body) ?? []
    );
  };

  it('fire on the virtual clock, and no more once disabled or deleted', async () => {
    await create('ticks');
    await sandbox.clock.advance(10 * 60_000);
    expect(await received()).toEqual(['2026-03-02T12:03:00Z', '2026-03-02T12:08:00Z']);
    const shown = await scheduler.send(new GetScheduleCommand({ Name: 'ticks' }));
    expect(shown).toMatchObject({ State: 'ENABLED', Target: { Arn: queueArn } });
    await scheduler.send(
      new UpdateScheduleCommand({ Name: 'ticks', ...settings({}, { State: 'DISABLED' }) }),
    );
    await sandbox.clock.advance(10 * 60_000);
    expect(await received()).toEqual([]);
    expect((await errorOf(create('ticks'))).name).toBe('ConflictException');
    await remove('ticks');
    expect((await scheduler.send(new ListSchedulesCommand())).Schedules).toEqual([]);
    expect((await errorOf(remove('ticks'))).name).toBe('ResourceNotFoundException');
  });

  it('come twice when told to', async () => {
    await create('twice', { Input: '<aws.scheduler.execution-id>' });
    sandbox.world.region(sandbox.region).scheduler.duplicates = 1;
    await sandbox.clock.advance(5 * 60_000);
    const [one, other, ...more] = await received();
    expect(one).toBe(other);
    expect(more).toEqual([]);
    await remove('twice');
  });

  it('run a function before `advance` ends, and try again what was refused', async () => {
    const Role = await createServiceRole(sandbox, 'worker', 'lambda.amazonaws.com', [logRights]);
    const { FunctionArn: Arn } = await new LambdaClient(clientConfig(sandbox)).send(
      new CreateFunctionCommand({
        FunctionName: 'scheduled',
        Role,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: codeOf(
          'exports.handler = async (e) => console.log("attempt", e.attempt, Date.now())',
        ),
      }),
    );
    sandbox.world.faults.add({
      service: 'lambda',
      operation: 'Invoke',
      times: 1,
      effect: 'throttle',
    });
    await create(
      'runs',
      { Arn, Input: '{"attempt":<aws.scheduler.attempt-number>}' },
      { ScheduleExpression: 'at(2026-03-02T12:40:00)' },
    );
    await sandbox.clock.advance(Date.parse('2026-03-02T12:41:00Z') - sandbox.clock.now());
    const group = sandbox.world.region(sandbox.region).logs.groups.get('/aws/lambda/scheduled');
    const lines = [...(group?.streams.values() ?? [])].flatMap(({ events }) => events);
    expect(lines.map(({ message }) => message).filter((line) => /attempt/.test(line))).toEqual([
      expect.stringMatching(`attempt 2 ${Date.parse('2026-03-02T12:41:00Z')}$`),
    ]);
  });

  it('end in their dead-letter queue when the role may not call the target', async () => {
    const weak = await createServiceRole(sandbox, 'weak', 'scheduler.amazonaws.com', [
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn },
    ]);
    await create('refused', {
      RoleArn: weak,
      Arn: `arn:aws:lambda:${sandbox.region}:${sandbox.accountId}:function:none`,
      Input: 'lost',
      RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: queueArn },
    });
    await sandbox.clock.advance(5 * 60_000);
    expect(await received()).toEqual(['lost']);
    await remove('refused');
  });

  it('need a role that trusts Scheduler, and the right to pass it', async () => {
    const stranger = await createServiceRole(sandbox, 'stranger', 'lambda.amazonaws.com', []);
    expect((await errorOf(create('none', { RoleArn: stranger }))).message).toContain(
      'must allow AWS EventBridge Scheduler to assume',
    );
    const limited = new SchedulerClient(
      clientConfig(sandbox, [{ Effect: 'Allow', Action: 'scheduler:*', Resource: '*' }]),
    );
    const refused = limited.send(new CreateScheduleCommand({ Name: 'none', ...settings() }));
    expect((await errorOf(refused)).message).toContain('iam:PassRole');
  });
});
