import { defineConfig } from 'vitest/config';

/** A tier of its own: random input, too much of it for every `npm test`. */
export default defineConfig({
  test: { include: ['test/fuzz/**/*.test.ts'], testTimeout: 300_000, maxConcurrency: 4 },
});
