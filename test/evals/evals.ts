import { parseArgs } from 'node:util';
import { findModel, tryTask } from './harness/live.ts';
import { loadTasks, type LoadedTask } from './harness/load-tasks.ts';
import { printResults } from './harness/print-results.ts';
import { reasonsOf, summarise, type RunResult, type TaskResult } from './harness/result.ts';
import { mistakesOf, playMistake, playScript } from './harness/scripted.ts';
import { taskTable } from './harness/task-table.ts';

export interface EvalsOutput {
  readonly write: (text: string) => void;
  /** Writes a file. */
  readonly save: (path: string, text: string) => void;
}

const usage = `npm run evals                             all tasks, with scripted replies; needs no key and no network
npm run evals -- --model ID [--runs N]    all tasks, with a real model; the key is ANTHROPIC_API_KEY
  --task ID        only this task, or those of an area; may be given several times
  --json FILE      writes all results
  --endpoint URL   where the model is; https://api.anthropic.com when it is not given
  --list           the tasks as a table`;

/**
 * The command: gives 0 when every run passed and every mistake was caught, 1 when not, 2 for a wrong call or a missing
 * key.
 */
export async function evals(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: EvalsOutput,
): Promise<number> {
  const read = readArgs(args);
  if (typeof read === 'string') return complain(`${read}\n\n${usage}`, output);
  const tasks = (await loadTasks()).filter(({ id }) => isWanted(id, read.task));
  if (tasks.length === 0) return complain(`There is no such task. \`--list\` lists them.`, output);
  if (read.list) {
    output.write(taskTable(tasks));
    return 0;
  }
  const results = read.model === undefined ? await runScripts(tasks) : await runModel(tasks, read, env, output);
  if (typeof results === 'string') return complain(results, output);
  output.write(printResults(results, read.model === undefined));
  const summary = summarise(results);
  if (read.json !== undefined) {
    const { model = null, endpoint } = read;
    const told = { model, endpoint: model === null ? null : endpoint, summary, tasks: results };
    output.save(read.json, `${JSON.stringify(told, undefined, 2)}\n`);
  }
  return summary.passAll === 1 && summary.caught === summary.controls ? 0 : 1;
}

interface Args {
  readonly task: readonly string[];
  readonly json: string | undefined;
  readonly model: string | undefined;
  readonly runs: number;
  readonly endpoint: string;
  readonly list: boolean;
}

const options = {
  task: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'string' },
  model: { type: 'string' },
  runs: { type: 'string', default: '1' },
  endpoint: { type: 'string', default: 'https://api.anthropic.com' },
  list: { type: 'boolean', default: false },
} as const;

/** What was asked for, or what is wrong with it. */
function readArgs(args: readonly string[]): Args | string {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { task, json, model, runs, endpoint, list } = values;
    if (!/^[1-9]\d{0,2}$/.test(runs)) return `\`--runs ${runs}\` is no number of runs.`;
    if (model === undefined && runs !== '1') return 'Scripts do the same each time: `--runs` goes with `--model`.';
    return { task, json, model, runs: Number(runs), endpoint, list };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isWanted(id: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((name) => id === name || id.startsWith(`${name}/`));
}

function complain(reason: string, output: EvalsOutput): number {
  output.write(reason);
  return 2;
}

async function runScripts(tasks: readonly LoadedTask[]): Promise<readonly TaskResult[]> {
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const controls = [];
    const run = await runScript(task);
    for (const mistake of mistakesOf(task)) controls.push(await playMistake(task, mistake));
    results.push({ id: task.id, title: task.title, runs: [run], controls });
  }
  return results;
}

async function runScript(task: LoadedTask): Promise<RunResult> {
  const start = performance.now();
  const { run, judgement, deviations } = await playScript(task, task.solution);
  return {
    passed: judgement.passed && deviations.length === 0,
    says: [...reasonsOf(judgement), ...deviations],
    requests: run.requests.length,
    usage: run.usage,
    seconds: (performance.now() - start) / 1000,
  };
}

/** All tries, or why there were none. */
async function runModel(
  tasks: readonly LoadedTask[],
  { model: id = '', runs, endpoint }: Args,
  env: Readonly<Record<string, string | undefined>>,
  output: EvalsOutput,
): Promise<readonly TaskResult[] | string> {
  const key = env['ANTHROPIC_API_KEY']?.trim() ?? '';
  if (key === '') {
    return 'There is no key, and nothing was sent: set ANTHROPIC_API_KEY to one of Anthropic, or leave `--model` out for the scripted run, which needs none.';
  }
  const found = await findModel({ key, endpoint, model: id });
  if (!found.ok) return found.reason;
  output.write(`${tasks.length} × ${runs} tries of ${found.model.name} at ${endpoint}. Their tokens are yours to pay.`);
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const tries: RunResult[] = [];
    for (let run = 1; run <= runs; run++) {
      const result = await tryTask(task, found);
      tries.push(result);
      output.write(`${result.passed ? '✓' : '✗'} ${task.id}, run ${run} of ${runs}`);
    }
    results.push({ id: task.id, title: task.title, runs: tries, controls: [] });
  }
  return results;
}
