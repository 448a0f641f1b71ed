import { printModel, type ModelJson } from '../ash/model-json.ts';
import { withoutKnown, type BaselineKey } from '../checklist/baseline.ts';
import { areasOf } from '../checklist/checklist.ts';
import { configuredSeverity, wordsOf } from '../checklist/config.ts';
import { runRules, type RuleFailure } from '../checklist/engine.ts';
import type { Finding } from '../checklist/finding.ts';
import type { Rule } from '../checklist/rule.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { LineTables } from './line-tables.ts';
import type { AnalysisPort, CheckReport, CheckRequest, ReportedFinding, ReportedProblem } from './port.ts';
import { createChecklists } from './resource-checklists.ts';
import { Scope } from './scope.ts';
import type { FileChange, Workspace } from './workspace.ts';

/** The analysis itself, in the thread that it is created in. */
export class AnalysisService implements AnalysisPort {
  readonly #workspace: Workspace;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #lines: LineTables;

  constructor(workspace: Workspace, rules: ReadonlyMap<string, Rule>) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#lines = new LineTables((path) => workspace.textOf(path));
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    this.#workspace.apply(changes);
    return Promise.resolve();
  }

  model(wrappers: readonly string[]): Promise<ModelJson> {
    this.#workspace.setWrappers(wrappers);
    return Promise.resolve(printModel(this.#workspace.project, (path) => this.#workspace.textOf(path)));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  check(request: CheckRequest): Promise<CheckReport> {
    const workspace = this.#workspace;
    workspace.setWrappers(request.config.wrappers);
    const scope = new Scope(workspace, request);
    const { found, failures } = this.#run(request, scope);
    const fresh = this.#withoutBaseline(found, request.baseline);
    const areasWithRules = new Set([...this.#rules.keys()].map(areaOf));
    const areasRun = new Set([...this.#rules.keys()].filter((id) => this.#ran(id, request)).map(areaOf));
    const context = { workspace, request, scope, lines: this.#lines, areasRun, areasWithRules };
    return Promise.resolve({
      versions: workspace.versions(),
      stats: {
        files: workspace.paths().length,
        resources: workspace.project.resources().length,
        domains: workspace.project.domains().length,
        migrations: workspace.migrations().length,
        snapshots: workspace.snapshotCount,
      },
      findings: fresh.map(({ reported }) => reported),
      checklist: createChecklists(
        fresh.map(({ finding }) => finding),
        context,
      ),
      problems: [...this.#problems(), ...failures.map(failureProblem)],
      known: found.length - fresh.length,
      uncoveredAreas: [...new Set(Object.values(areasOf).flat())].filter((area) => !areasWithRules.has(area)),
    });
  }

  #run(request: CheckRequest, scope: Scope): { found: Finding[]; failures: readonly RuleFailure[] } {
    const workspace = this.#workspace;
    const { findings, failures } = runRules({
      project: workspace.project,
      migrations: workspace.migrations(),
      rules: new Map([...this.#rules].filter(([id]) => isSelected(id, request.only))),
      severityOf: (id, rule, severity) => configuredSeverity(request.config, id, rule, severity),
      words: wordsOf(request.config),
      textOf: (path) => workspace.textOf(path),
      versionsFor: (path) => workspace.versionsFor(path),
      isExamined: (path) => scope.examines(path),
    });
    const found = applySuppressions(findings, {
      workspace,
      scope,
      lines: this.#lines,
      isRule: (id) => this.#rules.has(id),
      ran: (id) => this.#ran(id, request),
      severityOf: (id) =>
        isSelected(id, request.only) ? configuredSeverity(request.config, id, { tier: 1 }, 'info') : undefined,
    });
    return { found, failures };
  }

  /** Whether the request and its configuration let the rule run at all. */
  #ran(id: string, request: CheckRequest): boolean {
    const rule = this.#rules.get(id);
    if (rule === undefined || !isSelected(id, request.only)) return false;
    return configuredSeverity(request.config, id, rule, rule.severity) !== undefined;
  }

  #withoutBaseline(
    findings: readonly Finding[],
    baseline: CheckRequest['baseline'],
  ): { readonly finding: Finding; readonly reported: ReportedFinding }[] {
    const pairs = findings.map((finding) => ({ finding, reported: this.#report(finding) }));
    if (baseline === undefined) return pairs;
    const keyOf = ({ reported: { rule, path, lineText } }: (typeof pairs)[number]): BaselineKey => ({
      rule,
      path,
      text: lineText.trim(),
    });
    return withoutKnown(pairs, keyOf, baseline);
  }

  #report(finding: Finding): ReportedFinding {
    const lines = this.#lines.of(finding.at.path);
    return {
      rule: finding.rule,
      area: finding.area,
      severity: finding.severity,
      path: finding.at.path,
      range: this.#lines.rangeOf(finding.at),
      message: finding.message,
      related: finding.related.map(({ at, message }) => ({
        path: at.path,
        range: this.#lines.rangeOf(at),
        message,
      })),
      fixes: finding.fixes,
      lineText: lines.textOf(lines.lineAt(finding.at.start)),
    };
  }

  #problems(): ReportedProblem[] {
    return this.#workspace.problems().map(({ path, message, at }) => {
      if (at === undefined) return { path, message };
      return { path, message, line: this.#lines.lineOf(at) };
    });
  }
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function isSelected(id: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.includes(id) || only.includes(areaOf(id));
}

function failureProblem({ rule, error }: RuleFailure): ReportedProblem {
  const reason = error instanceof Error ? error.message : String(error);
  return { path: '', message: `The rule \`${rule}\` failed and was left out: ${reason}` };
}
