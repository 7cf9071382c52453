import type { Catalogue } from './catalogue.ts';

export const en = {
  causes: {
    'role-detached': 'role detached',
    'other-role-attached': 'another role attached',
    'profile-missing': 'instance profile deleted',
    'profile-recreated': 'instance profile deleted and made again',
    'profile-empty': 'instance profile holds no role',
    'profile-holds-other-role': 'instance profile holds another role',
    'role-missing': 'role deleted',
    'trust-not-ec2': 'role no longer trusts EC2',
    'cloudwatch-policy-detached': 'CloudWatch policy detached from the role',
    'ssm-policy-detached': 'Systems Manager policy detached from the role',
    'never-reported': 'set up, but no data ever came',
    'metrics-missing': 'metrics missing',
    'logs-missing': 'log lines missing',
    'record-tag-disagree': 'record and tag disagree',
    'detailed-monitoring-off': 'detailed monitoring switched off',
  },
  evidence: {
    'no-profile': () =>
      'No instance profile is attached: credentials it still has expire within hours.',
    'other-profile': ({ profile, roleName }) =>
      `Instance profile ${profile} is attached, not ${roleName}.`,
    'profile-absent': ({ roleName }) => `There is no instance profile ${roleName}.`,
    'profile-ids': ({ attached, current }) =>
      `The attached profile is ${attached}, the one that exists ${current}: it gives no credentials.`,
    'profile-without-role': ({ roleName }) => `Instance profile ${roleName} is empty.`,
    'profile-role': ({ roleName, role }) => `Instance profile ${roleName} holds role ${role}.`,
    'role-absent': ({ roleName }) => `There is no role ${roleName}.`,
    'trust-seen': ({ roleName }) => `The trust policy of ${roleName} does not let EC2 assume it.`,
    'policies-seen': ({ roleName, policies }) =>
      `Policies attached to ${roleName}: ${policies || 'none'}.`,
    'role-not-ours': ({ roleName }) =>
      `Role ${roleName} was not made by cloudwatch-wizard, so a repair does not change it.`,
    'profile-not-ours': ({ roleName }) =>
      `Instance profile ${roleName} was not made by cloudwatch-wizard, so a repair does not change it.`,
    'tag-seen': ({ tag, specHash }) =>
      tag
        ? `Its tag says: ${tag}. The record's hash is ${specHash}.`
        : 'Its tag cloudwatch-wizard is missing.',
    'no-record': ({ tag }) =>
      `Its tag says that it is set up (${tag}), but there is no record of it.`,
    'tag-of-another': ({ tag }) =>
      `Its tag is a copy of another instance's (${tag}), and there is no record of this one.`,
    'monitoring-seen': ({ monitoring }) => `Detailed monitoring is ${monitoring}.`,
    'no-data-since-set-up': ({ since }) => `No data since the set-up at ${since}.`,
    'metric-missing': ({ metric, from, to }) => `No ${metric} for any tick from ${from} to ${to}.`,
    'metric-there': ({ metrics }) => `${metrics} still arrives.`,
    'metrics-there': () => 'Metrics still arrive.',
    'metrics-gone': ({ from }) => `Metrics are missing since ${from}.`,
    'log-line-missing': ({ group, from, to }) =>
      `No heartbeat line in ${group} for any tick from ${from} to ${to}.`,
    'instance-state': ({ state, reason }) => `EC2 says: ${state}${reason ? `, ${reason}` : ''}.`,
    'all-there': () => 'Configuration is as set up, and data arrives.',
  },
  kinds: { alert: 'DOWN', update: 'STILL DOWN', 'all-clear': 'OK AGAIN', closed: 'CLOSED' },
  closedBy: {
    stopped: 'the instance was stopped',
    terminated: 'the instance was terminated',
    undone: 'its monitoring was undone',
  },
  hands: {
    'role-by-hand': () =>
      'If nobody meant this: EC2 console, Actions > Security > Modify IAM role, CustomMonitoringRole. If somebody did: cloudwatch-wizard undo.',
    'profile-by-hand': () =>
      'Put the role CustomMonitoringRole back into the instance profile of that name, with the AWS CLI or where it was changed.',
    'trust-by-hand': () =>
      'Let EC2 assume the role CustomMonitoringRole again: its trust policy has to name the service ec2.amazonaws.com.',
    'policy-by-hand': ({ policy }) =>
      `Attach ${policy} to the role CustomMonitoringRole again, or make it whole where it was made.`,
    'set-up-or-untag': ({ setup }) =>
      `Either remove its tag cloudwatch-wizard, or register it: ${setup} --email ADDRESS`,
    'each-of-them': () => 'The same for each of the others.',
  },
  headline: ({ kind, who, phrase }) => `[${kind}] ${who}: ${phrase}`,
  headlineOfMany: ({ kind, count, phrase }) => `[${kind}] ${count} instances: ${phrase}`,
  noLonger: ({ phrase }) => `no longer: ${phrase}`,
  seen: 'Seen:',
  since: ({ since }) => `So since ${since} at the latest.`,
  noticed: ({ at, region, accountId }) => `Noticed ${at}, Region ${region}, account ${accountId}.`,
  next: 'Next:',
  more: ({ ids, rest }) => `Instances: ${ids}${rest ? ` +${rest}` : ''}`,
  test: ({ id, region, accountId }) =>
    `A test of cloudwatch-wizard in Region ${region}, account ${accountId}. Nothing is wrong.\nTest id: ${id}`,
} satisfies Catalogue;
