import type { Resource } from '../ash/model.ts';
import { printModel, type ModelJson } from '../ash/model-json.ts';
import { Lines } from '../base/lines.ts';
import type { Location, Span } from '../base/span.ts';
import { withoutKnown } from '../checklist/baseline.ts';
import { areasOf, tickBoxes } from '../checklist/checklist.ts';
import { configuredSeverity, wordsOf } from '../checklist/config.ts';
import { runRules, type RuleFailure } from '../checklist/engine.ts';
import type { Finding } from '../checklist/finding.ts';
import type { Rule } from '../checklist/rule.ts';
import { readSuppressions, suppresses, type Suppression } from '../checklist/suppressions.ts';
import { tablesOf } from '../ecto/tables.ts';
import { isTestCode } from './file-kind.ts';
import type {
  AnalysisPort,
  CheckReport,
  CheckRequest,
  PlacedRange,
  ReportedFinding,
  ReportedProblem,
  ResourceChecklist,
} from './port.ts';
import type { FileChange, Workspace } from './workspace.ts';

/** The analysis itself, in the thread that it is created in. */
export class AnalysisService implements AnalysisPort {
  readonly #workspace: Workspace;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #lines = new Map<string, { readonly text: string; readonly lines: Lines }>();

  constructor(workspace: Workspace, rules: ReadonlyMap<string, Rule>) {
    this.#workspace = workspace;
    this.#rules = rules;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    this.#workspace.apply(changes);
    return Promise.resolve();
  }

  model(wrappers: readonly string[]): Promise<ModelJson> {
    this.#workspace.project.setWrappers(wrappers);
    return Promise.resolve(printModel(this.#workspace.project, (path) => this.#workspace.textOf(path)));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  check(request: CheckRequest): Promise<CheckReport> {
    const workspace = this.#workspace;
    workspace.project.setWrappers(request.config.wrappers);
    const selected = new Map([...this.#rules].filter(([id]) => isSelected(id, request.only)));
    const { findings, failures } = runRules({
      project: workspace.project,
      migrations: workspace.migrations(),
      rules: selected,
      severityOf: (id, rule, severity) => configuredSeverity(request.config, id, rule, severity),
      words: wordsOf(request.config),
      textOf: (path) => workspace.textOf(path),
      versionsFor: (path) => workspace.versionsFor(path),
      isExamined: (path) => this.#isExamined(path, request),
    });
    const examined = findings.filter((finding) => this.#isExaminedMigration(finding.at.path, request));
    const left = this.#suppress(examined, request, selected);
    const reported = left.map((finding) => this.#report(finding));
    const fresh =
      request.baseline === undefined
        ? left.map((finding, index) => ({ finding, reported: reported[index] }))
        : this.#withoutBaseline(left, reported, request.baseline);
    const kept = fresh.flatMap((entry) => (entry.reported === undefined ? [] : [entry.reported]));
    const areasWithRules = new Set([...this.#rules.keys()].map(areaOf));
    return Promise.resolve({
      versions: workspace.versions(),
      stats: {
        files: workspace.paths().length,
        resources: workspace.project.resources().length,
        domains: workspace.project.domains().length,
        migrations: workspace.migrations().length,
        snapshots: 0,
      },
      findings: kept,
      checklist: this.#checklist(
        fresh.map(({ finding }) => finding),
        request,
        areasWithRules,
        this.#areasRun(selected, request),
      ),
      problems: [...this.#problems(), ...failures.map(failureProblem)],
      known: left.length - kept.length,
      uncoveredAreas: [...new Set(Object.values(areasOf).flat())].filter((area) => !areasWithRules.has(area)),
    });
  }

  #areasRun(selected: ReadonlyMap<string, Rule>, request: CheckRequest): ReadonlySet<string> {
    const ran = [...selected].filter(
      ([id, rule]) => configuredSeverity(request.config, id, rule, rule.severity) !== undefined,
    );
    return new Set(ran.map(([id]) => areaOf(id)));
  }

  #withoutBaseline(
    findings: readonly Finding[],
    reported: readonly ReportedFinding[],
    baseline: NonNullable<CheckRequest['baseline']>,
  ): { finding: Finding; reported: ReportedFinding | undefined }[] {
    const pairs = findings.map((finding, index) => ({ finding, reported: reported[index] }));
    return withoutKnown(
      pairs,
      ({ finding, reported: placed }) => ({
        rule: finding.rule,
        path: finding.at.path,
        text: placed?.lineText.trim() ?? '',
      }),
      baseline,
    );
  }

  #isExamined(path: string, request: CheckRequest): boolean {
    if (!request.config.tests && isTestCode(path)) return false;
    if (request.ignored.includes(path)) return false;
    return request.scope === undefined || request.scope.some((entry) => isInside(path, entry));
  }

  #isExaminedMigration(path: string, { migrations }: CheckRequest): boolean {
    const isMigration = this.#workspace.isMigration(path);
    if (!isMigration || migrations.kind === 'all') return true;
    return migrations.kind === 'some' && migrations.paths.includes(path);
  }

  /** Leaves out suppressed findings, and adds one for each suppression that suppressed nothing. */
  #suppress(findings: readonly Finding[], request: CheckRequest, selected: ReadonlyMap<string, Rule>): Finding[] {
    const valid: Suppression[] = [];
    const complaints: Finding[] = [];
    const broken = new Set(this.#workspace.problems().map(({ path }) => path));
    for (const path of this.#workspace.paths()) {
      const comments = this.#workspace.commentsOf(path);
      if (comments.length === 0) continue;
      const text = this.#workspace.textOf(path);
      if (!text.includes('ash-architect:')) continue;
      const found = readSuppressions(path, text, comments, this.#linesOf(path), (id) => this.#rules.has(id));
      valid.push(...found.valid);
      if (!this.#isExamined(path, request) || !this.#isExaminedMigration(path, request)) continue;
      if (broken.has(path)) continue;
      complaints.push(...found.invalid.map(({ place, message }) => complaint('invalid', place, message)));
    }
    const used = new Set<Suppression>();
    const left = findings.filter((finding) => {
      const match = valid.find((suppression) => suppresses(suppression, finding, this.#linesOf(finding.at.path)));
      if (match !== undefined) used.add(match);
      return match === undefined;
    });
    const isActive = (id: string): boolean => {
      const rule = selected.get(id);
      return rule !== undefined && configuredSeverity(request.config, id, rule, rule.severity) !== undefined;
    };
    for (const suppression of valid) {
      const { place, rules } = suppression;
      const isJudged = rules.every(isActive) && this.#isExamined(place.path, request);
      if (used.has(suppression) || !isJudged || !this.#isExaminedMigration(place.path, request)) continue;
      if (broken.has(place.path)) continue;
      complaints.push(complaint('unused', place, 'Nothing is left to suppress here: remove the comment.'));
    }
    return [...left, ...complaints].sort(
      (a, b) => compare(a.at.path, b.at.path) || a.at.start - b.at.start || compare(a.rule, b.rule),
    );
  }

  #report(finding: Finding): ReportedFinding {
    const lines = this.#linesOf(finding.at.path);
    return {
      rule: finding.rule,
      area: finding.area,
      severity: finding.severity,
      path: finding.at.path,
      range: rangeOf(lines, finding.at),
      message: finding.message,
      related: finding.related.map((related) => ({
        path: related.at.path,
        range: rangeOf(this.#linesOf(related.at.path), related.at),
        message: related.message,
      })),
      fixes: finding.fixes,
      lineText: lines.textOf(lines.lineAt(finding.at.start)),
    };
  }

  #checklist(
    findings: readonly Finding[],
    request: CheckRequest,
    areasWithRules: ReadonlySet<string>,
    areasRun: ReadonlySet<string>,
  ): ResourceChecklist[] {
    const indexed = findings.map((finding, index) => ({ finding, index }));
    const { project } = this.#workspace;
    return project
      .resources()
      .filter((resource) => this.#isExamined(resource.path, request))
      .map((resource) => {
        const tables = this.#migrationsOf(resource, request);
        const own = indexed.filter(
          ({ finding }) => finding.resource === resource.module || tables.paths.has(finding.at.path),
        );
        return {
          resource: resource.module,
          path: resource.path,
          line: this.#linesOf(resource.path).lineAt(resource.span.start),
          items: tickBoxes({
            notExamined: project.isBroken(resource.path) ? 'the file has a syntax error' : undefined,
            openBecause: resource.openBecause[0]?.reason,
            noMigrations: tables.reason,
            areasRun,
            areasWithRules,
            findings: own,
          }),
        };
      });
  }

  /** The migrations of a resource's table, or why none of them was examined. */
  #migrationsOf(resource: Resource, request: CheckRequest): { paths: ReadonlySet<string>; reason: string | undefined } {
    const none = (reason: string): { paths: ReadonlySet<string>; reason: string } => ({ paths: new Set(), reason });
    const table = resource.postgres?.table;
    if (resource.postgres === undefined) return none('the resource has no table');
    if (table === undefined) return none('the name of its table is not known');
    if (request.migrations.kind === 'none') return none(request.migrations.reason);
    const own = this.#workspace.migrations().filter((migration) => tablesOf(migration).has(table));
    if (own.length === 0) return none('no migration of its table was found');
    const examined = own.filter(({ path }) => this.#isExaminedMigration(path, request));
    if (examined.length > 0) return { paths: new Set(examined.map(({ path }) => path)), reason: undefined };
    const base = request.migrations.kind === 'some' ? request.migrations.comparedWith : 'the merge base';
    return none(`no migration of its table changed since ${base}; \`--migrations all\` examines them all`);
  }

  #problems(): ReportedProblem[] {
    return this.#workspace.problems().map(({ path, message, at }) => {
      if (at === undefined) return { path, message };
      return { path, message, line: this.#linesOf(path).lineAt(at.start) };
    });
  }

  #linesOf(path: string): Lines {
    const text = this.#workspace.textOf(path);
    const known = this.#lines.get(path);
    if (known?.text === text) return known.lines;
    const lines = new Lines(text);
    this.#lines.set(path, { text, lines });
    return lines;
  }
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function isSelected(id: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.includes(id) || only.includes(areaOf(id));
}

function isInside(path: string, entry: string): boolean {
  return entry === '' || path === entry || path.startsWith(`${entry}/`);
}

function rangeOf(lines: Lines, span: Span): PlacedRange {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

function complaint(key: 'unused' | 'invalid', place: Location, message: string): Finding {
  return {
    rule: `suppressions/${key}`,
    key,
    area: 'suppressions',
    severity: 'info',
    at: place,
    message,
    related: [],
    fixes: [],
    resource: undefined,
  };
}

function failureProblem({ rule, error }: RuleFailure): ReportedProblem {
  const reason = error instanceof Error ? error.message : String(error);
  return { path: '', message: `The rule \`${rule}\` failed and was left out: ${reason}` };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
