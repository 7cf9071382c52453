import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { judge, type TreatMissing } from '../../sandbox/services/cloudwatch/alarms/judge.ts';
import { errorOf } from '../support/sandbox.ts';
import { clientConfig } from './client-config.ts';

/** The tables of the user guide: X breaches, 0 does not, - is missing; the newest stands last. */
describe('missing data', () => {
  const kept = 'INSUFFICIENT_DATA';
  it.each([
    ['3 of 3', '0-X-X', ['OK', 'OK', 'OK', 'OK']],
    ['3 of 3', '0----', ['OK', 'OK', 'OK', 'OK']],
    ['3 of 3', '-----', ['INSUFFICIENT_DATA', kept, 'ALARM', 'OK']],
    ['3 of 3', '0XX-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['3 of 3', '--X--', ['ALARM', kept, 'ALARM', 'OK']],
    ['2 of 3', '0-X-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['2 of 3', '00X0X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['2 of 3', '0-X--', ['OK', 'OK', 'ALARM', 'OK']],
    ['2 of 3', '----0', ['OK', 'OK', 'ALARM', 'OK']],
    ['2 of 3', '---X-', ['ALARM', kept, 'ALARM', 'OK']],
  ])('%s: %s', (limits, points, states) => {
    const [datapointsToAlarm = 0, evaluationPeriods = 0] = limits.split(' of ').map(Number);
    const values = [...points].map((point) => ({ X: 9, 0: 0 })[point]);
    const rule = { datapointsToAlarm, evaluationPeriods, threshold: 5 } as const;
    const judged = ['missing', 'ignore', 'breaching', 'notBreaching'].map((treatMissing) =>
      judge(
        values,
        {
          ...rule,
          comparison: 'GreaterThanThreshold',
          treatMissing: treatMissing as TreatMissing,
        },
        kept,
      ),
    );
    expect(judged).toEqual(states);
  });
});

describe('alarms', () => {
  let sandbox: Sandbox;
  let cloudwatch: CloudWatchClient;
  let TopicArn: string;

  beforeAll(async () => {
    sandbox = await startSandbox();
    cloudwatch = new CloudWatchClient(clientConfig(sandbox));
    const sns = new SNSClient(clientConfig(sandbox));
    TopicArn = (await sns.send(new CreateTopicCommand({ Name: 'alarms' }))).TopicArn ?? '';
    const arn = `${TopicArn}:mine`;
    sandbox.world.region(sandbox.region).sns.subscriptions.set(arn, {
      arn,
      topicArn: TopicArn,
      protocol: 'email',
      endpoint: 'a@example.com',
      attributes: new Map(),
      subscribedAt: 0,
      token: '',
      confirmation: 'confirmed',
    });
  });
  afterAll(() => sandbox.dispose());

  const put = (AlarmName: string, more: object = {}) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'Mine',
        MetricName: AlarmName,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [TopicArn],
        OKActions: [TopicArn],
        ...more,
      }),
    );
  const measure = (MetricName: string, Value: number) =>
    cloudwatch.send(
      new PutMetricDataCommand({ Namespace: 'Mine', MetricData: [{ MetricName, Value }] }),
    );
  const stateOf = async (name: string) =>
    (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))).MetricAlarms?.[0]
      ?.StateValue;
  const subjects = () => sandbox.world.mailbox.splice(0).map(({ subject }) => subject);

  it('start without data, follow the metric, and mail changes only', async () => {
    await put('errors');
    expect(await stateOf('errors')).toBe('INSUFFICIENT_DATA');
    await measure('errors', 0);
    await sandbox.clock.advance(2 * 60_000);
    expect(await stateOf('errors')).toBe('OK');
    await measure('errors', 3);
    await sandbox.clock.advance(2 * 60_000);
    expect(await stateOf('errors')).toBe('ALARM');
    expect(subjects()).toEqual([
      `OK: "errors" in ${sandbox.region}`,
      `ALARM: "errors" in ${sandbox.region}`,
    ]);
    await sandbox.clock.advance(5 * 60_000);
    expect(await stateOf('errors')).toBe('INSUFFICIENT_DATA');
    expect(subjects()).toEqual([]);
  });

  it('take silence for a breach if told to', async () => {
    const heartbeat = { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };
    await put('heartbeat', heartbeat);
    await measure('heartbeat', 1);
    await sandbox.clock.advance(2 * 60_000);
    expect(await stateOf('heartbeat')).toBe('OK');
    await sandbox.clock.advance(4 * 60_000);
    expect(await stateOf('heartbeat')).toBe('ALARM');
    expect(sandbox.world.mailbox.at(-1)?.body).toContain('treated as [Breaching]');
    subjects();
  });

  it('can be set, silenced, looked back on and deleted', async () => {
    await put('manual', { TreatMissingData: 'ignore' });
    const set = (StateValue: 'OK' | 'ALARM') =>
      cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName: 'manual', StateValue, StateReason: 'a drill' }),
      );
    await set('ALARM');
    await set('ALARM');
    expect(subjects()).toEqual([`ALARM: "manual" in ${sandbox.region}`]);
    await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['manual'] }));
    await set('OK');
    expect(subjects()).toEqual([]);
    const { AlarmHistoryItems } = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'manual', HistoryItemType: 'StateUpdate' }),
    );
    expect(AlarmHistoryItems).toHaveLength(2);
    const remove = () => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['manual'] }));
    await remove();
    expect((await errorOf(remove())).name).toMatch(/^ResourceNotFound/);
  });

  it('cannot tell a topic whose policy keeps them out', async () => {
    const Policy = { Statement: [{ Effect: 'Allow', Principal: { AWS: sandbox.accountId } }] };
    const statement = { ...Policy.Statement[0], Action: 'sns:Publish', Resource: TopicArn };
    await new SNSClient(clientConfig(sandbox)).send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({ Statement: [statement] }),
      }),
    );
    await put('unheard');
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: 'unheard', StateValue: 'ALARM', StateReason: 'x' }),
    );
    expect(subjects()).toEqual([]);
    const { AlarmHistoryItems } = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'unheard', HistoryItemType: 'Action' }),
    );
    expect(AlarmHistoryItems?.[0]?.HistorySummary).toContain('Failed to execute action');
  });

  it.each([
    ['more points than periods', { DatapointsToAlarm: 2 }, 'DatapointsToAlarm'],
    ['math', { Metrics: [{ Id: 'a' }], MetricName: undefined }, 'Metrics'],
    [
      'another action',
      { AlarmActions: ['arn:aws:automate:eu-west-1:ec2:stop'] },
      'arn:aws:automate',
    ],
  ])('refuse %s', async (_what, more, message) => {
    expect((await errorOf(put('wrong', more))).message).toContain(message);
  });
});
