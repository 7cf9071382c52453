import type { CauseId, Evidence } from '../contract.ts';

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** What a repair does not dare to undo: somebody may have meant it. */
const byHand: readonly CauseId[] = ['other-role-attached', 'profile-holds-other-role'];

/** Where this was seen a repair is refused: it has nothing to go by, or may not change what it finds. */
const noRepair: readonly string[] = [
  'no-record',
  'tag-of-another',
  'role-not-ours',
  'profile-not-ours',
];

/**
 * One line that is safe to paste: ids of a known form and values from our own tables, never text
 * that somebody else wrote. `undefined` where no command helps.
 */
export function commandFor(
  cause: CauseId,
  instanceId: string,
  { accountId, region }: Place,
  evidence: readonly Evidence[],
): string | undefined {
  if (byHand.includes(cause) || evidence.some(({ id }) => noRepair.includes(id))) return undefined;
  return commandOf('repair', instanceId, { accountId, region });
}

/** `undefined` where an id is not of the form that AWS gives it. */
export function commandOf(
  verb: 'setup' | 'repair',
  instanceId: string,
  { accountId, region }: Place,
): string | undefined {
  if (!/^i-[0-9a-f]{8,17}$/.test(instanceId)) return undefined;
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region) || !/^\d{12}$/.test(accountId)) return undefined;
  return `cloudwatch-wizard ${verb} --instance-id ${instanceId} --region ${region} --expect-account ${accountId}`;
}
