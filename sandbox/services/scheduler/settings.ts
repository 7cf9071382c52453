import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { passedRole } from '../iam/role-session.ts';
import { parseExpression } from './expression.ts';
import type { ScheduleSettings, Target } from './state.ts';

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

const members = [
  ...['Name', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'Description', 'State'],
  ...['StartDate', 'EndDate', 'FlexibleTimeWindow', 'Target', 'ClientToken', 'GroupName'],
  'ActionAfterCompletion',
];
const targetMembers = ['Arn', 'RoleArn', 'Input', 'RetryPolicy', 'DeadLetterConfig'];

/** An update gives all settings anew: what it leaves out goes back to its default, as on AWS. */
export function readSettings(input: Input, call: Call, startedAt: number): ScheduleSettings {
  refuseUnmodelled(input, members);
  const expression = text(input, 'ScheduleExpression') ?? '';
  const timezone = text(input, 'ScheduleExpressionTimezone') ?? 'UTC';
  if (!['UTC', 'Etc/UTC', 'GMT'].includes(timezone))
    throw invalid(`The sandbox does not model the time zone ${timezone}.`);
  const window = (input.FlexibleTimeWindow ?? {}) as Input;
  if (text(window, 'Mode') !== 'OFF')
    throw invalid('The sandbox models FlexibleTimeWindow with the Mode OFF only.');
  const state = text(input, 'State') ?? 'ENABLED';
  if (state !== 'ENABLED' && state !== 'DISABLED') throw invalid(`Invalid State ${state}.`);
  const group = text(input, 'GroupName') ?? 'default';
  if (group !== 'default')
    throw new AwsError('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
  return {
    text: expression,
    expression: parseExpression(expression, startedAt),
    description: text(input, 'Description'),
    timezone,
    isEnabled: state === 'ENABLED',
    startsAt: readDate(input, 'StartDate'),
    endsAt: readDate(input, 'EndDate'),
    deleteWhenOver: text(input, 'ActionAfterCompletion') === 'DELETE',
    target: readTarget((input.Target ?? {}) as Input, call),
  };
}

export function settingsView(settings: ScheduleSettings): object {
  const { target, startsAt, endsAt } = settings;
  return {
    ScheduleExpression: settings.text,
    ScheduleExpressionTimezone: settings.timezone,
    Description: settings.description,
    State: settings.isEnabled ? 'ENABLED' : 'DISABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: settings.deleteWhenOver ? 'DELETE' : 'NONE',
    ...(startsAt === undefined ? {} : { StartDate: new Date(startsAt) }),
    ...(endsAt === undefined ? {} : { EndDate: new Date(endsAt) }),
    Target: {
      Arn: target.arn,
      RoleArn: target.roleArn,
      Input: target.input,
      RetryPolicy: {
        MaximumRetryAttempts: target.maximumRetryAttempts,
        MaximumEventAgeInSeconds: target.maximumEventAgeSeconds,
      },
      ...(target.deadLetterArn === undefined
        ? {}
        : { DeadLetterConfig: { Arn: target.deadLetterArn } }),
    },
  };
}

function refuseUnmodelled(input: Input, known: readonly string[]): void {
  const odd = Object.keys(input).find((name) => !known.includes(name) && input[name] !== undefined);
  if (odd) throw invalid(`The sandbox does not model ${odd}.`);
}

function readDate(input: Input, name: string): number | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const at = Number.isNaN(seconds) ? Date.parse(value) : seconds * 1_000;
  if (Number.isNaN(at)) throw invalid(`Invalid ${name} ${value}.`);
  return at;
}

function readTarget(input: Input, call: Call): Target {
  refuseUnmodelled(input, targetMembers);
  const arn = text(input, 'Arn') ?? '';
  if (!/^arn:[^:]+:(lambda|sns|sqs):[^:]+:\d{12}:.+$/.test(arn))
    throw invalid(
      `Provided Arn is not in correct format: ${arn} (the sandbox calls lambda, sns and sqs).`,
    );
  const roleArn = text(input, 'RoleArn') ?? '';
  passedRole(call, roleArn, 'scheduler.amazonaws.com', () =>
    invalid(
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    ),
  );
  const retry = (input.RetryPolicy ?? {}) as Input;
  const attempts = number(retry, 'MaximumRetryAttempts') ?? 185;
  const age = number(retry, 'MaximumEventAgeInSeconds') ?? 86_400;
  if (!(attempts >= 0 && attempts <= 185)) throw invalid('MaximumRetryAttempts is from 0 to 185.');
  if (!(age >= 60 && age <= 86_400)) throw invalid('MaximumEventAgeInSeconds is from 60 to 86400.');
  return {
    arn,
    roleArn,
    input: text(input, 'Input'),
    maximumRetryAttempts: attempts,
    maximumEventAgeSeconds: age,
    deadLetterArn: text((input.DeadLetterConfig ?? {}) as Input, 'Arn'),
  };
}
