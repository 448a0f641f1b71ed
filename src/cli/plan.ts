import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { PlanReport, WrittenDecision } from '../analysis/plan-report.ts';
import { ashFunctionsPath, isMigrationName, printAnswer, stampOf } from '../analysis/codegen-inputs.ts';
import { isPlanStamp, isWellFormedDecision } from '../analysis/plan-words.ts';
import type { AnalysisPort } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import { diskAt } from '../system/disk.ts';
import { UsageError } from './errors.ts';
import { loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { planToJson } from './reports/plan-json.ts';
import { planToText } from './reports/plan-text.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect plan`, as they were given. */
export interface PlanOptions {
  readonly name: string;
  readonly now: string | undefined;
  readonly format: 'text' | 'elixir' | 'sql' | 'json';
  /** Those of `--no-rename` as well, which is the same option to Commander. */
  readonly rename: readonly WrittenDecision[];
  readonly renameTable: readonly WrittenDecision[];
  readonly dropTable: readonly WrittenDecision[];
  readonly keepTable: readonly WrittenDecision[];
  readonly primaryKey: readonly WrittenDecision[];
  readonly answers: string | undefined;
  readonly out: string | undefined;
}

/** Asks a person; undefined when there is no answer to come. */
export type Ask = (prompt: string) => Promise<string | undefined>;

/** Runs `plan` and gives its exit code: 0, or 1 when a question is open or codegen would raise. */
export async function plan(
  paths: readonly string[],
  options: PlanOptions,
  start: () => AnalysisPort,
  output: Output,
  ask: Ask | undefined,
): Promise<number> {
  const { root } = findTarget(paths, process.cwd());
  const decisions = readDecisions(options);
  const now = options.now ?? stampOf(new Date());
  if (!isPlanStamp(now)) throw new UsageError('Give `--now` 14 digits of a time in UTC, such as 20250131120000.');
  if (!isMigrationName(options.name)) throw new UsageError('Give `--name` a name such as `add_posts`.');
  if (options.out !== undefined) await checkFolder(root, resolve(options.out));
  const answers = options.answers === undefined ? '' : await readAnswers(options.answers);
  const config = await loadConfig(root);
  const disk = await readProject(diskAt(root), (count) => output.progress(`Reading files: ${count}`));
  const functions = await readFunctions(root);
  const analysis = start();
  try {
    await analysis.apply(disk.files);
    const base = { wrappers: config.wrappers, name: options.name, now, decisions, functions };
    const report = await planAndAsk((given) => analysis.plan({ ...base, answers: given }), answers, output, ask);
    output.progress('');
    for (const { path, message } of disk.problems) output.note(`${path}: ${message}`);
    return await tell(report, root, options, output);
  } finally {
    await analysis.dispose();
  }
}

/** Every answer may lead to another question, so the plan is made anew after each. */
async function planAndAsk(
  make: (answers: string) => Promise<PlanReport>,
  given: string,
  output: Output,
  ask: Ask | undefined,
): Promise<PlanReport> {
  let answers = given;
  let report = await make(answers);
  while (ask !== undefined) {
    const open = report.questions.find(({ answer }) => answer === undefined);
    if (open === undefined) return report;
    output.progress('');
    const answer = await ask(open.options === undefined ? `${open.prompt} [Yn]` : open.prompt);
    if (answer === undefined) return report;
    answers += printAnswer(open.prompt, answer);
    report = await make(answers);
  }
  return report;
}

async function tell(report: PlanReport, root: string, options: PlanOptions, output: Output): Promise<number> {
  if (report.refused === undefined && report.unused.length > 0)
    throw new UsageError(`Codegen does not ask for this answer: ${report.unused.map((one) => `"${one}"`).join(', ')}`);
  const open = report.questions.filter(({ answer }) => answer === undefined);
  print(report, options.format, output);
  if (options.format !== 'text' && options.format !== 'json') {
    for (const { prompt } of open) output.note(`Not answered: ${prompt}`);
    if (report.refused !== undefined) output.note(`Codegen raises, and writes nothing: ${report.refused}`);
  }
  const isDone = open.length === 0 && report.refused === undefined;
  if (options.out !== undefined) {
    if (isDone) await writeFolder(report, root, resolve(options.out), output);
    else output.note('Nothing was written, since codegen would not get that far.');
  }
  return isDone ? 0 : 1;
}

function print(report: PlanReport, format: PlanOptions['format'], output: Output): void {
  switch (format) {
    case 'json':
      return output.write(`${JSON.stringify(planToJson(report), undefined, 2)}\n`);
    case 'elixir':
      return output.write(report.migrations.map(({ path, elixir }) => `# ${path}\n${elixir}`).join('\n'));
    case 'sql':
      return output.write(report.migrations.map(({ path, sql }) => `-- ${path}\n\n${sql}`).join('\n'));
    case 'text':
      return output.write(planToText(report, output.colors));
  }
}

function readDecisions(options: PlanOptions): WrittenDecision[] {
  const { rename, renameTable, dropTable, keepTable, primaryKey } = options;
  const decisions = [...rename, ...renameTable, ...dropTable, ...keepTable, ...primaryKey];
  const wrong = decisions.find((decision) => !isWellFormedDecision(decision));
  if (wrong !== undefined) {
    const form = forms[wrong.option];
    throw new UsageError(`\`--${wrong.option} ${wrong.value}\` cannot be read: write \`--${wrong.option} ${form}\`.`);
  }
  return decisions;
}

const forms: Readonly<Record<WrittenDecision['option'], string>> = {
  rename: '[SCHEMA.]TABLE.OLD=NEW',
  'no-rename': '[SCHEMA.]TABLE.OLD',
  'rename-table': '[SCHEMA.]OLD=[SCHEMA.]NEW',
  'drop-table': '[SCHEMA.]TABLE',
  'keep-table': '[SCHEMA.]TABLE',
  'primary-key': '[SCHEMA.]TABLE=COLUMN,COLUMN',
};

async function readAnswers(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The functions that AshPostgres installs are its own text, which only a fetched dependency has. */
async function readFunctions(root: string): Promise<string | undefined> {
  const path = join(root, ashFunctionsPath);
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

/** The project's own files are never written. */
async function checkFolder(root: string, folder: string): Promise<void> {
  const own = relative(root, folder).split(sep);
  if (own[0] !== '..' && own.includes('priv'))
    throw new UsageError(`\`--out ${folder}\` is in the project's own \`priv\`: name another folder.`);
  const isEmpty = !existsSync(folder) || (await readdir(folder)).length === 0;
  if (!isEmpty) throw new UsageError(`\`--out ${folder}\` is not empty: name a new folder.`);
}

/** The whole `priv` as it is after codegen; that of each application where the project is an umbrella. */
async function writeFolder({ files }: PlanReport, root: string, folder: string, output: Output): Promise<void> {
  const targetOf = (path: string): string => join(folder, path.startsWith('priv/') ? path.slice('priv/'.length) : path);
  const privs = new Set(['priv', ...files.map(({ path }) => path.slice(0, path.indexOf('priv/') + 'priv'.length))]);
  await mkdir(folder, { recursive: true });
  for (const priv of privs) {
    if (existsSync(join(root, priv))) await cp(join(root, priv), targetOf(`${priv}/`), { recursive: true });
  }
  for (const { path, text } of files) {
    const target = targetOf(path);
    if (text === undefined) await rm(target, { force: true });
    else {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  }
  output.note(`Wrote ${folder} as \`priv\` is after codegen.`);
}
