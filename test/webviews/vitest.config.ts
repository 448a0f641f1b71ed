import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/webviews/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // What is measured must not be disturbed.
    fileParallelism: false,
    reporters: ['verbose', './test/helpers/summary-reporter.ts'],
  },
});
