import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Windows beside each other would take each other's time.
    fileParallelism: false,
    reporters: ['verbose', './test/helpers/summary-reporter.ts'],
  },
});
