import { migrationLines, scriptLines, type OperationLine } from '../ecto/operation-places.ts';
import { priced } from '../ecto/priced.ts';
import { printMigration } from '../ecto/print-migration.ts';
import { printCost, printSqlScript } from '../ecto/print-sql-script.ts';
import { AnswerSheet, parseAnswers } from '../snapshots/plan/answers.ts';
import { Decisions } from '../snapshots/plan/decisions.ts';
import { foretell } from '../snapshots/plan/foretold/foretell.ts';
import type { Foretold } from '../snapshots/plan/foretold/foretold.ts';
import { foretellPrimaryKeysDiffer } from '../snapshots/plan/foretold/primary-keys-differ.ts';
import { foretellResource } from '../snapshots/plan/foretold/resource-foretold.ts';
import { parseDecision } from '../snapshots/plan/parse-decision.ts';
import { createPlan, type Plan, type RefusedPlan } from '../snapshots/plan/plan.ts';
import { plannedFiles } from '../snapshots/plan/plan-files.ts';
import { projectRepos, type ProjectInput, type ProjectRepos } from '../snapshots/plan/project-repos.ts';
import type { AnsweredQuestion, Answerer } from '../snapshots/plan/question.ts';
import { Refusal } from '../snapshots/plan/refusal.ts';
import type { PlannedMigration } from '../snapshots/plan/repo-plan.ts';
import { isTestCode } from './file-kind.ts';
import type { LineTables } from './line-tables.ts';
import type { PlanJson, PlanPlace, PlanReport, PlanReportMigration, PlanRequest } from './plan-report.ts';
import { proposeMigrationName } from './propose-migration-name.ts';
import type { Workspace } from './workspace.ts';

/** What `mix ash.codegen` would write for the workspace as it is. */
export function planProject(workspace: Workspace, lines: LineTables, request: PlanRequest): PlanReport {
  const report = planNamed(workspace, lines, request);
  if (request.proposesName !== true || report.migrations.length === 0) return report;
  const name = proposeMigrationName(report);
  return name === request.name ? report : planNamed(workspace, lines, { ...request, name });
}

function planNamed(workspace: Workspace, lines: LineTables, request: PlanRequest): PlanReport {
  workspace.setWrappers(request.wrappers);
  const sheet = new AnswerSheet(parseAnswers(request.answers));
  const written = request.decisions.flatMap(({ option, value }) => {
    const decision = parseDecision(option, value);
    return decision === undefined ? [] : [{ decision, text: `--${option} ${value}` }];
  });
  const decisions = new Decisions(written.map(({ decision }) => decision));
  const answerer: Answerer = (question) => sheet.answerer(question) ?? decisions.answerer(question);
  const input: ProjectInput = {
    project: workspace.project,
    paths: workspace.paths(),
    textOf: (path) => workspace.textOf(path),
    lineOf: (place) => ({ path: place.path, line: lines.lineOf(place) }),
    functionsSource: request.functions,
    lockedFor: (path) => workspace.versionsFor(path)['ash_postgres'],
  };
  const { opaque, plan } = planWith(input, request, answerer);
  const unused = [
    ...sheet.unused.map(({ prompt }) => prompt),
    ...written.filter(({ decision }) => decisions.unused.includes(decision)).map(({ text }) => text),
  ];
  const planned = plan.kind === 'planned' ? plan : undefined;
  return {
    name: request.name,
    ...(plan.kind === 'refused' ? { refused: plan.reason } : {}),
    migrations: planned?.migrations.map(reportMigration) ?? [],
    removed: planned?.removed.map((path) => ({ path, reason: reasonOfRemoval(workspace.textOf(path)) })) ?? [],
    snapshots: planned?.snapshots.map(({ path, action }) => ({ path, action })) ?? [],
    questions: plan.questions.map(reportQuestion),
    foretold: foretoldIn(workspace, lines, planned),
    opaque: [
      ...brokenFiles(workspace, lines),
      ...opaque,
      ...(planned?.missing.map(({ path, reason }) => ({ path, line: 1, reason })) ?? []),
    ],
    files:
      planned === undefined ? [] : [...plannedFiles(planned, input.textOf)].map(([path, text]) => ({ path, text })),
    unused,
  };
}

/** Sources that cannot be read as they are. The generator itself runs once they compile, so this is a plan for then. */
function brokenFiles(workspace: Workspace, lines: LineTables): PlanJson['opaque'] {
  const { project } = workspace;
  return project.brokenFiles().flatMap((path) => {
    if (isTestCode(path)) return [];
    const problem = workspace.problemOf(path);
    const line = problem?.at === undefined ? 1 : lines.lineOf(problem.at);
    const what = problem?.at === undefined ? 'The file cannot be read' : 'The file has a syntax error';
    const consequence = project.isUnread(path)
      ? 'what it declares is left out, and no table is taken for one without a resource'
      : 'the plan goes by what it said before';
    return [{ path, line, reason: `${what}: ${consequence}.` }];
  });
}

/** Codegen may raise on the resources already, before there is anything to compare. */
function planWith(
  input: ProjectInput,
  { name, now }: PlanRequest,
  answerer: Answerer,
): Pick<ProjectRepos, 'opaque'> & { readonly plan: Plan | RefusedPlan } {
  try {
    const { repos, opaque } = projectRepos(input);
    return { opaque, plan: createPlan({ repos, name, now, answerer }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { opaque: [], plan: { kind: 'refused', reason: error.message, questions: [] } };
  }
}

/** `extensions.json` is written for `--dev` as well, so that the next run finds nothing to install. */
function reasonOfRemoval(text: string): string {
  const reason = 'Written with `--dev`: codegen rolls it back in the database, where it was run, and removes it.';
  return /CREATE EXTENSION|Installs any extensions/i.test(text)
    ? `${reason} It installs extensions, and codegen does not write that again: give it a name without \`_dev\`.`
    : reason;
}

function reportMigration(migration: PlannedMigration): PlanReportMigration {
  const { repo, tenant, path, transaction } = migration;
  const [up, down] = [priced(migration.up), priced(migration.down)];
  const printed = { ...migration, up, down };
  return {
    ...{ repo, tenant, path, transaction, up, down },
    elixir: printMigration(printed),
    sql: printSqlScript(up),
    places: { elixir: placesOf(migrationLines(printed).map(withoutBlockCost)), sql: placesOf(scriptLines(up)) },
  };
}

function placesOf(lines: readonly OperationLine[]): PlanPlace[] {
  return lines.flatMap(({ line, operation: { cause, cost } }) => {
    const words = cost === undefined ? [] : printCost(cost);
    const isHeavy = cost?.work === 'scan' || cost?.work === 'rewrite';
    return cause === undefined && words.length === 0 ? [] : [{ line, cause, cost: words, isHeavy }];
  });
}

/** Columns have lines of their own: the cost of a block is theirs. */
function withoutBlockCost({ line, operation }: OperationLine): OperationLine {
  return operation.kind === 'alter-table'
    ? { line, operation: { ...operation, cost: undefined } }
    : { line, operation };
}

function reportQuestion({ answer, ...question }: AnsweredQuestion): PlanJson['questions'][number] {
  return answer === undefined ? question : { ...question, answer };
}

function foretoldIn(workspace: Workspace, lines: LineTables, plan: Plan | undefined): PlanJson['foretold'] {
  const { project } = workspace;
  const ofResources = project.resources().flatMap((resource) =>
    foretellResource(project, resource).map(({ at, ...found }) => ({
      ...reportFinding(found, at.path),
      range: lines.rangeOf(at),
    })),
  );
  const repos = new Set(plan?.parts.map(({ repo }) => repo));
  const found =
    plan === undefined ? [] : [...foretell(plan.parts, project), ...[...repos].flatMap(foretellPrimaryKeysDiffer)];
  const ofPlan = found.map((one) => ({
    ...reportFinding(one, one.cause?.path ?? ''),
    range: lineRange(lines, one),
  }));
  return [...ofResources, ...ofPlan];
}

function reportFinding(
  { slug, severity, message, instead }: Pick<Foretold, 'slug' | 'severity' | 'message' | 'instead'>,
  path: string,
): Omit<PlanJson['foretold'][number], 'range'> {
  return { rule: `generator/${slug}`, area: 'migrations', severity, path, message: `${message} ${instead}`, fixes: [] };
}

/** The line without the white space around it. */
function lineRange(lines: LineTables, { cause }: Foretold): PlanJson['foretold'][number]['range'] {
  if (cause === undefined) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const text = lines.of(cause.path).textOf(cause.line);
  const start = text.length - text.trimStart().length + 1;
  return {
    start: { line: cause.line, column: start },
    end: { line: cause.line, column: Math.max(start, text.trimEnd().length + 1) },
  };
}
