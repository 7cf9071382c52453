/** Key of the tag on an instance that says which record is its. */
export const pointerTagKey = 'cloudwatch-wizard';

/** Tag on everything in the account that we made, and so may change or delete. */
export const ownerTag = { key: 'cloudwatch-wizard:owner', value: 'v1' } as const;

export interface Pointer {
  readonly instanceId: string;
  readonly specHash: string;
  readonly shard: number;
  /** Nobody is to be told: there is no record of it that a verifier could find. */
  readonly isDeclined?: boolean;
}

const ownKeys = ['v', 'id', 'k', 'sh', 'al'];

/**
 * `v=1 id=i-… k=<spec hash> sh=<shard>`, `al=0` where nobody is to be told, and behind it the keys of `previous` that are not known
 * here: a newer version may have written them.
 */
export function formatPointer(pointer: Pointer, previous = ''): string {
  const { instanceId, specHash, shard, isDeclined } = pointer;
  const unknown = parsePointer(previous) ? wordsOf(previous).filter(isUnknown) : [];
  const own = `v=1 id=${instanceId} k=${specHash} sh=${shard}${isDeclined ? ' al=0' : ''}`;
  const value = [own, ...unknown].join(' ');
  return value.length <= 256 ? value : value.slice(0, value.lastIndexOf(' ', 256));
}

function isUnknown(word: string): boolean {
  return !ownKeys.includes(splitOnce(word)[0]);
}

/** They say the same; the order of the words and unknown ones do not matter. */
export function isSamePointer(tag: string | undefined, pointer: Pointer): boolean {
  const seen = parsePointer(tag ?? '');
  return (
    seen?.instanceId === pointer.instanceId &&
    seen.specHash === pointer.specHash &&
    seen.shard === pointer.shard &&
    (seen.isDeclined ?? false) === (pointer.isDeclined ?? false)
  );
}

function wordsOf(value: string): string[] {
  return value.trim().split(/ +/);
}

/**
 * Reads a tag value; `undefined` when it is not ours or malformed. Order is free and unknown keys
 * pass. Whoever may tag instances can write it: compare the result, never act on it.
 */
export function parsePointer(value: string): Pointer | undefined {
  const fields = new Map(wordsOf(value).map((word) => splitOnce(word)));
  const [v, id, k, sh] = ['v', 'id', 'k', 'sh'].map((key) => fields.get(key) ?? '');
  if (v !== '1' || !/^i-[0-9a-f]{8,17}$/.test(id ?? '') || !/^[0-9a-f]{12}$/.test(k ?? ''))
    return undefined;
  if (!/^\d{1,4}$/.test(sh ?? '')) return undefined;
  const declined = fields.get('al') === '0' ? { isDeclined: true } : {};
  return { instanceId: id ?? '', specHash: k ?? '', shard: Number(sh), ...declined };
}

function splitOnce(word: string): [string, string] {
  const at = word.indexOf('=');
  return at === -1 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}
