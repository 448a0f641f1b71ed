import { join } from 'node:path';
import Mocha from 'mocha';
import { writeResults, type Results } from './results.ts';

/** What VS Code calls inside its extension host; the launch's variables say which tests, and where results go. */
export function run(): Promise<void> {
  const { HOST_TESTS_BUNDLE: bundle, HOST_TESTS_RESULTS: path, HOST_TESTS_GREP: part } = process.env;
  if (bundle === undefined || path === undefined) throw new Error('These tests are started by test/host/run.mjs.');
  const results: Results = { tests: [], ended: false };
  const save = (): void => writeResults(path, results);
  save();

  const mocha = new Mocha({ timeout: 60_000, reporter: Mocha.reporters.Base });
  if (part !== undefined) mocha.fgrep(part);
  mocha.addFile(join(__dirname, bundle));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      results.ended = true;
      save();
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
    runner.on('test', (test) => {
      results.running = test.fullTitle();
      save();
    });
    runner.on('pass', (test) => {
      results.tests.push({ title: test.fullTitle(), state: 'passed', milliseconds: test.duration });
    });
    runner.on('pending', (test) => {
      results.tests.push({ title: test.fullTitle(), state: 'skipped' });
    });
    // A hook that fails counts as a test that failed.
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.tests.push({ title: test.fullTitle(), state: 'failed', error: text });
    });
    runner.on('test end', () => {
      results.running = undefined;
      save();
    });
  });
}
