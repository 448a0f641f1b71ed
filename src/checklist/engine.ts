import type { Resource } from '../ash/model.ts';
import type { Meaning, Project } from '../ash/project.ts';
import { Lines } from '../base/lines.ts';
import type { Migration } from '../ecto/migration.ts';
import type { SnapshotStore } from '../snapshots/store.ts';
import type { Finding, Severity } from './finding.ts';
import type { KnownEvidence } from './known-evidence.ts';
import type { Report, Rule, RuleContext } from './rule.ts';
import type { Words } from './words.ts';
import { withoutRepetitions } from './without-repetitions.ts';

export interface EngineInput {
  readonly project: Project;
  readonly migrations: readonly Migration[];
  readonly snapshots: SnapshotStore;
  readonly rules: ReadonlyMap<string, Rule>;
  /** The severity that a rule has in this run; undefined switches it off. */
  readonly severityOf: (id: string, rule: Rule, severity: Severity) => Severity | undefined;
  readonly words: Words;
  readonly textOf: (path: string) => string;
  /** Locked package versions that hold for a file. */
  readonly versionsFor: (path: string) => Readonly<Record<string, string>>;
  /** Which files findings may be reported on. */
  readonly isExamined: (path: string) => boolean;
  /** Which migrations are new since the merge base; none when that is not known. */
  readonly isUnreleased?: (path: string) => boolean;
  /** Which files somebody is working on; none where nobody says so. */
  readonly isUncommitted?: (path: string) => boolean;
  readonly evidence: KnownEvidence;
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

/** A module or a migration: what one call of a rule is about. */
export type Subject =
  | { readonly kind: 'module'; readonly meaning: Meaning }
  | { readonly kind: 'migration'; readonly migration: Migration };

/** Everything that is not broken, modules first. */
export function subjectsOf(project: Project, migrations: readonly Migration[]): Subject[] {
  const meanings = project.meanings().filter(({ source }) => !project.isBroken(source.path));
  return [
    ...meanings.map((meaning): Subject => ({ kind: 'module', meaning })),
    ...migrations.map((migration): Subject => ({ kind: 'migration', migration })),
  ];
}

export interface Examiner {
  /** What the rules say of one subject, in files that are examined. */
  readonly examine: (subject: Subject) => Finding[];
  /** Rules that threw on the way; they are left out from then on. */
  readonly failures: readonly RuleFailure[];
}

/** Runs rules subject by subject, so that whoever asks may pause in between. */
export function createExaminer(input: EngineInput): Examiner {
  const context = createContext(input);
  const failures: RuleFailure[] = [];
  const active = new Map([...input.rules].filter(([id, rule]) => input.severityOf(id, rule, 'error') !== undefined));
  const examine = (subject: Subject): Finding[] => {
    const findings: Finding[] = [];
    for (const [id, rule] of active) {
      try {
        for (const report of reportsOf(rule, subject, context)) {
          const finding = createFinding(id, rule, report, resourceOf(subject), input);
          if (finding !== undefined && input.isExamined(finding.at.path)) findings.push(finding);
        }
      } catch (error) {
        active.delete(id);
        failures.push({ rule: id, error });
      }
    }
    return withoutRepetitions(findings, input.rules, context.linesOf);
  };
  return { examine, failures };
}

/** Runs the rules over everything at once. */
export function runRules(input: EngineInput): EngineResult {
  const { examine, failures } = createExaminer(input);
  const found = subjectsOf(input.project, input.migrations).flatMap(examine);
  return { findings: orderFindings(found), failures };
}

/** By place, each once: several subjects may report the same of a place that they share. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, at, message } = finding;
    const key = `${rule} ${at.path} ${at.start} ${at.end} ${message}`;
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  return [...byKey.values()].sort(byPlace);
}

function reportsOf(rule: Rule, subject: Subject, context: RuleContext): Iterable<Report<string>> {
  if (subject.kind === 'migration' && rule.checkMigration !== undefined)
    return rule.checkMigration(subject.migration, context);
  switch (rule.subject) {
    case 'resource': {
      const resource = resourceOf(subject);
      return resource === undefined ? [] : rule.check(resource, context);
    }
    case 'module':
      return subject.kind === 'module' ? rule.check(subject.meaning, context) : [];
    case 'migration':
      return subject.kind === 'migration' ? rule.check(subject.migration, context) : [];
  }
}

function resourceOf(subject: Subject): Resource | undefined {
  return subject.kind === 'module' ? subject.meaning.resource : undefined;
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
    fixes: (report.fixes ?? []).filter((fix) => fix.choice !== undefined || fix.edits.length > 0),
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
    snapshots: input.snapshots,
    textOf: input.textOf,
    isAtLeast: (path, name, version) => isVersionAtLeast(input.versionsFor(path)[name], version),
    linesOf: (path) => {
      const known = lines.get(path) ?? new Lines(input.textOf(path));
      lines.set(path, known);
      return known;
    },
    isUnreleased: input.isUnreleased ?? (() => false),
    isUncommitted: input.isUncommitted ?? (() => false),
    evidence: input.evidence,
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
