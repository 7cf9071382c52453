import { AwsError } from '../../../errors.ts';
import type { World } from '../../../world.ts';
import { serviceItself } from '../../iam/role-session.ts';
import type { StateValue } from './judge.ts';
import type { Alarm, AlarmSettings } from './state.ts';

/** Sets an alarm's state; a change is told to the topics it names for that state. */
export async function changeState(
  world: World,
  alarm: Alarm,
  state: StateValue,
  reason: string,
): Promise<void> {
  const at = world.clock.now();
  const before = alarm.state;
  alarm.updatedAt = at;
  alarm.reason = reason;
  if (before === state) return;
  alarm.state = state;
  alarm.transitionedAt = at;
  alarm.history.push({
    at,
    type: 'StateUpdate',
    summary: `Alarm updated from ${before} to ${state}`,
    data: {
      oldState: { stateValue: before },
      newState: { stateValue: state, stateReason: reason },
    },
  });
  if (!alarm.actionsEnabled) return;
  for (const topic of actionsFor(alarm.settings, state)) await tell(world, alarm, before, topic);
}

function actionsFor(settings: AlarmSettings, state: StateValue): readonly string[] {
  if (state === 'OK') return settings.okActions;
  return state === 'ALARM' ? settings.alarmActions : settings.insufficientDataActions;
}

/** The topic's own policy decides; the default one lets alarms of its account in. */
async function tell(world: World, alarm: Alarm, before: StateValue, topic: string): Promise<void> {
  const context = {
    'aws:SourceArn': alarm.arn,
    'aws:SourceAccount': world.accountId,
    'aws:SourceOwner': world.accountId,
  };
  const message = messageOf(world, alarm, before);
  const note = (summary: string) =>
    alarm.history.push({ at: world.clock.now(), type: 'Action', summary, data: {} });
  try {
    await world.call({
      caller: serviceItself(world, 'cloudwatch.amazonaws.com'),
      region: topic.split(':')[3] ?? alarm.region,
      service: 'sns',
      operation: 'Publish',
      input: {
        TopicArn: topic,
        Subject: subjectOf(alarm),
        MessageStructure: 'json',
        Message: JSON.stringify({ default: JSON.stringify(message), email: mailOf(alarm, before) }),
      },
      context,
    });
    note(`Successfully executed action ${topic}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    note(`Failed to execute action ${topic}. Received error: "${error.message}"`);
  }
}

function subjectOf({ state, name, region }: Alarm): string {
  return `${state}: "${name}" in ${region}`.slice(0, 100);
}

function messageOf(world: World, alarm: Alarm, before: StateValue): object {
  const { settings } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmDescription: settings.description ?? null,
    AWSAccountId: world.accountId,
    AlarmConfigurationUpdatedTimestamp: timeOf(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timeOf(alarm.transitionedAt),
    Region: alarm.region,
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: settings.okActions,
    AlarmActions: settings.alarmActions,
    InsufficientDataActions: settings.insufficientDataActions,
    Trigger: {
      MetricName: settings.metricName,
      Namespace: settings.namespace,
      StatisticType: 'Statistic',
      Statistic: settings.statistic.toUpperCase(),
      Unit: settings.unit ?? null,
      Dimensions: settings.dimensions.map(({ Name, Value }) => ({ name: Name, value: Value })),
      Period: settings.periodSeconds,
      EvaluationPeriods: settings.evaluationPeriods,
      DatapointsToAlarm: settings.datapointsToAlarm,
      ComparisonOperator: settings.comparison,
      Threshold: settings.threshold,
      TreatMissingData: settings.treatMissing,
      EvaluateLowSampleCountPercentile: '',
    },
  };
}

/** The wording of AWS's mail is from memory, and shorter. */
function mailOf(alarm: Alarm, before: StateValue): string {
  const { settings } = alarm;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${alarm.region} region has entered the ${alarm.state} state, because "${alarm.reason}" at "${new Date(alarm.transitionedAt).toUTCString()}".`,
    '',
    'Alarm Details:',
    `- Name: ${alarm.name}`,
    `- Description: ${settings.description ?? ''}`,
    `- State Change: ${before} -> ${alarm.state}`,
    `- Reason for State Change: ${alarm.reason}`,
    `- Alarm Arn: ${alarm.arn}`,
    '',
    'Monitored Metric:',
    `- MetricNamespace: ${settings.namespace}`,
    `- MetricName: ${settings.metricName}`,
    `- Period: ${settings.periodSeconds} seconds`,
    `- Statistic: ${settings.statistic}`,
    `- TreatMissingData: ${settings.treatMissing}`,
  ].join('\n');
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
