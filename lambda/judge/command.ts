import type { CauseId } from '../contract.ts';
import type { Held } from './facts.ts';

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

/** The first of the causes for which a repair is refused, whatever else it could put back. */
export function obstacleIn(causes: readonly Held[]): Held | undefined {
  return causes.find(
    ({ cause, evidence }) =>
      byHand.includes(cause) || evidence.some(({ id }) => noRepair.includes(id)),
  );
}

/**
 * One line that is safe to paste: ids of a known form and values from our own tables, never text
 * that somebody else wrote. `undefined` where no command helps.
 */
export function commandFor(
  causes: readonly Held[],
  instanceId: string,
  { accountId, region }: Place,
): string | undefined {
  if (causes.length === 0 || obstacleIn(causes)) return undefined;
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
