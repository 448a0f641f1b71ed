import { configName } from '../../../src/analysis/config-name.ts';
import type { MigrationSelection } from '../../../src/analysis/port.ts';
import { readConfig } from '../../../src/analysis/read-config.ts';
import type { Config } from '../../../src/checklist/config.ts';
import { rules } from '../../../src/checklist/rules.generated.ts';
import { isSo, printFact } from './facts.ts';
import type { LoadedTask } from './load-tasks.ts';
import { projectFiles } from './project-files.ts';
import { readState, type ProjectState } from './project-state.ts';

/** What every run of a task begins with; nobody changes it. */
export interface TaskStart {
  readonly before: ProjectState;
  readonly config: Config;
  readonly migrations: MigrationSelection;
}

const starts = new Map<string, Promise<TaskStart>>();

export function startOf(task: LoadedTask): Promise<TaskStart> {
  const start = starts.get(task.id) ?? readStart(task);
  starts.set(task.id, start);
  return start;
}

async function readStart(task: LoadedTask): Promise<TaskStart> {
  const texts = projectFiles(task.id, task);
  const { unapplied = [] } = task;
  const changed = { paths: unapplied, comparedWith: 'main' };
  const migrations: MigrationSelection = { kind: 'some', paths: unapplied, reason: 'they are in `main`', changed };
  const config = configOf(texts);
  return { before: await readState(texts, config, migrations), config, migrations };
}

function configOf(texts: ReadonlyMap<string, string>): Config {
  const read = readConfig(texts.get(configName), {}, rules.keys());
  if (!read.ok) throw new Error(`${configName}: ${read.complaints.map(({ message }) => message).join(' ')}`);
  return read.value;
}

/** What makes a task worthless: findings to repair that are not there, facts that are so before anybody did something. */
export function mistakesInTask(
  { expects: { gone = [], facts = [], keeps = [] } }: LoadedTask,
  start: TaskStart,
): string[] {
  const { before } = start;
  const isFound = (wanted: { readonly rule: string; readonly path: string }): boolean =>
    before.report.findings.some(({ rule, path }) => rule === wanted.rule && path === wanted.path);
  return [
    ...gone.filter((wanted) => !isFound(wanted)).map(({ rule, path }) => `at first, ${rule} is not found in ${path}`),
    ...facts.filter((fact) => isSo(fact, before, before)).map((fact) => `so at first: ${printFact(fact)}`),
    ...keeps.filter((fact) => !isSo(fact, before, before)).map((fact) => `not so at first: ${printFact(fact)}`),
    ...before.report.problems.map(({ path, message }) => `at first, ${path}: ${message}`),
  ];
}
