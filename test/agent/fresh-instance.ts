import { afterEach, beforeEach } from 'vitest';
import { createTree, type InstanceTree } from './agent-run.ts';
import { type RecordingAws, startRecordingAws } from './recording-aws.ts';

export interface FreshInstance {
  readonly aws: RecordingAws;
  readonly tree: InstanceTree;
}

/** Gives every test of a suite an instance and an AWS of its own, which go with the test. */
export function giveFreshInstance(take: (fresh: FreshInstance) => void): void {
  let fresh: FreshInstance;
  beforeEach(async () => {
    fresh = { aws: await startRecordingAws(), tree: createTree() };
    take(fresh);
  });
  afterEach(async () => {
    fresh.tree[Symbol.dispose]();
    await fresh.aws[Symbol.asyncDispose]();
  });
}
