import { readFile } from 'node:fs/promises';
import type { AnalysisPort } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import type { FileChange } from '../analysis/workspace.ts';
import { indexEvidence } from '../postgres/experiment/index-evidence.ts';
import { defaultSettings, type ExperimentSettings } from '../postgres/experiment/index-proof-input.ts';
import type { IndexReport } from '../postgres/experiment/index-report.ts';
import { createProofs } from '../postgres/project-proofs.ts';
import type { ProofRun, Proofs, Proven } from '../postgres/proofs.ts';
import { diskAt } from '../system/disk.ts';
import { databasesFor } from './databases.ts';
import { UsageError } from './errors.ts';
import { loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { explainToText } from './reports/explain-text.ts';
import { statementToJson, statementToText } from './reports/statement-text.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect explain`, as they were given. */
export interface ExplainOptions {
  readonly resource: readonly string[];
  readonly sql: string | undefined;
  readonly file: string | undefined;
  readonly query: string | undefined;
  readonly rows: number | undefined;
  readonly seed: number | undefined;
  readonly randomPageCost: number | undefined;
  readonly estimateOnly: boolean;
  readonly serverEnv: string | undefined;
  readonly yesThisServer: boolean;
  readonly format: 'text' | 'json';
}

/** Runs `explain` and gives its exit code, which is 0 unless something is wrong with the arguments or the database. */
export async function explain(
  paths: readonly string[],
  options: ExplainOptions,
  folder: string,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  const statement = await statementOf(options);
  const { root } = findTarget(paths, process.cwd());
  const config = await loadConfig(root);
  const source = databasesFor({ serverEnv: options.serverEnv, yes: options.yesThisServer }, folder);
  const disk = await readProject(diskAt(root), (count) => output.progress(`Reading files: ${count}`));
  const analysis = start();
  const stopper = new AbortController();
  const stop = (): void => stopper.abort(new UsageError('It was stopped.'));
  process.once('SIGINT', stop);
  try {
    await analysis.apply(disk.files);
    const proofs = createProofs({
      ...{ analysis, source, wrappers: config.wrappers, distributions: config.tables, settings: settingsOf(options) },
      changed: () => Promise.resolve([]),
    });
    const run: ProofRun = {
      signal: stopper.signal,
      onProgress: ({ done, total, at }) => output.progress(`Measuring ${done + 1} of ${total}: ${at}`),
    };
    const report =
      statement === undefined
        ? await indexesText(proofs, options, disk.files, run, output)
        : await statementText(proofs, statement, options, run, output);
    output.progress('');
    if (!report.ok) throw new UsageError(report.reason);
    output.write(report.report);
    return 0;
  } finally {
    process.off('SIGINT', stop);
    await source.dispose();
    await analysis.dispose();
  }
}

async function statementOf({ sql, file, query }: ExplainOptions): Promise<string | undefined> {
  const given = [sql, file, query].filter((one) => one !== undefined);
  if (given.length > 1)
    throw new UsageError('`--sql`, `--file` and `--query` each give a statement: give one of them.');
  if (file === undefined) return sql ?? query;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${file}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function settingsOf({ rows, seed, randomPageCost, estimateOnly }: ExplainOptions): ExperimentSettings {
  return {
    ...defaultSettings,
    estimateOnly,
    rows: rows ?? defaultSettings.rows,
    seed: seed ?? defaultSettings.seed,
    randomPageCost: randomPageCost ?? defaultSettings.randomPageCost,
  };
}

async function indexesText(
  proofs: Proofs,
  { resource, format }: ExplainOptions,
  files: readonly FileChange[],
  run: ProofRun,
  { colors }: Output,
): Promise<Proven<string>> {
  const proven = await proofs.indexes(resource.length === 0 ? 'all' : resource, run);
  if (!proven.ok) return proven;
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const report =
    format === 'json'
      ? printJson(indexesToJson(proven.report, (path) => texts.get(path)))
      : proven.report.map((one) => explainToText(one, colors)).join('\n');
  return { ok: true, report };
}

/** What `explain --format json` prints without a statement; `check --evidence` takes it. */
function indexesToJson(reports: readonly IndexReport[], textOf: (path: string) => string | undefined): object {
  return { version: 1, reports, evidence: reports.flatMap((report) => indexEvidence(report, textOf)) };
}

async function statementText(
  proofs: Proofs,
  text: string,
  { resource, format }: ExplainOptions,
  run: ProofRun,
  { colors }: Output,
): Promise<Proven<string>> {
  const [first] = resource;
  const explained = await proofs.query({ text, resource: first }, run);
  if (!explained.ok) return explained;
  const { report } = explained;
  return { ok: true, report: format === 'json' ? printJson(statementToJson(report)) : statementToText(report, colors) };
}

function printJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
