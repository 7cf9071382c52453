import { defineConfig } from 'vitest/config';
import { env, project } from './vitest.config.ts';

/** Judged by others: what needs more than `npm test` does, moto or root. */
export default defineConfig({
  test: { env, maxWorkers: 2, projects: [project('independent', 120_000), project('os', 240_000)] },
});
