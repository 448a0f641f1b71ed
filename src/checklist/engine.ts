import type { Resource } from '../ash/model.ts';
import type { Meaning, Project } from '../ash/project.ts';
import { Lines } from '../base/lines.ts';
import type { Migration } from '../ecto/migration.ts';
import type { Finding, Severity } from './finding.ts';
import type { Report, Rule, RuleContext } from './rule.ts';
import type { Words } from './words.ts';

export interface EngineInput {
  readonly project: Project;
  readonly migrations: readonly Migration[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** The severity that a rule has in this run; undefined switches it off. */
  readonly severityOf: (id: string, rule: Rule, severity: Severity) => Severity | undefined;
  readonly words: Words;
  readonly textOf: (path: string) => string;
  /** Locked package versions that hold for a file. */
  readonly versionsFor: (path: string) => Readonly<Record<string, string>>;
  /** Which files findings may be reported on. */
  readonly isExamined: (path: string) => boolean;
}

/** A rule that threw: reported once, the others go on. */
export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

export interface EngineResult {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/** Runs the rules over everything that is not broken, and orders the findings by place. */
export function runRules(input: EngineInput): EngineResult {
  const context = createContext(input);
  const findings = new Map<string, Finding>();
  const failures: RuleFailure[] = [];
  const meanings = input.project.meanings().filter(({ source }) => !input.project.isBroken(source.path));
  for (const [id, rule] of input.rules) {
    if (input.severityOf(id, rule, 'error') === undefined) continue;
    try {
      for (const { report, resource } of reportsOf(rule, meanings, context)) {
        const finding = createFinding(id, rule, report, resource, input);
        if (finding === undefined || !input.isExamined(finding.at.path)) continue;
        const key = `${id} ${finding.at.path} ${finding.at.start} ${finding.at.end} ${finding.message}`;
        if (!findings.has(key)) findings.set(key, finding);
      }
    } catch (error) {
      failures.push({ rule: id, error });
    }
  }
  return { findings: [...findings.values()].sort(byPlace), failures };
}

interface Attributed {
  readonly report: Report<string>;
  readonly resource: Resource | undefined;
}

function* reportsOf(rule: Rule, meanings: readonly Meaning[], context: RuleContext): Generator<Attributed> {
  switch (rule.subject) {
    case 'resource':
      for (const { resource } of meanings) {
        if (resource === undefined) continue;
        for (const report of rule.check(resource, context)) yield { report, resource };
      }
      return;
    case 'module':
      for (const meaning of meanings) {
        for (const report of rule.check(meaning, context)) yield { report, resource: meaning.resource };
      }
      return;
    case 'migration':
      for (const migration of context.migrations) {
        for (const report of rule.check(migration, context)) yield { report, resource: undefined };
      }
  }
}

function createFinding(
  id: string,
  rule: Rule,
  report: Report<string>,
  resource: Resource | undefined,
  input: EngineInput,
): Finding | undefined {
  const severity = input.severityOf(id, rule, report.severity ?? rule.severity);
  if (severity === undefined) return undefined;
  return {
    rule: id,
    key: report.message,
    area: id.slice(0, id.indexOf('/')),
    severity,
    at: { path: report.at.path, start: report.at.start, end: report.at.end },
    message: fill(rule.messages[report.message] ?? report.message, report.data ?? {}),
    related: report.related ?? [],
    fixes: (report.fixes ?? []).filter((fix) => fix.edits.length > 0),
    resource: resource?.module,
  };
}

function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => data[name] ?? place);
}

function createContext(input: EngineInput): RuleContext {
  const lines = new Map<string, Lines>();
  return {
    project: input.project,
    words: input.words,
    migrations: input.migrations,
    textOf: input.textOf,
    isAtLeast: (path, name, version) => isVersionAtLeast(input.versionsFor(path)[name], version),
    linesOf: (path) => {
      const known = lines.get(path) ?? new Lines(input.textOf(path));
      lines.set(path, known);
      return known;
    },
  };
}

/** Packages that are not locked (path and git dependencies) are taken to be new. */
function isVersionAtLeast(locked: string | undefined, version: string): boolean {
  if (locked === undefined) return true;
  const [own, other] = [locked, version].map((text) => text.split(/[.-]/).map(Number));
  for (const [index, part] of (other ?? []).entries()) {
    const ownPart = own?.[index] ?? 0;
    if (ownPart !== part) return ownPart > part;
  }
  return true;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.path !== b.at.path) return a.at.path < b.at.path ? -1 : 1;
  return a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1);
}
