import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call, Operation, Required, Route, Service } from '../../service.ts';
import { arm } from './fire.ts';
import { invalid, readSettings, settingsView } from './settings.ts';
import { type Schedule, scheduleArn, scheduleOrThrow } from './state.ts';

const operations: Readonly<Record<string, Operation>> = {
  CreateSchedule: (input, call) => {
    const name = text(input, 'Name') ?? '';
    if (!/^[\w.-]{1,64}$/.test(name)) throw invalid(`Invalid Name ${name}.`);
    const { schedules } = call.region.scheduler;
    if (schedules.has(name))
      throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
    const schedule: Schedule = {
      name,
      arn: scheduleArn(name, call),
      region: call.region.name,
      createdAt: call.now,
      modifiedAt: call.now,
      settings: readSettings(input, call, call.now),
      cancel: () => {},
    };
    schedules.set(name, schedule);
    arm(call.world, schedule);
    return { ScheduleArn: schedule.arn };
  },

  GetSchedule: (input, call) => {
    const schedule = named(input, call);
    return { ...summary(schedule), ...settingsView(schedule.settings) };
  },

  UpdateSchedule: (input, call) => {
    const schedule = named(input, call);
    schedule.settings = readSettings(input, call, call.now);
    schedule.modifiedAt = call.now;
    arm(call.world, schedule);
    return { ScheduleArn: schedule.arn };
  },

  DeleteSchedule: (input, call) => {
    const schedule = named(input, call);
    schedule.cancel();
    call.region.scheduler.schedules.delete(schedule.name);
    return {};
  },

  ListSchedules: (input, { region }) => {
    const prefix = text(input, 'NamePrefix') ?? '';
    const found = [...region.scheduler.schedules.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    return {
      Schedules: found.map((schedule) => ({
        ...summary(schedule),
        State: schedule.settings.isEnabled ? 'ENABLED' : 'DISABLED',
        Target: { Arn: schedule.settings.target.arn },
      })),
    };
  },
};

export const scheduler: Service = {
  signingName: 'scheduler',
  iamPrefix: 'scheduler',
  protocols: ['rest-json'],
  routes: routes(),
  operations,
  required: requiredFor,
};

function routes(): Route[] {
  const path = '/schedules/{Name}';
  return [
    { operation: 'CreateSchedule', method: 'POST', path },
    { operation: 'GetSchedule', method: 'GET', path },
    { operation: 'UpdateSchedule', method: 'PUT', path },
    { operation: 'DeleteSchedule', method: 'DELETE', path },
    { operation: 'ListSchedules', method: 'GET', path: '/schedules' },
  ];
}

function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `scheduler:${operation}`;
  if (operation === 'ListSchedules') return { action, resource: '*' };
  const group = text(input, 'GroupName') ?? 'default';
  const arn = scheduleArn(text(input, 'Name') ?? '', call);
  return { action, resource: arn.replace('/default/', `/${group}/`) };
}

function named(input: Input, call: Call): Schedule {
  return scheduleOrThrow(text(input, 'Name') ?? '', call);
}

function summary({ arn, name, createdAt, modifiedAt }: Schedule): object {
  return {
    Arn: arn,
    Name: name,
    GroupName: 'default',
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}
