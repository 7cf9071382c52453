import type { Alert, CauseId, CloseReason } from '../contract.ts';

/** Values of a sentence as text: times with their zone, lists joined, other people's text cleaned. */
export type Words = Readonly<Record<string, string>>;

type Sentence = (words: Words) => string;

export const evidenceIds = [
  'no-profile',
  'other-profile',
  'profile-absent',
  'profile-ids',
  'profile-without-role',
  'profile-role',
  'role-absent',
  'trust-seen',
  'policies-seen',
  'role-not-ours',
  'profile-not-ours',
  'tag-seen',
  'no-record',
  'tag-of-another',
  'monitoring-seen',
  'no-data-since-set-up',
  'metric-missing',
  'metric-there',
  'metrics-there',
  'metrics-gone',
  'log-line-missing',
  'instance-state',
  'all-there',
] as const;
export type EvidenceId = (typeof evidenceIds)[number];

/** What a person does where no command helps. */
export type HandId =
  | 'role-by-hand'
  | 'profile-by-hand'
  | 'trust-by-hand'
  | 'policy-by-hand'
  | 'set-up-or-untag'
  | 'each-of-them';

/** Everything the verifier says, in one language. */
export interface Catalogue {
  /** One short phrase each, without a full stop. */
  readonly causes: Readonly<Record<CauseId, string>>;
  readonly evidence: Readonly<Record<EvidenceId, Sentence>>;
  readonly kinds: Readonly<Record<Alert['kind'], string>>;
  readonly closedBy: Readonly<Record<CloseReason, string>>;
  readonly hands: Readonly<Record<HandId, Sentence>>;
  readonly headline: Sentence;
  readonly headlineOfMany: Sentence;
  /** Behind an all-clear: what was told before. */
  readonly noLonger: Sentence;
  readonly seen: string;
  readonly since: Sentence;
  readonly noticed: Sentence;
  readonly next: string;
  readonly more: Sentence;
  readonly test: Sentence;
}
