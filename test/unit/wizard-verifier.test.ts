import { describe, expect, it } from 'vitest';
import type { AlertWishes } from '../../wizard/alerts.ts';
import type { Plan } from '../../wizard/engine/action.ts';
import type { StackAnswer, StackSeen } from '../../wizard/look/stack.ts';
import type { Subscription, TopicAnswer } from '../../wizard/look/subscriptions.ts';
import { planVerifier } from '../../wizard/steps/verifier/plan.ts';
import { planRemoval } from '../../wizard/steps/verifier/removal.ts';
import { topicToBe, webhookHash } from '../../wizard/steps/verifier/told.ts';
import type { VerifierWish } from '../../wizard/steps/verifier/wish.ts';
import { actionsOf } from './sample-instance.ts';

const nobody: AlertWishes = { emails: [], webhook: undefined, topic: undefined, declined: false };
const ops: AlertWishes = { ...nobody, emails: ['ops@example.com'] };
const wish: VerifierWish = {
  alerts: ops,
  period: 300,
  isDecided: false,
  isDeclined: false,
  mayUpdate: true,
  region: 'ap-northeast-2',
  partition: 'aws',
};
const deployment = {
  version: '1.2.0',
  template: () => '{"Resources":{}}',
  language: 'ko',
  timeZone: 'Asia/Seoul',
} as const;
const webhook = 'https://hooks.slack.com/services/T0/B0/secret';
const topic = 'arn:aws:sns:ap-northeast-2:111122223333:own';
const standing: StackSeen = {
  id: 'arn:aws:cloudformation:ap-northeast-2:111122223333:stack/cloudwatch-wizard/1',
  status: 'CREATE_COMPLETE',
  ours: true,
  parameters: {
    RunEvery: '300',
    ExistingTopicArn: '',
    WebhookUrl: '****',
    Language: 'ko',
    TimeZone: 'Asia/Seoul',
  },
  outputs: {
    Version: '1.2.0',
    TableName: 'table',
    TopicArn: 'arn:aws:sns:ap-northeast-2:111122223333:topic',
    FunctionName: 'function',
    ScheduleName: 'schedule',
    DeadLetterQueueUrl: 'https://queue',
  },
  webhookHash: undefined,
};
const confirmed: Subscription = { protocol: 'email', endpoint: 'OPS@example.com', arn: 'arn:x' };

function plan(stack: StackAnswer, wishes: Partial<VerifierWish> = {}, topic?: TopicAnswer) {
  return planVerifier({ stack, topic }, { ...wish, ...wishes }, deployment);
}

/** Kinds of its actions, ids of its notes, or the problem in its way. */
function gist(planned: Plan): string[] {
  if (planned.outcome === 'blocked') return [`! ${planned.problem.id}`];
  const notes = (planned.notes ?? []).map(({ id }) => `note ${id}`);
  const actions = planned.outcome === 'change' ? planned.actions : [];
  return [...actions.map(({ kind }) => kind), ...notes];
}

const own: Partial<VerifierWish> = { alerts: { ...nobody, topic } };
const foreign = topic.replace('ap-northeast-2', 'eu-west-1');
const posting: StackSeen = { ...standing, webhookHash: 'abc' };
const told: StackSeen = {
  ...standing,
  parameters: { ...standing.parameters, ExistingTopicArn: topic },
  outputs: { ...standing.outputs, TopicArn: topic },
};
const failed: StackSeen = { ...standing, status: 'ROLLBACK_COMPLETE', outputs: {} };
const slow = standing;
const fast = { ...standing, parameters: { ...standing.parameters, RunEvery: '60' } };
const version = (Version: string) => ({ ...standing, outputs: { ...standing.outputs, Version } });

describe('the verifier of the Region', () => {
  it.each<[string, StackAnswer, Partial<VerifierWish>, string[]]>([
    ['is made, and tells', 'none', {}, ['create-stack', 'subscribe-email']],
    ['is wished for first', 'none', { alerts: nobody }, ['! alerts-undecided']],
    [
      'is not wished for',
      'none',
      { alerts: { ...nobody, declined: true }, isDeclined: true },
      ['note alerts-declined'],
    ],
    [
      'is missed by an instance that was set up before',
      'none',
      { alerts: nobody, isDecided: true },
      ['note verifier-missing'],
    ],
    ['is not seen', 'denied', { alerts: nobody, isDecided: true }, ['note verifier-unseen']],
    [
      'has to be decided where it is not seen',
      'denied',
      { alerts: nobody },
      ['! alerts-undecided'],
    ],
    ['is there', standing, { alerts: nobody }, []],
    ['tells one more', standing, {}, ['subscribe-email']],
    ['is of somebody else', { ...standing, ours: false }, {}, ['! stack-not-ours']],
    [
      'is being made',
      { ...standing, status: 'CREATE_IN_PROGRESS', outputs: {} },
      {},
      ['! stack-busy'],
    ],
    ['is broken', { ...standing, status: 'DELETE_FAILED' }, {}, ['! stack-broken']],
    [
      'is made anew where that failed',
      failed,
      {},
      ['delete-failed-stack', 'create-stack', 'subscribe-email'],
    ],
    ['failed, and nobody says whom to tell', failed, { alerts: nobody }, ['! alerts-undecided']],
    ['is older', version('1.1.9'), { alerts: nobody }, ['update-stack']],
    [
      'is older, and the set-up of another time brings it up',
      version('1.1.9'),
      { alerts: nobody, mayUpdate: false },
      ['note verifier-older'],
    ],
    ['is newer', version('1.3.0'), { alerts: nobody }, ['note verifier-newer']],
    [
      'is newer, and cannot be changed by us',
      version('1.3.0'),
      { alerts: nobody, period: 60 },
      ['! stack-newer'],
    ],
    ['looks too seldom', slow, { alerts: nobody, period: 60 }, ['update-stack']],
    ['looks often enough', fast, { alerts: nobody, period: 60 }, []],
    ['looks more often than this one needs', fast, { alerts: nobody }, []],
    ['is to post too', standing, { alerts: { ...nobody, webhook } }, ['update-stack']],
    [
      'posts already',
      { ...standing, webhookHash: webhookHash(webhook) },
      { alerts: { ...nobody, webhook } },
      [],
    ],
    [
      'is to use another topic, to which nobody is subscribed yet',
      standing,
      { alerts: { ...ops, topic } },
      ['update-stack', 'subscribe-email', 'note topic-goes'],
    ],
    [
      'cannot use a topic of another Region',
      standing,
      { alerts: { ...nobody, topic: foreign } },
      ['! topic-elsewhere'],
    ],
    [
      'posts no longer',
      { ...standing, webhookHash: 'abc' },
      { alerts: { ...nobody, webhook: '' } },
      ['update-stack'],
    ],
    [
      'posts to a webhook alone',
      'none',
      { alerts: { ...nobody, webhook } },
      ['create-stack', 'note webhook-alone'],
    ],
    [
      'tells one person alone',
      'none',
      { alerts: { ...nobody, emails: ['jane@example.com'] } },
      ['create-stack', 'subscribe-email', 'note one-personal-mailbox'],
    ],
    [
      'tells two',
      'none',
      { alerts: { ...nobody, emails: ['jane@example.com', 'joe@example.com'] } },
      ['create-stack', 'subscribe-email', 'subscribe-email'],
    ],
  ])('%s', (_, stack, wishes, expected) => {
    expect(gist(plan(stack, wishes))).toEqual(expected);
  });

  it('is not told twice to mail to an address, however it is written', () => {
    expect(gist(plan(standing, {}, [confirmed]))).toEqual([]);
    expect(gist(plan(standing, {}, [{ ...confirmed, arn: undefined }]))).toEqual([]);
  });

  it.each<[string, StackAnswer, Partial<VerifierWish>, TopicAnswer | undefined, string[]]>([
    ['is named and not there', 'none', own, 'gone', ['! topic-not-found']],
    ['is to take another place, and not there', standing, own, 'gone', ['! topic-not-found']],
    ['has vanished', standing, { alerts: nobody }, 'gone', ['! topic-not-found']],
    ['has vanished, beside a webhook', posting, { alerts: nobody }, 'gone', ['! topic-not-found']],
    [
      'has vanished, and one of the stack is to be made',
      told,
      { alerts: { ...ops, topic: '' } },
      undefined,
      ['update-stack', 'subscribe-email', 'note topic-goes'],
    ],
    ["is another account's", 'none', own, 'unseen', ['create-stack', 'note topic-unseen']],
    [
      "is another account's, and whether an address has confirmed cannot be seen",
      'none',
      { alerts: { ...ops, topic } },
      'unseen',
      ['! access-denied'],
    ],
    ['has nobody', 'none', own, [], ['create-stack', 'note nobody-told']],
    ['has nobody any more', standing, { alerts: nobody }, [], ['note nobody-told']],
    ['has nobody, beside a webhook', posting, { alerts: nobody }, [], []],
    [
      'has nobody, and the webhook goes',
      posting,
      { alerts: { ...nobody, webhook: '' } },
      [],
      ['update-stack', 'note nobody-told'],
    ],
    [
      'has nobody who has confirmed',
      standing,
      { alerts: nobody },
      [{ ...confirmed, arn: undefined }],
      ['note nobody-told'],
    ],
    [
      'is left for one of the stack, to which nobody is subscribed',
      told,
      { alerts: { ...nobody, topic: '' } },
      undefined,
      ['update-stack', 'note topic-goes', 'note nobody-told'],
    ],
    [
      'has the address already',
      'none',
      { alerts: { ...ops, topic } },
      [confirmed],
      ['create-stack'],
    ],
    [
      "is the stack's own, named as if it were another",
      standing,
      { alerts: { ...nobody, topic: standing.outputs.TopicArn } },
      [confirmed],
      [],
    ],
  ])('whose topic %s', (_, stack, wishes, seen, expected) => {
    expect(gist(plan(stack, wishes, seen))).toEqual(expected);
  });

  it('is not made to tell by its own topic as if that were another', () => {
    const alerts = { ...nobody, topic: standing.outputs.TopicArn };
    const [update] = actionsOf(plan(standing, { alerts, period: 60 }, [confirmed]));
    expect(update?.calls[0]?.input).toMatchObject({
      Parameters: expect.arrayContaining([
        { ParameterKey: 'ExistingTopicArn', UsePreviousValue: true },
      ]),
    });
  });

  it.each<[string, StackAnswer, AlertWishes, string | undefined]>([
    ['there is none', 'none', nobody, undefined],
    ['it is named', 'none', { ...nobody, topic }, topic],
    ['it is named, of another Region', 'none', { ...nobody, topic: foreign }, undefined],
    ['it is as it was', told, nobody, topic],
    ['it is taken from the stack again', told, { ...nobody, topic: '' }, undefined],
  ])('tells by a topic that can be looked at where %s', (_, stack, alerts, expected) => {
    expect(topicToBe(stack, { ...wish, alerts })).toBe(expected);
  });

  it.each([
    ['UPDATE_IN_PROGRESS', ['! stack-busy'], [], ['! stack-busy']],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', ['! stack-busy'], [], ['! stack-busy']],
    ['IMPORT_IN_PROGRESS', ['! stack-busy'], [], ['! stack-busy']],
    ['IMPORT_COMPLETE', ['update-stack'], [], ['remove-stack']],
    ['IMPORT_ROLLBACK_COMPLETE', ['update-stack'], [], ['remove-stack']],
    ['UPDATE_ROLLBACK_COMPLETE', ['update-stack'], [], ['remove-stack']],
    ['UPDATE_ROLLBACK_FAILED', ['! stack-broken'], [], ['remove-stack']],
    ['DELETE_FAILED', ['! stack-broken'], ['! stack-broken'], ['remove-stack']],
    ['CREATE_IN_PROGRESS', ['! stack-busy'], ['! stack-busy'], ['remove-stack']],
  ])('in the state %s is changed, used and removed so', (status, changed, used, removed) => {
    const stack = { ...standing, status };
    expect(gist(plan(stack, { alerts: nobody, period: 60 }))).toEqual(changed);
    expect(gist(plan(stack, { alerts: nobody }))).toEqual(used);
    expect(gist(planRemoval(stack, wish.region))).toEqual(removed);
  });

  it('is created with protection, our tag, and every parameter; the webhook stands in no plan', () => {
    const [create] = actionsOf(plan('none', { alerts: { ...ops, webhook }, period: 60 }));
    const text = JSON.stringify(create);
    expect(text).not.toContain('secret');
    expect(create?.calls[0]?.input).toMatchObject({
      StackName: 'cloudwatch-wizard',
      EnableTerminationProtection: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [
        { ParameterKey: 'RunEvery', ParameterValue: '60' },
        { ParameterKey: 'ExistingTopicArn', ParameterValue: '' },
        { ParameterKey: 'WebhookUrl', ParameterValue: '(--webhook)' },
        { ParameterKey: 'Language', ParameterValue: 'ko' },
        { ParameterKey: 'TimeZone', ParameterValue: 'Asia/Seoul' },
      ],
      Tags: [
        { Key: 'cloudwatch-wizard:owner', Value: 'v1' },
        { Key: 'cloudwatch-wizard:webhook', Value: webhookHash(webhook) },
      ],
    });
  });

  it('keeps what nobody wants changed, and its webhook', () => {
    const old = { ...version('1.0.0'), webhookHash: 'abc' };
    const [update] = actionsOf(plan(old, { alerts: nobody }));
    expect(update?.calls[0]?.input).toMatchObject({
      Parameters: [
        { ParameterKey: 'RunEvery', UsePreviousValue: true },
        { ParameterKey: 'ExistingTopicArn', UsePreviousValue: true },
        { ParameterKey: 'WebhookUrl', UsePreviousValue: true },
        { ParameterKey: 'Language', UsePreviousValue: true },
        { ParameterKey: 'TimeZone', UsePreviousValue: true },
      ],
      Tags: expect.arrayContaining([{ Key: 'cloudwatch-wizard:webhook', Value: 'abc' }]),
    });
  });
});
