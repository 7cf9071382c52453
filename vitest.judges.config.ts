import { defineConfig } from 'vitest/config';
import { env, project } from './vitest.config.ts';

const { test: os } = project('os', 240_000);

/** Judged by others: what needs more than `npm test` does, moto or root. */
export default defineConfig({
  test: {
    env,
    // They wait for a real cron, and for the wizard's own pauses.
    maxWorkers: 2,
    projects: [
      project('independent', 120_000),
      { test: { ...os, globalSetup: 'test/os/make-base-tree.ts' } },
    ],
  },
});
