import { specHash } from '../../agent/monitoring-spec.ts';
import { formatPointer } from '../../agent/pointer-tag.ts';
import { ec2Trust, roleName } from '../../agent/role-rules.ts';
import type { RecordItem } from '../../lambda/contract.ts';
import type {
  DataFacts,
  InstanceFacts,
  InstanceSeen,
  RoleFacts,
} from '../../lambda/judge/facts.ts';
import type { Judgement } from '../../lambda/judge/judge.ts';
import { type Tick, ticksDue } from '../../lambda/judge/ticks.ts';
import { instanceId, record, spec } from './sample-instance.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** A run at 12:03: the tick of 12:00 is just due. */
export const at = Date.parse('2026-11-24T12:03:00Z');

export const place = { accountId: '123456789012', region: 'ap-northeast-2' };

/** Set up a day ago, and seen to send. */
export const recordItem: RecordItem = {
  ...record,
  pk: 'R',
  sk: instanceId,
  v: 7,
  w: 'w',
  specHash: specHash(spec),
  phase: 'set-up',
  phaseSince: at - 24 * hour,
  verifiedAt: at - 24 * hour,
  actions: [],
};

export const instance: InstanceSeen = {
  id: instanceId,
  name: 'web-1',
  state: 'running',
  stateReason: '',
  launchedAt: at - 48 * hour,
  monitoring: 'disabled',
  profile: {
    profileArn: `arn:aws:iam::123456789012:instance-profile/${roleName}`,
    profileId: 'AIPA1',
  },
  pointer: formatPointer({ instanceId, specHash: recordItem.specHash, shard: 0 }),
};

export const role: RoleFacts = {
  role: {
    ours: true,
    trust: ec2Trust('aws'),
    attached: ['CloudWatchFullAccess', 'AmazonSSMManagedInstanceCore'].map(
      (name) => `arn:aws:iam::aws:policy/${name}`,
    ),
    inline: [],
  },
  profile: { id: 'AIPA1', ours: true, roleName },
};

/** One letter a tick, oldest first: `o` ok, `m` missing, `?` unknown. */
export function ticks(letters: string): Tick[] {
  const words = { o: 'ok', m: 'missing', '?': 'unknown' } as const;
  return [...letters].map((letter) => words[letter as keyof typeof words]);
}

export function data(more: Partial<DataFacts> & { memory?: string; disk?: string; log?: string }) {
  const { memory = 'oo', disk = memory, log = 'ooo', ...rest } = more;
  return {
    metrics: [
      { metric: 'MemoryUtilization', ticks: ticks(memory) },
      { metric: 'DiskSpaceUtilization', mountPath: '/', ticks: ticks(disk) },
    ],
    metricTicks: ticksDue(at, 300, 'metrics'),
    logs: ticks(log),
    logTicks: ticksDue(at, 300, 'logs'),
    canaryLate: false,
    logCanaryLate: false,
    ...rest,
  } satisfies DataFacts;
}

/** All as it should be. */
export const healthy: InstanceFacts = {
  id: instanceId,
  at,
  record: recordItem,
  instance,
  role,
  data: data({}),
};

/** A judgement by what it says, for the tests of what follows from it. */
export function judged(more: Partial<Judgement>): Judgement {
  return {
    id: instanceId,
    state: 'UP',
    causes: [],
    unseen: false,
    logsUnread: false,
    good: true,
    clear: true,
    from: at - 10 * minute,
    launchedAt: at - 48 * hour,
    evidence: [],
    ...more,
  };
}
