import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';

/** Most tags one role or profile may carry. */
const limit = 50;

/** @throws AwsError `InvalidInput`, `LimitExceeded` */
export function putTags(tags: Map<string, string>, input: Input): void {
  const given = structures(input, 'Tags').map(
    (tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? ''] as const,
  );
  for (const [key, value] of given) check(key, value, given);
  const after = new Set([...tags.keys(), ...given.map(([key]) => key)]);
  if (after.size > limit)
    throw new AwsError('LimitExceeded', `The number of tags has reached the maximum limit.`, 409);
  for (const [key, value] of given) tags.set(key, value);
}

export function removeTags(tags: Map<string, string>, input: Input): void {
  for (const key of texts(input, 'TagKeys')) tags.delete(key);
}

export function tagList(tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function check(key: string, value: string, all: readonly (readonly [string, string])[]): void {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (key === '' || key.length > 128 || value.length > 256 || !allowed.test(key + value))
    throw new AwsError('ValidationError', `The tag ${key} is not valid.`);
  // Case is ignored when IAM looks for duplicates.
  if (all.filter(([other]) => other.toLowerCase() === key.toLowerCase()).length > 1)
    throw new AwsError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
}
