import type { Usage } from '../../../src/architect/provider.ts';
import type { Judgement } from './judge.ts';
import type { Control } from './scripted.ts';

/** What a task came to, over all its runs; JSON. */
export interface TaskResult {
  readonly id: string;
  readonly title: string;
  readonly runs: readonly RunResult[];
  /** Only of scripted runs. */
  readonly controls: readonly Control[];
}

export interface RunResult {
  readonly passed: boolean;
  /** What speaks against it, as `check: reason`. */
  readonly says: readonly string[];
  readonly requests: number;
  readonly usage: Usage;
  readonly seconds: number;
}

export interface Summary {
  readonly tasks: number;
  readonly runs: number;
  /** The share of runs that passed: what one try is worth. */
  readonly passAt1: number;
  /** The share of tasks of which every run passed. */
  readonly passAll: number;
  readonly controls: number;
  readonly caught: number;
}

export function reasonsOf({ checks }: Judgement): readonly string[] {
  return checks.flatMap(({ name, says }) => says.map((reason) => `${name}: ${reason}`));
}

export function summarise(results: readonly TaskResult[]): Summary {
  const runs = results.flatMap((result) => result.runs);
  const controls = results.flatMap((result) => result.controls);
  const solved = results.filter((result) => result.runs.every(({ passed }) => passed));
  return {
    tasks: results.length,
    runs: runs.length,
    passAt1: share(runs.filter(({ passed }) => passed).length, runs.length),
    passAll: share(solved.length, results.length),
    controls: controls.length,
    caught: controls.filter(({ isCaught }) => isCaught).length,
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
