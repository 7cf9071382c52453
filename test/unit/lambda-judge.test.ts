import { describe, expect, it } from 'vitest';
import { formatPointer } from '../../agent/pointer-tag.ts';
import type { RecordItem } from '../../lambda/contract.ts';
import { commandFor } from '../../lambda/judge/command.ts';
import type { DataFacts, InstanceFacts } from '../../lambda/judge/facts.ts';
import { judge } from '../../lambda/judge/judge.ts';
import { ticksDue } from '../../lambda/judge/ticks.ts';
import { transition } from '../../lambda/judge/transition.ts';
import { verdictOf } from '../../lambda/summary.ts';
import { instanceId } from './sample-instance.ts';
import {
  at,
  data,
  healthy,
  hour,
  instance,
  judged,
  minute,
  place,
  recordItem,
  role,
  ticks,
} from './sample-watch.ts';

function said(more: Partial<InstanceFacts>): string {
  const { state, causes, closedBy, unseen } = judge({ ...healthy, ...more });
  const words = [state, ...causes.map(({ cause }) => cause), closedBy, unseen ? 'unseen' : ''];
  return words.filter(Boolean).join(' ');
}

const everyMinute = { metricTicks: ticksDue(at, 60, 'metrics') };

describe('data', () => {
  it.each([
    { name: 'all there', facts: data({}), says: 'UP' },
    { name: 'one tick missed', facts: data({ memory: 'om' }), says: 'LATE' },
    { name: 'all ticks missed', facts: data({ memory: 'mm' }), says: 'DOWN metrics-missing' },
    { name: 'it is back', facts: data({ memory: 'mo' }), says: 'UP' },
    {
      name: 'it is back since the ticks that are due',
      facts: data({
        metrics: [{ metric: 'MemoryUtilization', ticks: ticks('mm'), isBack: true }],
      }),
      says: 'LATE',
    },
    { name: 'one of two metrics', facts: data({ disk: 'mm' }), says: 'DOWN metrics-missing' },
    { name: 'a tick not seen', facts: data({ memory: '?m' }), says: 'UNKNOWN unseen' },
    { name: 'could not be read', facts: data({ metrics: 'unknown' }), says: 'UNKNOWN unseen' },
    {
      name: 'missing, but so is our own datum',
      facts: data({ memory: 'mm', canaryLate: true }),
      says: 'UNKNOWN unseen',
    },
    { name: 'log lines missing', facts: data({ log: 'mmm' }), says: 'DOWN logs-missing' },
    { name: 'two log lines missing', facts: data({ log: 'omm' }), says: 'LATE' },
    {
      name: 'log lines missing because all is silent',
      facts: data({ memory: 'mm', log: 'mmm' }),
      says: 'DOWN metrics-missing',
    },
    {
      name: 'log lines missing while a metric tick is',
      facts: data({ memory: 'mo', log: 'mmm' }),
      says: 'LATE',
    },
    {
      name: 'log lines missing, and our own line too',
      facts: data({ log: 'mmm', logCanaryLate: true }),
      says: 'UNKNOWN unseen',
    },
    {
      name: 'more log pages than were read, and no line in them',
      facts: data({ log: '???' }),
      says: 'UNKNOWN unseen',
    },
    {
      name: 'more log pages than were read, and the newest line in them',
      facts: data({ log: 'o' }),
      says: 'UP',
    },
    { name: 'it is not the turn of its log', facts: data({ logs: 'not-now' }), says: 'UP' },
    {
      name: 'nor then, and metrics are missing',
      facts: data({ memory: 'mm', logs: 'not-now' }),
      says: 'DOWN metrics-missing',
    },
    { name: 'no log is shipped', facts: data({ logs: 'not-shipped' }), says: 'UP' },
  ])('$name: $says', ({ facts, says }) => {
    expect(said({ data: facts })).toBe(says);
  });

  it('asks for no tick before data was first seen, nor in the ten minutes after a start', () => {
    const silent = data({ memory: 'mm', log: 'mmm' });
    const [oldest = 0] = silent.metricTicks;
    const verified = (verifiedAt: number) => ({ record: { ...recordItem, verifiedAt } });
    expect(said({ data: silent, ...verified(oldest) })).toBe('DOWN metrics-missing');
    expect(said({ data: silent, ...verified(oldest + 1) })).toBe('LATE');
    expect(said({ data: silent, ...verified(at - 2 * minute) })).toBe('NEW');
    const launched = (launchedAt: number) => ({ instance: { ...instance, launchedAt } });
    expect(said({ data: silent, ...launched(oldest - 10 * minute) })).toBe('DOWN metrics-missing');
    expect(said({ data: silent, ...launched(oldest - 10 * minute + 1) })).toBe('LATE');
    expect(said({ data: silent, ...launched(at - 10 * minute) })).toBe('OFF');
    expect(said({ data: undefined, ...launched(at - 10 * minute + 1) })).toBe('OFF');
  });

  // The record holds the new wish, or the new nonce, before the instance does.
  it.each<{ name: string; change: Partial<RecordItem>; facts: DataFacts; says: string }>([
    {
      name: 'a new nonce two minutes ago, and lines of the old agent',
      change: { phase: 'set-up', phaseSince: at - 2 * minute },
      facts: data({ log: 'mmm' }),
      says: 'LATE',
    },
    {
      name: 'the same while the wizard still works',
      change: { phase: 'setting-up', phaseSince: at - 2 * minute },
      facts: data({ log: 'mmm' }),
      says: 'UNKNOWN unseen',
    },
    {
      name: 'every minute as of now, and data of every five',
      change: { phase: 'setting-up', phaseSince: at - minute },
      facts: data({ memory: 'mmm', logs: 'not-shipped', ...everyMinute }),
      says: 'UNKNOWN unseen',
    },
    {
      name: 'the same, and the wizard takes its time',
      change: { phase: 'setting-up', phaseSince: at - 14 * minute },
      facts: data({ memory: 'mmm', logs: 'not-shipped', ...everyMinute }),
      says: 'UNKNOWN unseen',
    },
    {
      name: 'the same, and the wizard was killed',
      change: { phase: 'setting-up', phaseSince: at - 15 * minute },
      facts: data({ memory: 'mmm', logs: 'not-shipped', ...everyMinute }),
      says: 'DOWN metrics-missing unseen',
    },
    {
      name: 'another log group, and a tick that has arrived in it',
      change: { phaseSince: at - 5 * minute },
      facts: data({ log: 'mmo' }),
      says: 'UP',
    },
    {
      name: 'all of it long ago',
      change: { phaseSince: at - 13 * minute },
      facts: data({ log: 'mmm' }),
      says: 'DOWN logs-missing',
    },
    {
      name: 'silent since a change, which is long ago',
      change: { phaseSince: at - 8 * minute },
      facts: data({ memory: 'mm' }),
      says: 'DOWN metrics-missing',
    },
    {
      name: 'set up for the first time just now',
      change: { phaseSince: at - minute, verifiedAt: at - minute },
      facts: data({ memory: 'mm' }),
      says: 'NEW',
    },
  ])('after a change, $name: $says', ({ change, facts, says }) => {
    expect(said({ record: { ...recordItem, ...change }, data: facts })).toBe(says);
  });

  it('waits three hours for the first data of a set-up', () => {
    const { verifiedAt: _, ...unverified } = recordItem;
    const silent = data({ memory: 'mm', log: 'mmm' });
    const since = (phaseSince: number, firstSeen?: number) => ({
      record: { ...unverified, phaseSince },
      data: { ...silent, ...(firstSeen ? { firstSeen } : {}) },
    });
    expect(said(since(at - 3 * hour + 1))).toBe('NEW');
    expect(said(since(at - 3 * hour))).toBe('DOWN never-reported');
    expect(said(since(at - 3 * hour, at - hour))).toBe('DOWN metrics-missing');
    expect(said({ ...since(at - hour), data: data({}) })).toBe('UP');
  });
});

describe('configuration', () => {
  const other = 'arn:aws:iam::123456789012:instance-profile/other';
  const profile = { profileArn: instance.profile?.profileArn ?? '', profileId: 'AIPA1' };
  const bareRole = {
    ...role,
    role: { ...role.role, ours: false, trust: {}, attached: [], inline: [] },
  };

  it.each<{ name: string; facts: Partial<InstanceFacts>; says: string }>([
    {
      name: 'detached',
      facts: { instance: { ...instance, profile: undefined } },
      says: 'DOWN role-detached',
    },
    {
      name: 'replaced',
      facts: { instance: { ...instance, profile: { ...profile, profileArn: other } } },
      says: 'DOWN other-role-attached',
    },
    {
      name: 'profile made again',
      facts: { instance: { ...instance, profile: { ...profile, profileId: 'AIPA0' } } },
      says: 'DOWN profile-recreated',
    },
    {
      name: 'profile deleted',
      facts: { role: { ...role, profile: undefined } },
      says: 'DOWN profile-missing profile-recreated',
    },
    {
      name: 'profile empty',
      facts: { role: { ...role, profile: { id: 'AIPA1', ours: false, roleName: undefined } } },
      says: 'DOWN profile-empty',
    },
    {
      name: 'profile holds another role',
      facts: { role: { ...role, profile: { id: 'AIPA1', ours: false, roleName: 'x' } } },
      says: 'DOWN profile-holds-other-role',
    },
    {
      name: 'role deleted',
      facts: { role: { ...role, role: undefined } },
      says: 'DOWN role-missing',
    },
    {
      name: 'trust and policies gone',
      facts: { role: bareRole },
      says: 'DOWN trust-not-ec2 cloudwatch-policy-detached ssm-policy-detached',
    },
    {
      name: 'the same, and Systems Manager never needed the role',
      facts: { role: bareRole, record: { ...recordItem, managedWithoutRole: true } },
      says: 'DOWN trust-not-ec2 cloudwatch-policy-detached',
    },
    {
      name: 'monitoring off',
      facts: { record: { ...recordItem, spec: { ...recordItem.spec, detailedMonitoring: true } } },
      says: 'DOWN detailed-monitoring-off',
    },
    { name: 'IAM not seen', facts: { role: 'unknown' }, says: 'UP unseen' },
    {
      name: 'IAM not seen, but detached',
      facts: { role: 'unknown', instance: { ...instance, profile: undefined } },
      says: 'DOWN role-detached unseen',
    },
    {
      name: 'detached while data still comes late',
      facts: {
        instance: { ...instance, profile: undefined },
        data: data({ memory: 'mm', canaryLate: true }),
      },
      says: 'DOWN role-detached unseen',
    },
    {
      name: 'detached, and silent',
      facts: { instance: { ...instance, profile: undefined }, data: data({ memory: 'mm' }) },
      says: 'DOWN role-detached metrics-missing',
    },
  ])('$name: $says', ({ facts, says }) => {
    expect(said(facts)).toBe(says);
  });

  it('has a command where the role is ours, and none where a repair would be refused', () => {
    const commands = (ours: boolean) => {
      const empty = { id: 'AIPA1', ours, roleName: undefined };
      const facts = { ...healthy, role: { role: { ...bareRole.role, ours }, profile: empty } };
      return judge(facts).causes.map(
        (held) => `${held.cause}: ${commandFor([held], instanceId, place) ? 'repair' : 'by hand'}`,
      );
    };
    const found = ['profile-empty', 'trust-not-ec2', 'cloudwatch-policy-detached'];
    const all = [...found, 'ssm-policy-detached'];
    expect(commands(true)).toEqual(all.map((cause) => `${cause}: repair`));
    expect(commands(false)).toEqual(all.map((cause) => `${cause}: by hand`));
  });

  it('has none either where a repair is refused for something else', () => {
    const { role, profile } = bareRole;
    const notOurs = { role: { ...role, ours: false }, profile };
    const facts = { ...healthy, instance: { ...instance, profile: undefined }, role: notOurs };
    const [message] = transition(undefined, judge(facts), facts.at, place)?.messages ?? [];
    expect(message).toMatchObject({ cause: 'role-detached', obstacle: 'trust-not-ec2' });
    expect(message).not.toHaveProperty('command');
    expect(message?.evidence.map(({ id }) => id)).toContain('role-not-ours');
    expect(verdictOf(judge(facts), place)).not.toHaveProperty('command');
  });

  it('is not compared while the wizard works, but is three hours after', () => {
    const detached = { instance: { ...instance, profile: undefined } };
    const phase = (phaseSince: number) => ({
      record: { ...recordItem, phase: 'setting-up' as const, phaseSince },
    });
    expect(said({ ...detached, ...phase(at - 3 * hour + 1) })).toBe('UNKNOWN unseen');
    expect(said({ ...detached, ...phase(at - 3 * hour) })).toBe('DOWN role-detached');
  });

  it('is neither well nor wrong while the first set-up goes on', () => {
    const { verifiedAt: _, ...unverified } = recordItem;
    const record = { ...unverified, phase: 'setting-up' as const, phaseSince: at - minute };
    expect(said({ record })).toBe('NEW unseen');
    expect(said({ record, data: data({ memory: 'mm', log: 'mmm' }) })).toBe('NEW unseen');
    expect(judge({ ...healthy, record })).toMatchObject({ good: false, clear: false });
    expect(said({ record, data: data({ metrics: 'unknown' }) })).toBe('UNKNOWN unseen');
  });
});

describe('tag and record', () => {
  const tagged = (pointer: string | undefined) => ({ instance: { ...instance, pointer } });
  const own = { instanceId, specHash: recordItem.specHash, shard: 0 };

  it.each<{ name: string; facts: Partial<InstanceFacts>; says: string }>([
    { name: 'no tag', facts: tagged(undefined), says: 'DOWN record-tag-disagree' },
    { name: 'nonsense', facts: tagged('$(rm -rf /)'), says: 'DOWN record-tag-disagree' },
    {
      name: 'copied from another',
      facts: tagged(formatPointer({ ...own, instanceId: 'i-00000000' })),
      says: 'DOWN record-tag-disagree',
    },
    {
      name: 'another shard',
      facts: tagged(formatPointer({ ...own, shard: 1 })),
      says: 'DOWN record-tag-disagree',
    },
    { name: 'more words than known', facts: tagged(`${formatPointer(own)} z=1`), says: 'UP' },
    {
      name: 'nobody is to be told: seen from where its journal is',
      facts: {
        ...tagged(formatPointer({ ...own, isDeclined: true })),
        record: { ...recordItem, alertsDeclined: true },
      },
      says: 'UP',
    },
    {
      name: 'nobody is to be told, says the tag alone',
      facts: tagged(formatPointer({ ...own, isDeclined: true })),
      says: 'DOWN record-tag-disagree',
    },
    {
      name: 'nobody is to be told, says the record alone',
      facts: { record: { ...recordItem, alertsDeclined: true } },
      says: 'DOWN record-tag-disagree',
    },
    {
      name: 'no record, and nobody is to be told',
      facts: {
        record: undefined,
        data: undefined,
        ...tagged(formatPointer({ ...own, isDeclined: true })),
      },
      says: 'OFF undone',
    },
    {
      name: 'no record, and no tag',
      facts: { record: undefined, ...tagged('') },
      says: 'OFF undone',
    },
    {
      name: 'no record',
      facts: { record: undefined, data: undefined },
      says: 'DOWN record-tag-disagree',
    },
    {
      name: 'no record, and the tag of another',
      facts: {
        record: undefined,
        data: undefined,
        ...tagged(formatPointer({ ...own, instanceId: 'i-00000000' })),
      },
      says: 'DOWN record-tag-disagree',
    },
    {
      name: 'no record, and the tag of another of whom nobody is to be told',
      facts: {
        record: undefined,
        data: undefined,
        ...tagged(formatPointer({ ...own, instanceId: 'i-00000000', isDeclined: true })),
      },
      says: 'DOWN record-tag-disagree',
    },
  ])('$name: $says', ({ facts, says }) => {
    expect(said(facts)).toBe(says);
  });
});

describe('what is not judged', () => {
  it.each<{ name: string; facts: Partial<InstanceFacts>; says: string }>([
    {
      name: 'stopped',
      facts: { instance: { ...instance, state: 'stopped' } },
      says: 'OFF stopped',
    },
    {
      name: 'pending',
      facts: { instance: { ...instance, state: 'pending' } },
      says: 'OFF stopped',
    },
    {
      name: 'terminated',
      facts: { instance: { ...instance, state: 'terminated' } },
      says: 'OFF terminated',
    },
    { name: 'gone', facts: { instance: 'gone' }, says: 'OFF terminated' },
    { name: 'no inventory', facts: { instance: 'unknown' }, says: 'UNKNOWN unseen' },
    {
      name: 'a record of another version',
      facts: { record: 'unreadable' },
      says: 'UNKNOWN unseen',
    },
    {
      name: 'being undone',
      facts: { record: { ...recordItem, phase: 'undoing', phaseSince: at - hour } },
      says: 'UNKNOWN unseen',
    },
  ])('$name: $says, whatever the data', ({ facts, says }) => {
    expect(said(facts)).toBe(says);
    expect(said({ data: data({ memory: 'mm' }), ...facts })).toBe(says);
  });

  it('gives the same judgement for the same facts', () => {
    expect(judge(healthy)).toEqual(judge(structuredClone(healthy)));
    expect(judge(healthy)).toMatchObject(judged({ from: at - 13 * minute }));
  });
});
