import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These run in VS Code, and in a browser that looks at one.
    exclude: ['test/host/**', 'test/e2e/**'],
    globalSetup: ['test/helpers/build.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
