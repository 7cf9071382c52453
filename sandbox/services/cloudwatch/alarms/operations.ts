import { AwsError } from '../../../errors.ts';
import { flag, type Input, number, structures, text, texts } from '../../../input.ts';
import type { Call, Operation } from '../../../service.ts';
import { invalidValue, readName } from '../parameters.ts';
import { offsetOf, tokenOf } from '../token.ts';
import type { StateValue } from './judge.ts';
import { changeState } from './notify.ts';
import { readSettings, settingsView } from './settings.ts';
import { type Alarm, alarmArn } from './state.ts';

const states: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const maxDeleted = 100;

export const alarmOperations: Readonly<Record<string, Operation>> = {
  PutMetricAlarm: (input, call) => {
    const name = readName(input, 'AlarmName', 255);
    const settings = readSettings(input);
    const actionsEnabled = flag(input, 'ActionsEnabled') ?? true;
    const known = call.region.cloudwatch.alarms.get(name);
    const alarm: Alarm = known ?? newAlarm(name, { settings, actionsEnabled }, input, call);
    // A change keeps the state, and the tags.
    Object.assign(alarm, { settings, actionsEnabled, configuredAt: call.now });
    call.region.cloudwatch.alarms.set(name, alarm);
    const summary = `Alarm "${name}" ${known ? 'updated' : 'created'}`;
    alarm.history.push({ at: call.now, type: 'ConfigurationUpdate', summary, data: {} });
    return {};
  },

  DescribeAlarms: (input, { region }) => {
    const all = [...region.cloudwatch.alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = all.filter(filterOf(input));
    const offset = offsetOf(text(input, 'NextToken'), invalidValue);
    const end = offset + (number(input, 'MaxRecords') ?? 50);
    return {
      MetricAlarms: found.slice(offset, end).map(view),
      CompositeAlarms: [],
      NextToken: end < found.length ? tokenOf(end) : undefined,
    };
  },

  DeleteAlarms: (input, { region }) => {
    const names = texts(input, 'AlarmNames');
    if (names.length > maxDeleted)
      throw invalidValue(
        `The collection AlarmNames must not have a size greater than ${maxDeleted}.`,
      );
    // All or none, as on AWS.
    const unknown = names.find((name) => !region.cloudwatch.alarms.has(name));
    if (unknown !== undefined) throw noAlarm(unknown);
    for (const name of names) region.cloudwatch.alarms.delete(name);
    return {};
  },

  SetAlarmState: async (input, call) => {
    const alarm = alarmOrThrow(readName(input, 'AlarmName', 255), call);
    const state = text(input, 'StateValue') ?? '';
    if (!states.includes(state)) throw invalidValue(`Invalid StateValue ${state}.`);
    const reason = readName(input, 'StateReason', 1_023);
    await changeState(call.world, alarm, state as StateValue, reason);
    return {};
  },

  EnableAlarmActions: (input, call) => switchActions(input, call, true),
  DisableAlarmActions: (input, call) => switchActions(input, call, false),

  DescribeAlarmHistory: (input, { region }) => {
    const name = text(input, 'AlarmName');
    const type = text(input, 'HistoryItemType');
    const items = [...region.cloudwatch.alarms.values()]
      .filter((alarm) => name === undefined || alarm.name === name)
      .flatMap((alarm) => alarm.history.map((item) => ({ alarm, item })))
      .filter(({ item }) => type === undefined || item.type === type)
      .sort((one, other) => other.item.at - one.item.at);
    return {
      AlarmHistoryItems: items
        .slice(0, number(input, 'MaxRecords') ?? 100)
        .map(({ alarm, item }) => ({
          AlarmName: alarm.name,
          AlarmType: 'MetricAlarm',
          Timestamp: new Date(item.at),
          HistoryItemType: item.type,
          HistorySummary: item.summary,
          HistoryData: JSON.stringify(item.data),
        })),
    };
  },

  TagResource: (input, call) => {
    const { tags } = taggedAlarm(input, call);
    for (const [key, value] of readTags(input)) tags.set(key, value);
    return {};
  },

  UntagResource: (input, call) => {
    const { tags } = taggedAlarm(input, call);
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
    return {};
  },

  ListTagsForResource: (input, call) => ({
    Tags: [...taggedAlarm(input, call).tags].map(([Key, Value]) => ({ Key, Value })),
  }),
};

function newAlarm(
  name: string,
  given: Pick<Alarm, 'settings' | 'actionsEnabled'>,
  input: Input,
  call: Call,
): Alarm {
  return {
    ...given,
    name,
    arn: alarmArn(name, call),
    region: call.region.name,
    configuredAt: call.now,
    state: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    updatedAt: call.now,
    transitionedAt: call.now,
    tags: readTags(input),
    history: [],
  };
}

function filterOf(input: Input): (alarm: Alarm) => boolean {
  const names = texts(input, 'AlarmNames');
  const prefix = text(input, 'AlarmNamePrefix') ?? '';
  const state = text(input, 'StateValue');
  const action = text(input, 'ActionPrefix') ?? '';
  return ({ name, state: current, settings }) =>
    (names.length === 0 || names.includes(name)) &&
    name.startsWith(prefix) &&
    (state === undefined || current === state) &&
    (action === '' ||
      [settings.okActions, settings.alarmActions, settings.insufficientDataActions]
        .flat()
        .some((arn) => arn.startsWith(action)));
}

function view(alarm: Alarm): object {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    ...settingsView(alarm.settings),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.updatedAt),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt),
  };
}

function switchActions(input: Input, call: Call, isOn: boolean): object {
  for (const name of texts(input, 'AlarmNames')) {
    const alarm = call.region.cloudwatch.alarms.get(name);
    if (alarm) alarm.actionsEnabled = isOn;
  }
  return {};
}

function alarmOrThrow(name: string, { region }: Call): Alarm {
  const alarm = region.cloudwatch.alarms.get(name);
  if (!alarm) throw noAlarm(name);
  return alarm;
}

function noAlarm(name: string): AwsError {
  return new AwsError('ResourceNotFound', `Unknown alarm(s): [${name}]`, 404);
}

function readTags(input: Input): Map<string, string> {
  const tags = structures(input, 'Tags');
  return new Map(tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']));
}

function taggedAlarm(input: Input, call: Call): Alarm {
  const arn = text(input, 'ResourceARN') ?? '';
  const name = arn.startsWith(alarmArn('', call)) ? arn.slice(alarmArn('', call).length) : arn;
  return alarmOrThrow(name, call);
}
