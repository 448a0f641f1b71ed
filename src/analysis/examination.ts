import { withoutKnown, type BaselineKey } from '../checklist/baseline.ts';
import { configuredSeverity, wordsOf } from '../checklist/config.ts';
import { createExaminer, orderFindings, subjectsOf, type Examiner, type Subject } from '../checklist/engine.ts';
import type { Finding } from '../checklist/finding.ts';
import { knownEvidence, type KnownEvidence } from '../checklist/known-evidence.ts';
import type { Rule } from '../checklist/rule.ts';
import { applySuppressions } from './apply-suppressions.ts';
import type { LineTables } from './line-tables.ts';
import type { CheckRequest, ReportedFinding } from './port.ts';
import { Scope } from './scope.ts';
import type { Workspace } from './workspace.ts';

/** A finding as the rules see it, and as it is told. */
export interface ToldFinding {
  readonly finding: Finding;
  readonly reported: ReportedFinding;
}

/** One run of the rules over a workspace, as one request wants it. */
export class Examination {
  readonly scope: Scope;
  readonly evidence: KnownEvidence;
  readonly #workspace: Workspace;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #lines: LineTables;
  readonly #request: CheckRequest;
  readonly #examiner: Examiner;

  constructor(workspace: Workspace, rules: ReadonlyMap<string, Rule>, lines: LineTables, request: CheckRequest) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#lines = lines;
    this.#request = request;
    workspace.setWrappers(request.config.wrappers);
    const scope = new Scope(workspace, request);
    this.scope = scope;
    this.evidence = knownEvidence(request.evidence ?? [], (path) => workspace.textOf(path));
    this.#examiner = createExaminer({
      project: workspace.project,
      migrations: workspace.migrations(),
      snapshots: workspace.snapshots,
      rules: new Map([...rules].filter(([id]) => this.#isSelected(id))),
      severityOf: (id, rule, severity) => configuredSeverity(request.config, id, rule, severity),
      words: wordsOf(request.config),
      textOf: (path) => workspace.textOf(path),
      versionsFor: (path) => workspace.versionsFor(path),
      isExamined: (path) => scope.examines(path),
      isUnreleased: (path) => scope.hasChanged(path),
      isUncommitted: (path) => request.uncommitted?.includes(path) === true,
      evidence: this.evidence,
    });
  }

  subjects(): Subject[] {
    return subjectsOf(this.#workspace.project, this.#workspace.migrations());
  }

  examine(subject: Subject): Finding[] {
    return this.#examiner.examine(subject);
  }

  examineAll(): Finding[] {
    return this.subjects().flatMap((subject) => this.examine(subject));
  }

  /** What is left of findings on these paths when suppressions had their say. */
  suppress(findings: readonly Finding[], paths: Iterable<string>): Finding[] {
    const { config } = this.#request;
    return applySuppressions(orderFindings(findings), paths, {
      workspace: this.#workspace,
      scope: this.scope,
      lines: this.#lines,
      isRule: (id) => this.#rules.has(id),
      ran: (id) => this.ran(id),
      severityOf: (id) => (this.#isSelected(id) ? configuredSeverity(config, id, { tier: 1 }, 'info') : undefined),
    });
  }

  /** Findings as they are told, without those that the baseline knows. */
  tell(findings: readonly Finding[]): ToldFinding[] {
    const told = findings.map((finding) => ({ finding, reported: this.#report(finding) }));
    const { baseline } = this.#request;
    if (baseline === undefined) return told;
    const keyOf = ({ reported: { rule, path, lineText } }: ToldFinding): BaselineKey => ({
      rule,
      path,
      text: lineText.trim(),
    });
    return withoutKnown(told, keyOf, baseline);
  }

  /** Whether the request and its configuration let the rule run at all. */
  ran(id: string): boolean {
    const rule = this.#rules.get(id);
    if (rule === undefined || !this.#isSelected(id)) return false;
    return configuredSeverity(this.#request.config, id, rule, rule.severity) !== undefined;
  }

  failures(): string[] {
    return this.#examiner.failures.map(({ rule, error }) => {
      const reason = error instanceof Error ? error.message : String(error);
      return `The rule \`${rule}\` failed and was left out: ${reason}`;
    });
  }

  #isSelected(id: string): boolean {
    const { only } = this.#request;
    return only === undefined || only.includes(id) || only.includes(areaOf(id));
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
      related: finding.related.map(({ at, message }) => ({ path: at.path, range: this.#lines.rangeOf(at), message })),
      fixes: finding.fixes,
      lineText: lines.textOf(lines.lineAt(finding.at.start)),
    };
  }
}

export function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
