import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These run in VS Code, and in a browser: one that looks at VS Code, and one that shows a panel alone.
    exclude: ['test/host/**', 'test/e2e/**', 'test/webviews/**'],
    globalSetup: ['test/helpers/build.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
