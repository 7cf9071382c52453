import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  readonly perSecond: number;
  /** As many at once, and without waiting at the start. */
  readonly atOnce: number;
  /** Of all this work, in real time: what has not begun by then is left out. */
  readonly budgetMs: number;
}

/**
 * Does the same for many, no faster than AWS's quota allows. The order of the results is that of
 * the work; `undefined` is what there was no time for.
 */
export async function paced<T, R>(
  work: readonly T[],
  { perSecond, atOnce, budgetMs }: Pace,
  each: (one: T) => Promise<R>,
): Promise<(R | undefined)[]> {
  const began = performance.now();
  const results: (R | undefined)[] = work.map(() => undefined);
  let next = 0;
  const worker = async () => {
    while (next < work.length && performance.now() - began < budgetMs) {
      const index = next++;
      const due = ((index - atOnce) / perSecond) * 1000;
      const early = due - (performance.now() - began);
      if (early > 0) await sleep(early);
      results[index] = await each(work[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Sorted, and begun behind the one that was the last before: whoever was left out then comes first. */
export function inTurn<T extends { readonly sk: string }>(
  all: readonly T[],
  after: string | undefined,
): T[] {
  const sorted = [...all].sort((a, b) => (a.sk < b.sk ? -1 : 1));
  const first = after === undefined ? 0 : sorted.filter(({ sk }) => sk <= after).length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}
