import { type Properties, type ResourceType, refuseTaken, tagChange, textOf } from './type.ts';

const alarmSettings = [
  ...['AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions', 'Namespace', 'Unit'],
  ...['InsufficientDataActions', 'MetricName', 'Statistic', 'ExtendedStatistic', 'Dimensions'],
  ...['Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator'],
  ...['TreatMissingData'],
];

export const alarm: ResourceType = {
  properties: ['AlarmName', 'Tags', ...alarmSettings],
  required: ['ComparisonOperator', 'EvaluationPeriods'],
  replacing: ['AlarmName'],
  nameProperty: 'AlarmName',
  isTaggable: true,
  attributes: { Arn: alarmArn },

  create: async (context, properties) => {
    const AlarmName = textOf(properties, 'AlarmName') ?? context.generatedName(255);
    const taken = context.state.cloudwatch.alarms.has(AlarmName);
    refuseTaken(taken, 'AWS::CloudWatch::Alarm', AlarmName);
    await context.call('monitoring', 'PutMetricAlarm', { ...properties, AlarmName });
    context.made(AlarmName);
  },

  update: async (context, AlarmName, change) => {
    const { Tags: _tags, ...settings } = change.after;
    await context.call('monitoring', 'PutMetricAlarm', { ...settings, AlarmName });
    const { set, gone } = tagChange(change);
    const ResourceARN = alarmArn(AlarmName, context);
    if (set.length > 0) await context.call('monitoring', 'TagResource', { ResourceARN, Tags: set });
    if (gone.length > 0)
      await context.call('monitoring', 'UntagResource', { ResourceARN, TagKeys: gone });
  },

  delete: async (context, AlarmName) => {
    await context.call('monitoring', 'DeleteAlarms', { AlarmNames: [AlarmName] });
  },
};

function alarmArn(
  name: string,
  place: { readonly partition: string; readonly region: string; readonly accountId: string },
): string {
  return `arn:${place.partition}:cloudwatch:${place.region}:${place.accountId}:alarm:${name}`;
}

const scheduleSettings = [
  ...['ScheduleExpression', 'ScheduleExpressionTimezone', 'Description', 'State', 'StartDate'],
  ...['EndDate', 'FlexibleTimeWindow', 'Target', 'GroupName'],
];

export const schedule: ResourceType = {
  properties: ['Name', ...scheduleSettings],
  required: ['FlexibleTimeWindow', 'ScheduleExpression', 'Target'],
  replacing: ['Name', 'GroupName'],
  nameProperty: 'Name',
  attributes: {
    Arn: (name, { partition, region, accountId }) =>
      `arn:${partition}:scheduler:${region}:${accountId}:schedule/default/${name}`,
  },

  create: async (context, properties) => {
    const Name = textOf(properties, 'Name') ?? context.generatedName(64);
    await context.call('scheduler', 'CreateSchedule', { ...properties, Name });
    context.made(Name);
  },
  update: async (context, Name, { after }: { readonly after: Properties }) => {
    await context.call('scheduler', 'UpdateSchedule', { ...after, Name });
  },
  delete: async (context, Name) => {
    await context.call('scheduler', 'DeleteSchedule', { Name });
  },
};
