import type { Reporter, TestModule } from 'vitest/node';
import { report } from '../../scripts/counts.mjs';

/** Ends the run with one plain line: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed' || state === 'skipped') counts[state]++;
      }
    }
    report(process.env['TEST_SUITE'] ?? 'checks', counts);
  }
}
