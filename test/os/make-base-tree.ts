import { baseTree, hasRealSystem } from './base-tree.ts';

/** Once, before the test files, which run beside each other. */
export async function setup(): Promise<void> {
  if (hasRealSystem()) await baseTree();
}
