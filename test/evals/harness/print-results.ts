import { addUsage, noUsage } from '../../../src/architect/chat/usage-totals.ts';
import { plural } from '../../../src/base/names.ts';
import { summarise, type TaskResult } from './result.ts';

/** A line for each task, what speaks against it below, and the sum. */
export function printResults(results: readonly TaskResult[], isScripted: boolean): string {
  const width = Math.max(...results.map(({ id }) => id.length));
  const lines = results.map((result) => printTask(result, width, isScripted));
  return [...lines, '', printSummary(results, isScripted)].join('\n');
}

function printTask({ id, runs, controls }: TaskResult, width: number, isScripted: boolean): string {
  const passed = runs.filter((run) => run.passed).length;
  const caught = controls.filter((control) => control.isCaught).length;
  const isFine = passed === runs.length && caught === controls.length;
  const details = isScripted ? `${caught}/${controls.length} mistakes caught` : printCosts(runs);
  const says = [
    ...runs.flatMap((run, index) => run.says.map((reason) => `run ${index + 1}: ${reason}`)),
    ...controls
      .filter((control) => !control.isCaught)
      .map(({ name, says: why }) => `not caught: a model that ${name}. ${why.join(' ')}`),
  ];
  return [
    `${isFine ? '✓' : '✗'} ${id.padEnd(width)}  ${passed}/${runs.length}  ${details}`,
    ...says.map((reason) => `    ${reason}`),
  ].join('\n');
}

function printCosts(runs: TaskResult['runs']): string {
  const usage = runs.reduce((total, run) => addUsage(total, run.usage), noUsage);
  const requests = runs.reduce((total, run) => total + run.requests, 0);
  const seconds = runs.reduce((total, run) => total + run.seconds, 0);
  const input = [usage.input, usage.cacheWritten].reduce<number>((total, part) => total + (part ?? 0), 0);
  return `${requests} requests, ${input} tokens in (and ${usage.cached ?? 0} from the cache), ${usage.output ?? 0} out, ${seconds.toFixed(0)} s`;
}

function printSummary(results: readonly TaskResult[], isScripted: boolean): string {
  const { tasks, runs, passAt1, passAll, controls, caught } = summarise(results);
  const count = `${tasks} ${plural('task', tasks)}`;
  if (isScripted) {
    const solved = Math.round(passAll * tasks);
    return `${count}: ${solved} solved by their scripts, ${caught} of ${controls} mistakes caught. This proves the engine and the verdicts, not a model.`;
  }
  const each = runs / tasks;
  const all = results.flatMap((result) => result.runs);
  return `${count}, ${each} ${plural('run', each)} each: pass@1 ${percent(passAt1)}, pass^${each} ${percent(passAll)}; ${printCosts(all)}.`;
}

const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;
