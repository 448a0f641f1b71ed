import { writeFileSync } from 'node:fs';

export interface Result {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds?: number | undefined;
  readonly error?: string;
}

/** What a launch has to say so far; it is written after every step, so that a run that hangs leaves its traces. */
export interface Results {
  readonly tests: Result[];
  running?: string | undefined;
  ended: boolean;
}

export function writeResults(path: string, results: Results): void {
  writeFileSync(path, JSON.stringify(results, null, 2));
}
