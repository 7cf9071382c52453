import { AwsError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { putDatum } from '../cloudwatch/state.ts';
import { roleByArn, serviceItself, serviceRole } from '../iam/role-session.ts';
import { trustsService } from '../iam/state.ts';
import type { Schedule, Target } from './state.ts';

/** One time at which a schedule was due. */
interface Execution {
  readonly schedule: Schedule;
  readonly target: Target;
  readonly dueAt: number;
  readonly id: string;
  attempt: number;
}

const longestPauseMs = 3_600_000;

/** Puts the next time the schedule is due on the clock, in place of the one that was there. */
export function arm(world: World, schedule: Schedule): void {
  schedule.cancel();
  const { isEnabled, expression, startsAt, endsAt } = schedule.settings;
  if (!isEnabled) return;
  const next = expression.next(Math.max(world.clock.now(), (startsAt ?? 0) - 1));
  if (next === undefined || (endsAt !== undefined && next > endsAt)) {
    finish(world, schedule);
    return;
  }
  schedule.cancel = world.clock.at(next, async () => {
    const { target } = schedule.settings;
    arm(world, schedule);
    const { scheduler } = world.region(schedule.region);
    const times = scheduler.duplicates > 0 ? 2 : 1;
    scheduler.duplicates = Math.max(0, scheduler.duplicates - 1);
    const id = world.ids.uuid();
    for (let time = 0; time < times; time += 1)
      await execute(world, { schedule, target, dueAt: next, id, attempt: 1 });
  });
}

function finish(world: World, schedule: Schedule): void {
  if (schedule.settings.deleteWhenOver)
    world.region(schedule.region).scheduler.schedules.delete(schedule.name);
}

async function execute(world: World, execution: Execution): Promise<void> {
  const { schedule, target } = execution;
  measure(world, schedule, 'InvocationAttemptCount');
  try {
    await callTarget(world, execution);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    measure(world, schedule, 'TargetErrorCount');
    const pauseMs = Math.min(longestPauseMs, 60_000 * 2 ** (execution.attempt - 1));
    const again = world.clock.now() + pauseMs;
    const isOld = again - execution.dueAt > target.maximumEventAgeSeconds * 1_000;
    if (execution.attempt > target.maximumRetryAttempts || isOld)
      return drop(world, execution, error, isOld);
    execution.attempt += 1;
    world.clock.at(again, () => execute(world, execution));
  }
}

async function callTarget(world: World, execution: Execution): Promise<void> {
  const { schedule, target } = execution;
  const role = roleByArn(world, target.roleArn);
  const context = { 'aws:SourceAccount': world.accountId, 'aws:SourceArn': schedule.arn };
  if (!role || !trustsService(role, 'scheduler.amazonaws.com', context))
    throw new AwsError('AccessDeniedException', `The role ${target.roleArn} cannot be assumed.`);
  const body = bodyOf(world, execution);
  const called = requestFor(world, target.arn, body);
  const region = target.arn.split(':')[3] ?? schedule.region;
  await world.call({ caller: serviceRole(world, role, execution.id), region, ...called });
}

function requestFor(world: World, arn: string, body: string) {
  const [, , service = '', , accountId, name] = arn.split(':');
  if (service === 'lambda') {
    const input = { FunctionName: arn, InvocationType: 'Event', Payload: body };
    return { service, operation: 'Invoke', input };
  }
  if (service === 'sns')
    return { service, operation: 'Publish', input: { TopicArn: arn, Message: body } };
  const QueueUrl = `${world.endpoint}/${accountId}/${name}`;
  return { service, operation: 'SendMessage', input: { QueueUrl, MessageBody: body } };
}

function bodyOf(world: World, { schedule, target, dueAt, id, attempt }: Execution): string {
  const time = new Date(dueAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': schedule.arn,
    'scheduled-time': time,
    'execution-id': id,
    'attempt-number': String(attempt),
  };
  const event = {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: world.accountId,
    time,
    region: schedule.region,
    resources: [schedule.arn],
    detail: '{}',
  };
  const text = target.input ?? JSON.stringify(event);
  return text.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name) => values[name] ?? whole);
}

/** To the dead-letter queue, if there is one that lets Scheduler in. */
async function drop(
  world: World,
  execution: Execution,
  error: AwsError,
  isOld: boolean,
): Promise<void> {
  const { schedule, target } = execution;
  measure(world, schedule, 'InvocationDroppedCount');
  if (target.deadLetterArn === undefined) return;
  const [, , , region = schedule.region, accountId, name] = target.deadLetterArn.split(':');
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  const role = roleByArn(world, target.roleArn);
  try {
    await world.call({
      caller: role
        ? serviceRole(world, role, execution.id)
        : serviceItself(world, 'scheduler.amazonaws.com'),
      region,
      service: 'sqs',
      operation: 'SendMessage',
      input: {
        QueueUrl: `${world.endpoint}/${accountId}/${name}`,
        MessageBody: bodyOf(world, execution),
        MessageAttributes: {
          SCHEDULE_ARN: attribute(schedule.arn),
          TARGET_ARN: attribute(target.arn),
          ERROR_CODE: attribute(error.code),
          ERROR_MESSAGE: attribute(error.message),
          EXHAUSTED_RETRY_CONDITION: attribute(
            isOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts',
          ),
        },
      },
    });
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal;
  }
}

function measure(world: World, schedule: Schedule, metricName: string): void {
  const at = world.clock.now();
  putDatum(world.region(schedule.region).cloudwatch, {
    namespace: 'AWS/Scheduler',
    metricName,
    dimensions: [{ Name: 'ScheduleGroup', Value: 'default' }],
    unit: 'Count',
    value: 1,
    at,
    receivedAt: at,
  });
}
