import { describe, expect, it } from 'vitest';
import { describeTagsPolicy, ec2Trust } from '../../agent/role-rules.ts';
import type { Action, ActionKind, NoteId, Plan } from '../../wizard/engine/action.ts';
import type { ProblemId, Values } from '../../wizard/errors.ts';
import { verbs } from '../../wizard/flags/flags.ts';
import type { UiText } from '../../wizard/messages/catalogue.ts';
import { en } from '../../wizard/messages/en.ts';
import { ko } from '../../wizard/messages/ko.ts';
import { planAttachment, planUndoAttachment } from '../../wizard/steps/attachment/plan.ts';
import { planCron } from '../../wizard/steps/cron-entry/plan.ts';
import { planMonitoring } from '../../wizard/steps/detailed-monitoring/plan.ts';
import { planLogs } from '../../wizard/steps/log-agent/plan.ts';
import { planLogGroups, planUndoLogGroups } from '../../wizard/steps/log-group/plan.ts';
import { planManagedNode } from '../../wizard/steps/managed-node/plan.ts';
import { planAgent, planUninstall } from '../../wizard/steps/metrics-agent/plan.ts';
import { planRecord, planUndoRecord } from '../../wizard/steps/record/plan.ts';
import { planRegistration, planUndoRegistration } from '../../wizard/steps/registration/plan.ts';
import { planRole } from '../../wizard/steps/role/plan.ts';
import { planUndoRole } from '../../wizard/steps/role/undo.ts';
import { planVerifier } from '../../wizard/steps/verifier/plan.ts';
import { planRemoval } from '../../wizard/steps/verifier/removal.ts';
import {
  actionsOf,
  fresh,
  historyOf,
  instanceId,
  line,
  nothingDone,
  spec,
} from './sample-instance.ts';

const roleName = 'CustomMonitoringRole';
const stackName = 'cloudwatch-wizard';
const wish = { partition: 'aws', instanceId };
const users = { instances: [], unreadable: [], profiles: [], staysAttached: false };
const nothing = { role: undefined, profile: undefined, managedWithoutRole: false, users };
const profile = { id: 'AIPA1', ours: true, roleName };
const attached = ['arn:aws:iam::aws:policy/CloudWatchFullAccess'];
const role = { ours: true, trust: ec2Trust('aws'), attached, inline: [] };
const profileArn = `arn:aws:iam::123456789012:instance-profile/${roleName}`;
const association = { id: 'iip-1', profileArn, profileId: 'AIPA0', state: 'associated' } as const;
const monitoring = { instanceId, history: nothingDone };
const enabled = historyOf('enable-detailed-monitoring');

const alerts = { emails: ['a@b.example'], webhook: undefined, topic: undefined, declined: false };
const verifierWish = {
  alerts,
  period: 300,
  isDecided: false,
  isDeclined: false,
  mayUpdate: true,
  region: 'r',
  partition: 'aws',
} as const;
const deployment = {
  version: '1.0.0',
  template: () => '{}',
  language: 'en',
  timeZone: 'UTC',
} as const;
const failed = {
  id: 'arn:stack',
  status: 'ROLLBACK_COMPLETE',
  ours: true,
  parameters: {},
  outputs: {},
  webhookHash: undefined,
};
const outputs = {
  Version: '0.9.0',
  TableName: 't',
  TopicArn: 'arn:topic',
  FunctionName: 'f',
  ScheduleName: 's',
  DeadLetterQueueUrl: 'https://queue',
};
const old = { ...failed, status: 'CREATE_COMPLETE', outputs };
const unregistered = { instanceId, isDeclined: false, hasTable: true, isRegistered: false };
const group = { name: '/var/log/messages', arn: 'arn', createdAt: 0, retention: 30 };
const lowered = line('set-log-retention', {
  action: { kind: 'set-log-retention', values: { group: group.name, days: 30 } },
  undo: { kind: 'restore-log-retention', values: { group: group.name, days: 'never' } },
});

const noGroups = {
  ...{ spec, groups: new Map(), actions: [], ours: new Set<string>() },
  ...{ said: { groups: [], typed: [] }, now: 0 },
};

/** Plans that make, between them, every kind of action there is. */
const plans: readonly Plan[] = [
  planVerifier({ stack: failed, topic: undefined }, verifierWish, deployment),
  planVerifier({ stack: old, topic: [] }, verifierWish, deployment),
  planRegistration(unregistered),
  planUndoRegistration({ ...unregistered, isRegistered: true }),
  planRemoval(old, 'r'),
  planRole(nothing, wish),
  planRole({ ...nothing, role: { ours: true, trust: {}, attached: [], inline: [] } }, wish),
  planUndoRole({ ...nothing, role: { ...role, inline: [describeTagsPolicy.name] }, profile }, wish),
  planAttachment({ instanceId, profile, association: undefined }),
  planAttachment({ instanceId, profile, association }),
  planUndoAttachment({ instanceId, profile, association }, historyOf('attach-role')),
  planMonitoring({ ...monitoring, monitoring: 'disabled' }, true),
  planMonitoring({ ...monitoring, monitoring: 'enabled', history: enabled }, false),
  planManagedNode(fresh, 'script'),
  planAgent(fresh, 'script'),
  planCron(
    { ...fresh, spec: { ...fresh.spec, migrate: true } },
    { install: 'script', migrate: 'script' },
  ),
  planLogs(fresh, 'script'),
  planLogs({ ...fresh, httpTokens: 'optional' }, 'script'),
  planLogGroups(noGroups),
  planUndoLogGroups({ groups: new Map([[group.name, group]]), actions: [lowered] }),
  planUninstall(
    { instanceId, region: 'r', instanceState: 'running', online: true },
    historyOf('install-agent'),
    { uninstall: '', removeRemains: '' },
  ),
  planRecord({ instanceId, tag: undefined }, spec),
  planUndoRecord({ instanceId, tag: '' }, historyOf('tag-instance')),
];
const planned: readonly Action[] = plans.flatMap(actionsOf);

const metric = 'MemoryUtilization';
const silence = {
  ...{ instanceId, unit: 'awslogsd', source: '/var/log/messages', region: 'ap-northeast-2' },
  ...{ where: ' --region ap-northeast-2', wrongRegion: 'us-east-1' },
  command: 'sudo systemctl restart awslogsd',
};
const backlog = { files: ['/var/log/messages'], bytes: 3 * 1024 ** 3, usd: 1.5 };
const notes: Readonly<Record<NoteId, Values>> = {
  'role-not-ours': { roleName },
  'no-ssm-agent-in-image': { instanceId },
  'role-in-use': { roleName, instances: [instanceId] },
  'role-in-other-profile': { roleName, profiles: ['web'] },
  'role-perhaps-in-use': { roleName, regions: ['me-south-1'] },
  'role-has-other-policies': { roleName, policies: ['app'] },
  'policy-retired': { roleName, policy: 'CloudWatchFullAccess' },
  'monitoring-already-on': { instanceId },
  'metric-unknown': { metric },
  'metric-without-data': { metric },
  'metric-newest': { metric, value: 1, ageSeconds: 42 },
  'metric-arrived': { metric, value: 1, ageSeconds: 42, points: [1] },
  'heartbeat-arrived': { group: '/var/log/messages', ageSeconds: 42 },
  'second-sender': { sender: '/etc/crontab:* * * * * x' },
  'groups-need-right': { roleName },
  'sent-twice': { samples: 2 },
  'alerts-declined': {},
  'verifier-missing': { region: 'r' },
  'verifier-unseen': { region: 'r' },
  'verifier-newer': { version: '2.0.0', own: '1.0.0' },
  'verifier-older': { version: '0.9.0', own: '1.0.0' },
  'topic-goes': { topic: 'arn:aws:sns:r:1:t' },
  'topic-unseen': { topic: 'arn:aws:sns:r:1:t' },
  'webhook-alone': {},
  'nobody-told': {},
  'one-personal-mailbox': { email: 'a@b.example' },
  'verifier-looked': { ageSeconds: 42, instances: 1, down: 0 },
  'email-confirmed': { email: 'a@b.example' },
  'alert-still-open': { cause: 'role-detached' },
  'waiting-for-stack': { stackName, status: 'CREATE_IN_PROGRESS' },
  'waiting-for-email': { emails: ['a@b.example'] },
  'log-shipper-chosen': { shipper: 'awslogs', reason: 'awslogs-works-here' },
  'log-personal-data': {},
  'log-backlog': { files: ['/var/log/messages'], bytes: 1_000_000, usd: 0 },
  'log-backlog-unknown': { limitUsd: 1 },
  'log-begins-at-beginning': {},
  'log-shipped-by-others': { file: '/var/log/app.log' },
  'log-group-kept': { group: 'g', days: 'never' },
  'log-cause': { ...silence, cause: 'log-service-down' },
  'agent-metrics-differ': { instanceId, disks: ['/dev/xvda1 /'] },
  'agent-config-association': { associations: ['manage (AmazonCloudWatch-ManageAgent)'] },
  'waiting-for-iam': {},
  'waiting-for-ssm': {},
  'waiting-to-settle': { steps: ['role'] },
  'waiting-for-data': { awaited: [metric] },
};

const instance = { instanceId, region: 'ap-northeast-2', state: 'stopped' };
const blockedRole = { roleName, partition: 'aws', instanceId };
const answer = { action: 'iam:CreateRole', error: 'AccessDenied', answer: 'no' };
const command = { instanceId, commandId: 'c', status: 'Failed', exitCode: 1 };
const file = { path: '/journal', reason: 'ENOSPC' };

const problems: Readonly<Record<ProblemId, Values>> = {
  'unknown-verb': { verb: 'x', meant: '', verbs },
  'unknown-flag': { flag: '--x', meant: '' },
  'missing-flag': { flag: '--instance-id', example: instanceId },
  'missing-value': { flag: '--region' },
  'bad-value': { flag: '--period', value: '7', expected: '60, 300' },
  'unexpected-argument': { argument: 'x' },
  'needs-confirmation': {},
  'no-region': {},
  'unreadable-file': file,
  'sandbox-not-started': { reason: 'listen EADDRINUSE: address already in use' },
  'no-credentials': answer,
  'credentials-refused': { ...answer, region: 'r' },
  'credentials-expired': answer,
  'access-denied': answer,
  'clock-wrong': answer,
  'endpoint-unreachable': { ...answer, region: 'r' },
  'no-such-instance': instance,
  'alerts-undecided': { region: 'r' },
  'other-account': { accountId: '111122223333', expected: '444455556666' },
  'topic-elsewhere': { topic: 'arn:aws:sns:r:1:t', region: 'r' },
  'topic-not-found': { topic: 'arn:aws:sns:r:1:t' },
  'records-unreadable': { instanceId },
  'stack-not-ours': { stackName, region: 'r' },
  'stack-broken': { stackName, region: 'r', status: 'DELETE_FAILED' },
  'stack-newer': { version: '2.0.0', own: '1.0.0', region: 'r' },
  'stack-failed': { stackName, region: 'r', resource: 'Topic', reason: 'no', isCreation: true },
  'stack-busy': { stackName, region: 'r', status: 'CREATE_IN_PROGRESS' },
  'stack-late': { stackName, region: 'r', status: 'CREATE_IN_PROGRESS' },
  'no-verifier': { region: 'r' },
  'instances-registered': { instances: [instanceId], region: 'r' },
  'record-changed': { instanceId },
  'record-newer': { instanceId },
  'email-unconfirmed': { emails: ['a@b.example'], region: 'r' },
  'verifier-silent': { instanceId, region: 'r' },
  'verifier-blind': { blind: ['inventory'], region: 'r' },
  'link-wrong': {},
  'test-alert-failed': { answer: 'no' },
  'no-instances': { region: 'r' },
  'commands-missing': { instanceId, commands: ['curl'] },
  'instance-stopped': instance,
  'instance-not-running-yet': instance,
  'instance-terminated': instance,
  'instance-windows': instance,
  'metadata-off': instance,
  'quota-reached': answer,
  'role-trust-wrong': blockedRole,
  'role-lacks-cloudwatch': blockedRole,
  'role-lacks-ssm': blockedRole,
  'profile-holds-other-role': blockedRole,
  'profile-empty-not-ours': blockedRole,
  'instance-has-other-role': { instanceId, profileArn, roleName },
  'no-system-log': { instanceId, group: 'g' },
  'journald-needs-newer-agent': { instanceId, group: 'g', version: '1.2' },
  'log-not-writable': { option: 'file', file: '/a*', value: '/a*', fault: 'wildcard' },
  'log-stream-shared': { files: ['/a', '/b'], group: 'g', stream: 's' },
  'awslogs-needs-imdsv1': { instanceId },
  'awslogs-in-another-region': { instanceId, region: 'us-east-1' },
  'system-log-taken': {
    ...{ instanceId, file: '/f', section: 's', group: 'g', stream: '{instance_id}' },
    adopted: '/f,group=g,stream={instance_id}',
  },
  'awslogs-not-on-this-os': { instanceId },
  'awslogs-needs-a-file': { instanceId },
  'no-agent-for-amazon-linux-1': { instanceId },
  'cloudwatch-agent-not-on-this-os': { instanceId },
  'log-is-system-log': { instanceId, file: '/var/log/syslog' },
  'log-file-missing': { instanceId, files: ['/var/log/app.log'] },
  'cannot-start-at-end': { instanceId, files: ['/var/log/app.log'] },
  'metrics-agent-ships-logs': {},
  'metrics-agent-configured': { instanceId },
  'backlog-costs': { instanceId, ...backlog, limitUsd: 1 },
  'retention-of-no-log': { flag: '--retention', group: 'a', meant: '', groups: ['b'] },
  'retention-lowers': { group: 'g', days: 7, before: 'never' },
  'log-service-down': silence,
  'log-syslog-down': silence,
  'log-clock-wrong': { instanceId, seconds: -3600, command: 'sudo chronyc makestep' },
  'log-region-wrong': silence,
  'log-denied': silence,
  'log-no-credentials': silence,
  'log-no-network': silence,
  'log-rotated': silence,
  'log-state-stuck': silence,
  'another-run': { pid: 1, path: '/journal.lock' },
  'changed-under-us': { step: 'role', action: 'create-role' },
  'differs-from-assumed': { step: 'role', action: 'create-role' },
  'managed-node-late': { instanceId },
  'managed-node-lost': { instanceId },
  'not-settled': { steps: ['role'] },
  'command-late': command,
  'role-left': { roleName, regions: ['me-south-1'] },
  'arrival-late': { where: ' --region r', instanceId, missing: [metric] },
  'profile-not-visible': { roleName, instanceId },
  'command-failed': { ...command, errorId: 'e', answer: '', output: ['x'], cut: false },
  'command-not-delivered': command,
  throttled: answer,
  'aws-error': answer,
  'no-record': { where: ' --region r', instanceId, path: '/journal' },
  'journal-unreadable': file,
  'journal-unwritable': file,
};

const ui: Partial<Record<UiText, Values>> = {
  account: { account: '1', alias: '', principal: 'p', region: 'r', source: 's' },
  'source-flag-profile': { profile: 'work' },
  'source-environment-profile': { profile: 'work' },
  overridden: { name: 'AWS_ACCESS_KEY_ID' },
  'plan-setup': { instanceId },
  'plan-repair': { instanceId },
  'plan-undo': { instanceId },
  'plan-deploy': { region: 'r' },
  'plan-remove': { region: 'r' },
  'finished-deploy': { region: 'r', count: 2 },
  'finished-remove': { region: 'r' },
  'paste-link': { email: 'a@b.example' },
  'mailbox-at': { url: 'http://127.0.0.1:1/' },
  'test-alert-sent': { id: 'test-1', sent: ['1'] },
  'verifier-line': { version: '1.0.0', status: 'CREATE_COMPLETE', minutes: 5 },
  'verifier-last': { ageSeconds: 42, instances: 3, down: 0, uncovered: 1 },
  'verifier-blind': { blind: ['metrics'] },
  'verifier-told': { protocol: 'email', endpoint: 'a@b.example', isConfirmed: false },
  'verifier-alarm': { name: 'Dead' },
  'verify-none': { region: 'r' },
  'verify-unrecorded': { instanceId, region: 'r' },
  'verify-blind': { blind: ['metrics'] },
  'price-month': { usdText: '$1' },
  'price-total': { usdText: '$1' },
  'undo-by': { undo: 'x' },
  confirm: { count: 2 },
  'confirm-repair': { count: 2 },
  'confirm-where': { account: '1', alias: '', region: 'r' },
  'every-minutes': { minutes: 5 },
  'every-seconds': { seconds: 10 },
  'more-rows': { count: 2 },
  'region-choice': { name: 'r', instances: 2 },
  'wrong-path': { path: 'x' },
  left: { time: '2 min' },
  'nothing-to-undo': { instanceId },
  'finished-setup': { instanceId, count: 2 },
  'finished-unchanged': { instanceId },
  'finished-undo': { instanceId, count: 2 },
  'interrupted-done': { count: 2 },
  'status-none': { region: 'r' },
  'status-drift': { what: 'x' },
  'status-missing': { missing: ['x'] },
  'wrong-log': { path: 'x' },
  'type-group': { group: 'g' },
  'type-group-why': { group: 'g', days: 7, before: 'never' },
  'type-group-wrong': { group: 'g' },
  ago: { ageSeconds: 42 },
  partial: { done: ['a'], failed: ['b'] },
};

/** Values that complain of a name which their producer does not give. */
function strict(values: Values): Values {
  const optional = ['meant', 'verb', 'mountPath', 'alias', 'profile', 'before', 'kmsKeyId'];
  return new Proxy(values, {
    get: (target, name) => {
      if (!(name in target) && !optional.includes(String(name)))
        throw new Error(`nobody gives ${String(name)}`);
      return Reflect.get(target, name);
    },
  });
}

const whole = /^(?!.*(?:undefined|NaN|\[object|null))\S(?:.*\S)?$/s;

describe.each([
  ['en', en],
  ['ko', ko],
])('every sentence is whole in %s', (language, messages) => {
  it.each(planned)('action $kind, and what undoes it', ({ kind, values, undo }) => {
    expect(messages.actions[kind](strict(values))).toMatch(whole);
    if (undo.kind !== 'none')
      expect(messages.actions[undo.kind](strict(undo.values))).toMatch(whole);
  });

  it.each(Object.entries(notes))('note %s', (id, values) => {
    expect(messages.notes[id as NoteId](strict(values))).toMatch(whole);
  });

  it.each(Object.entries(problems))('problem %s: what, and what to do next', (id, values) => {
    const { what, next } = messages.problems[id as ProblemId];
    expect(what(strict(values))).toMatch(whole);
    expect(next(strict(values))).toMatch(whole);
  });

  it.each(Object.entries(messages.ui))('%s', (id, text) => {
    expect(text(strict(ui[id as UiText] ?? {}))).toMatch(whole);
  });

  it(`and in no other language than ${language}`, () => {
    const nexts = Object.entries(problems).map(([id, v]) =>
      messages.problems[id as ProblemId].next(v),
    );
    const korean = nexts.filter((text) => /[가-힣]/.test(text));
    expect(korean).toEqual(language === 'ko' ? nexts : []);
  });
});

it('every kind of action is planned by some step', () => {
  const kinds = new Set(planned.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual((Object.keys(en.actions) as ActionKind[]).sort());
});
