import type { AnalysisPort } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import type { FileChange } from '../analysis/workspace.ts';
import type { Evidence } from '../base/evidence.ts';
import { createProofs } from '../postgres/project-proofs.ts';
import { migrationEvidence } from '../postgres/proof/migration-evidence.ts';
import type { ProofReport } from '../postgres/proof/proof-report.ts';
import { defaultLimits } from '../postgres/proof/session.ts';
import { diskAt } from '../system/disk.ts';
import { changedFiles } from '../system/git.ts';
import { databasesFor } from './databases.ts';
import { UsageError } from './errors.ts';
import { loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { proofToJson } from './reports/proof-json.ts';
import { proofToText } from './reports/proof-text.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect prove`, as they were given. */
export interface ProveOptions {
  readonly all: boolean;
  readonly changed: boolean;
  readonly base: string | undefined;
  readonly format: 'text' | 'json';
  readonly failOn: 'refuted' | 'not-proven';
  readonly serverEnv: string | undefined;
  readonly yesThisServer: boolean;
  /** Of one statement, in milliseconds. */
  readonly limitMs: number | undefined;
}

/** Runs `prove` and gives its exit code: 0, or 1 where a migration is refuted (or not proven, when that is asked for). */
export async function prove(
  paths: readonly string[],
  options: ProveOptions,
  folder: string,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  if (options.all && (options.changed || options.base !== undefined))
    throw new UsageError('`--all` and `--changed` are two things: give one of them.');
  const { root, scope } = findTarget(paths, process.cwd());
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
      ...{ analysis, source, wrappers: config.wrappers, distributions: config.tables },
      changed: async () => {
        const found = await changedFiles(root, options.base ?? config.migrations.base);
        return found.isKnown ? found.paths : { reason: found.reason };
      },
      limits: { ...defaultLimits, ...(options.limitMs === undefined ? {} : { statementMs: options.limitMs }) },
    });
    const answer = await proofs.migrations(await asked(analysis, config.wrappers, scope, options), {
      signal: stopper.signal,
      onProgress: ({ done, total, at }) => output.progress(`Proving ${done + 1} of ${total}: ${at}`),
    });
    output.progress('');
    if (!answer.ok) throw new UsageError(answer.reason);
    return tell(answer.report, disk.files, options, output);
  } finally {
    process.off('SIGINT', stop);
    await source.dispose();
    await analysis.dispose();
  }
}

/** What is named is proven; without a name, what changed. */
async function asked(
  analysis: AnalysisPort,
  wrappers: readonly string[],
  scope: readonly string[] | undefined,
  { all }: ProveOptions,
): Promise<readonly string[] | 'changed' | 'all'> {
  if (scope === undefined) return all ? 'all' : 'changed';
  const repos = await analysis.migrationRuns({ wrappers, tenantSchema: 'tenant_a' });
  const known = repos.flatMap(({ migrations }) => migrations.map(({ path }) => path));
  const found = known.filter((path) => scope.some((part) => path === part || path.startsWith(`${part}/`)));
  if (found.length === 0) throw new UsageError(`There is no migration in \`${scope.join('`, `')}\`.`);
  return found;
}

function tell(
  report: ProofReport,
  files: readonly FileChange[],
  { format, failOn }: ProveOptions,
  output: Output,
): number {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const evidence: readonly Evidence[] = migrationEvidence(report, (path) => texts.get(path));
  output.write(
    format === 'json'
      ? `${JSON.stringify(proofToJson(report, evidence), undefined, 2)}\n`
      : proofToText(report, output.colors),
  );
  const failing = new Set(failOn === 'not-proven' ? ['refuted', 'not-proven'] : ['refuted']);
  return report.migrations.some(({ verdict }) => failing.has(verdict)) ? 1 : 0;
}
