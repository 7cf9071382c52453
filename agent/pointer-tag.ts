/** Key of the tag on an instance that says which record is its. */
export const pointerTagKey = 'cloudwatch-wizard';

/** Tag on everything in the account that we made, and so may change or delete. */
export const ownerTag = { key: 'cloudwatch-wizard:owner', value: 'v1' } as const;

export interface Pointer {
  readonly instanceId: string;
  readonly specHash: string;
  readonly shard: number;
}

/** `v=1 id=i-… k=<spec hash> sh=<shard>` */
export function formatPointer({ instanceId, specHash, shard }: Pointer): string {
  return `v=1 id=${instanceId} k=${specHash} sh=${shard}`;
}

/**
 * Reads a tag value; `undefined` when it is not ours or malformed. Order is free and unknown keys
 * pass. Whoever may tag instances can write it: compare the result, never act on it.
 */
export function parsePointer(value: string): Pointer | undefined {
  const fields = new Map(
    value
      .trim()
      .split(/ +/)
      .map((word) => splitOnce(word)),
  );
  const [v, id, k, sh] = ['v', 'id', 'k', 'sh'].map((key) => fields.get(key) ?? '');
  if (v !== '1' || !/^i-[0-9a-f]{8,17}$/.test(id ?? '') || !/^[0-9a-f]{12}$/.test(k ?? ''))
    return undefined;
  if (!/^\d{1,4}$/.test(sh ?? '')) return undefined;
  return { instanceId: id ?? '', specHash: k ?? '', shard: Number(sh) };
}

function splitOnce(word: string): [string, string] {
  const at = word.indexOf('=');
  return at === -1 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}
