import { isSamePointer, parsePointer } from '../../agent/pointer-tag.ts';
import { attachmentDrift, isMonitored, roleDrift, roleName } from '../../agent/role-rules.ts';
import type { CauseId, Evidence, RecordItem } from '../contract.ts';
import { plainText } from '../plain-text.ts';
import type { Held, InstanceFacts, InstanceSeen } from './facts.ts';

/**
 * How configuration differs from the record. It is looked at, not concluded from silence: issued
 * credentials go on for hours after a role was taken away.
 */
export function driftOf(
  facts: InstanceFacts,
  instance: InstanceSeen,
  record: RecordItem | undefined,
): Held[] {
  const causes = record
    ? [
        ...attachmentCauses(facts, instance),
        ...roleCauses(facts, record),
        ...tagCauses(instance, record),
        ...monitoringCauses(instance, record),
      ]
    : (['record-tag-disagree'] as const);
  return [...new Set(causes)].map((cause) => ({
    cause,
    since: facts.at,
    evidence: [
      ...evidenceOf(cause, facts, instance, record),
      ...ownerEvidence(cause, facts),
      ...dataEvidence(facts),
    ],
  }));
}

function attachmentCauses({ role }: InstanceFacts, { profile }: InstanceSeen): CauseId[] {
  // Without IAM's word, an attached profile of the right name is taken for the right one.
  const current = role === 'unknown' ? { id: profile?.profileId ?? '' } : role.profile;
  const drift = attachmentDrift(profile, current);
  return drift ? [drift] : [];
}

function roleCauses({ role }: InstanceFacts, record: RecordItem): CauseId[] {
  if (role === 'unknown') return [];
  return roleDrift(role.role, role.profile).filter(
    (drift) => drift !== 'ssm-policy-detached' || !record.managedWithoutRole,
  );
}

/** Also that nobody is to be told: only an instance that is not registered may say so. */
function tagCauses({ id, pointer }: InstanceSeen, record: RecordItem): CauseId[] {
  const { specHash, shard, alertsDeclined: isDeclined = false } = record;
  return isSamePointer(pointer, { instanceId: id, specHash, shard, isDeclined })
    ? []
    : ['record-tag-disagree'];
}

function monitoringCauses({ monitoring }: InstanceSeen, { spec }: RecordItem): CauseId[] {
  return spec.detailedMonitoring && !isMonitored(monitoring) ? ['detailed-monitoring-off'] : [];
}

function evidenceOf(
  cause: CauseId,
  { role }: InstanceFacts,
  { id, profile, pointer, monitoring }: InstanceSeen,
  record: RecordItem | undefined,
): Evidence[] {
  const seen = role === 'unknown' ? undefined : role;
  const attached = profile?.profileArn.split('/').at(-1) ?? '';
  const evidence: Partial<Record<CauseId, Evidence>> = {
    'role-detached': { id: 'no-profile', values: {} },
    'other-role-attached': { id: 'other-profile', values: { profile: attached, roleName } },
    'profile-missing': { id: 'profile-absent', values: { roleName } },
    'profile-recreated': {
      id: 'profile-ids',
      values: { attached: profile?.profileId ?? '', current: seen?.profile?.id ?? '-' },
    },
    'profile-empty': { id: 'profile-without-role', values: { roleName } },
    'profile-holds-other-role': {
      id: 'profile-role',
      values: { roleName, role: seen?.profile?.roleName ?? '' },
    },
    'role-missing': { id: 'role-absent', values: { roleName } },
    'trust-not-ec2': { id: 'trust-seen', values: { roleName } },
    'cloudwatch-policy-detached': policies(seen?.role?.attached ?? []),
    'ssm-policy-detached': policies(seen?.role?.attached ?? []),
    'record-tag-disagree': tagEvidence(id, pointer ?? '', record),
    'detailed-monitoring-off': { id: 'monitoring-seen', values: { monitoring } },
  };
  const found = evidence[cause];
  return found ? [cleaned(found)] : [];
}

function tagEvidence(id: string, tag: string, record: RecordItem | undefined): Evidence {
  if (record) return { id: 'tag-seen', values: { tag, specHash: record.specHash } };
  const isOwn = parsePointer(tag)?.instanceId === id;
  return { id: isOwn ? 'no-record' : 'tag-of-another', values: { tag } };
}

/** What the wizard did not make it does not change. */
function ownerEvidence(cause: CauseId, { role: seen }: InstanceFacts): Evidence[] {
  if (seen === 'unknown') return [];
  const values = { roleName };
  if (cause === 'profile-empty')
    return seen.profile?.ours ? [] : [{ id: 'profile-not-ours', values }];
  const isOfRole = ['trust-not-ec2', 'cloudwatch-policy-detached', 'ssm-policy-detached'];
  return !isOfRole.includes(cause) || seen.role?.ours ? [] : [{ id: 'role-not-ours', values }];
}

/** Names and tags are other people's text. */
function cleaned({ id, values }: Evidence): Evidence {
  const clean = (value: unknown) => (typeof value === 'string' ? plainText(value) : value);
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map(clean) : clean(value),
  ]);
  return { id, values: Object.fromEntries(entries) };
}

function policies(attached: readonly string[]): Evidence {
  return {
    id: 'policies-seen',
    values: { roleName, policies: attached.map((arn) => arn.split('/').at(-1) ?? '') },
  };
}

/** Whether data still comes says how much time is left. */
function dataEvidence({ data }: InstanceFacts): Evidence[] {
  if (!data || !Array.isArray(data.metrics)) return [];
  const newest = data.metrics.map(({ ticks }) => ticks.at(-1));
  if (newest.every((tick) => tick === 'ok')) return [{ id: 'metrics-there', values: {} }];
  return newest.every((tick) => tick === 'missing')
    ? [{ id: 'metrics-gone', values: { from: data.metricTicks.at(-1) ?? 0 } }]
    : [];
}
