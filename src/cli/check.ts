import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { AnalysisPort, CheckReport, CheckRequest, MigrationSelection, ReportedFinding } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import { selectMigrations, withNamed } from '../analysis/select-migrations.ts';
import type { FileChange } from '../analysis/workspace.ts';
import { textHash, type Evidence } from '../base/evidence.ts';
import { closest, plural } from '../base/names.ts';
import { createBaseline } from '../checklist/baseline.ts';
import type { Config } from '../checklist/config.ts';
import { isAtLeast, severities, type Severity } from '../checklist/finding.ts';
import { areasOf } from '../checklist/checklist.ts';
import { rules } from '../checklist/rules.generated.ts';
import { applyEdits } from '../base/text-edit.ts';
import { diskAt } from '../system/disk.ts';
import { changedFiles } from '../system/git.ts';
import { UsageError } from './errors.ts';
import { printDiff, type FixedFile } from './print-diff.ts';
import { loadBaseline, loadConfig } from './load-config.ts';
import { loadEvidence } from './load-evidence.ts';
import type { Output } from './output.ts';
import { toGithub } from './reports/github.ts';
import { toJson } from './reports/json.ts';
import type { Printable } from './reports/report.ts';
import { toSarif } from './reports/sarif.ts';
import { toText } from './reports/text.ts';
import { findTarget, type Target } from './root.ts';

/** The options of `ash-architect check`, as they were given; undefined leaves it to the configuration. */
export interface CheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly only: readonly string[] | undefined;
  readonly preset: Config['preset'] | undefined;
  readonly failOn: Config['failOn'] | undefined;
  readonly baseline: string | undefined;
  /** Reports of what was run on PostgreSQL. */
  readonly evidence: readonly string[];
  readonly updateBaseline: boolean;
  readonly migrations: 'changed' | 'all' | undefined;
  readonly base: string | undefined;
  readonly fix: boolean;
  readonly dryRun: boolean;
}

/** Runs `check` and gives its exit code: 0, or 1 for findings at or above the threshold. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  const begun = performance.now();
  const target = findTarget(paths, process.cwd());
  const only = checkedOnly(options.only);
  if (options.updateBaseline && (only !== undefined || target.scope !== undefined)) {
    throw new UsageError(
      '`--update-baseline` writes the findings of a whole project: give no `--only` and no part of it.',
    );
  }
  const config = withOptions(await loadConfig(target.root), options);
  const evidence = await loadEvidence(options.evidence);
  const disk = await readProject(diskAt(target.root), (count) => output.progress(`Reading files: ${count}`));
  output.progress(`Analysing ${disk.files.length} files`);
  const baseline = options.baseline === undefined ? resolve(target.root, config.baseline) : resolve(options.baseline);
  const analysis = start();
  try {
    await analysis.apply(disk.files);
    noteStale(evidence, disk.files, output);
    const request: CheckRequest = {
      config,
      only,
      scope: target.scope,
      migrations: await migrationsOf(target, config, options),
      baseline: options.updateBaseline ? undefined : await loadBaseline(baseline, options.baseline !== undefined),
      evidence,
    };
    let report = await analysis.check(request);
    if (options.fix || options.dryRun)
      report = await fix(analysis, request, report, disk.files, target.root, options, output);
    output.progress('');
    if (report.stats.resources + report.stats.migrations === 0)
      output.note(`There are no Ash resources and no migrations in ${target.root}.`);
    const complete = { ...report, problems: [...disk.problems, ...report.problems] };
    if (options.updateBaseline) return await writeBaseline(baseline, report.findings, output);
    print({ report: complete, ms: performance.now() - begun }, options.format, output);
    return exceeds(report.findings, config.failOn) ? 1 : 0;
  } finally {
    await analysis.dispose();
  }
}

/** What was run for other texts is no evidence, which whoever gave it should know. */
function noteStale(evidence: readonly Evidence[], files: readonly FileChange[], output: Output): void {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const stale = evidence.filter(({ path, textHash: hash }) => textHash(texts.get(path) ?? '') !== hash);
  const paths = new Set(stale.map(({ path }) => path));
  if (paths.size === 0) return;
  const [first] = paths;
  const others = paths.size === 1 ? '' : ` and ${paths.size - 1} other ${plural('file', paths.size - 1)}`;
  output.note(`The evidence of \`${first ?? ''}\`${others} is about another text and does not count. Run it again.`);
}

function withOptions(config: Config, options: CheckOptions): Config {
  return {
    ...config,
    preset: options.preset ?? config.preset,
    failOn: options.failOn ?? config.failOn,
    baseline: options.baseline ?? config.baseline,
    migrations: {
      ...config.migrations,
      examine: options.migrations ?? config.migrations.examine,
      ...(options.base === undefined ? {} : { base: options.base }),
    },
  };
}

function checkedOnly(only: readonly string[] | undefined): readonly string[] | undefined {
  const known = new Set([...rules.keys(), ...Object.values(areasOf).flat()]);
  const ids = only?.map((id) => id.replace(/\/\*$/, ''));
  const unknown = ids?.find((id) => !known.has(id));
  if (unknown === undefined) return ids;
  const near = closest(unknown, known);
  throw new UsageError(
    `There is no rule or area \`${unknown}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`,
  );
}

async function migrationsOf(target: Target, config: Config, options: CheckOptions): Promise<MigrationSelection> {
  const { examine, base } = config.migrations;
  const selection = selectMigrations(
    examine,
    await changedFiles(target.root, base),
    '`--migrations all` examines them all',
  );
  const isTold = options.migrations !== undefined || options.base !== undefined;
  return isTold ? selection : withNamed(selection, target.scope);
}

/** Applies safe fixes, or shows them; gives the report on what stands in the files afterwards. */
async function fix(
  analysis: AnalysisPort,
  request: CheckRequest,
  report: CheckReport,
  files: readonly FileChange[],
  root: string,
  options: CheckOptions,
  output: Output,
): Promise<CheckReport> {
  const { edits, fixed } = await analysis.fixAll({ ...request, choose: 'safe' });
  const changes = edits.map(({ path, edits: own }): FixedFile => {
    const before = files.find((file) => file.path === path)?.text ?? '';
    return { path, before, after: applyEdits(before, own) };
  });
  if (options.dryRun) {
    const diff = printDiff(changes);
    if (options.format === 'text') output.write(diff);
    else output.note(diff);
    return report;
  }
  if (changes.length === 0) return report;
  for (const { path, after } of changes) await writeFile(join(root, path), after);
  output.note(`Fixed ${fixed} ${plural('finding', fixed)} in ${changes.length} ${plural('file', changes.length)}.`);
  await analysis.apply(changes.map(({ path, after }) => ({ path, text: after })));
  return analysis.check(request);
}

async function writeBaseline(path: string, findings: readonly ReportedFinding[], output: Output): Promise<number> {
  const keys = findings.map(({ rule, path: file, lineText }) => ({ rule, path: file, text: lineText.trim() }));
  try {
    await writeFile(path, `${JSON.stringify(createBaseline(keys), undefined, 2)}\n`);
  } catch (error) {
    throw new UsageError(`The baseline cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  output.note(
    `Wrote ${findings.length} known ${plural('finding', findings.length)} to ${relative(process.cwd(), path)}.`,
  );
  return 0;
}

function print(printable: Printable, format: CheckOptions['format'], output: Output): void {
  switch (format) {
    case 'json':
      return output.write(`${JSON.stringify(toJson(printable), undefined, 2)}\n`);
    case 'sarif':
      return output.write(`${JSON.stringify(toSarif(printable, output.version), undefined, 2)}\n`);
    case 'github':
      return output.write(toGithub(printable));
    case 'text':
      return output.write(toText(printable, output.colors));
  }
}

function exceeds(findings: readonly ReportedFinding[], failOn: Config['failOn']): boolean {
  if (failOn === 'never') return false;
  const threshold: Severity = severities.find((severity) => severity === failOn) ?? 'warning';
  return findings.some(({ severity }) => isAtLeast(severity, threshold));
}
