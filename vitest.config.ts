import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** A folder of test/ is a project; its time-out says what kind of test belongs there. */
export const project = (name: string, testTimeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: testTimeout,
    // Test files of a process share its modules: to load the SDK for each anew took as long as
    // the tests. What a file changes of the process (process.env) it puts back.
    isolate: false,
  },
});

/** Keeps the SDK away from ~/.aws and the metadata service of the machine that runs the tests. */
export const env = {
  AWS_ACCESS_KEY_ID: 'unset-in-tests',
  AWS_SECRET_ACCESS_KEY: 'unset-in-tests',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

const { test: sandbox } = project('sandbox', 20_000);

export default defineConfig({
  test: {
    // Most tests wait, for processes and for real seconds, more than they compute.
    maxWorkers: 2 * availableParallelism(),
    env,
    projects: [
      project('unit', 5_000),
      { test: { ...sandbox, globalSetup: 'test/sandbox/machines-directory.ts' } },
      project('verifier', 60_000),
      project('agent', 60_000),
      project('scenario', 120_000),
      project('e2e', 120_000),
    ],
  },
});
