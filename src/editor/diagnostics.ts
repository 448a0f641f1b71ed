import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Disposable,
  languages,
  Location,
  Range,
  type DiagnosticCollection,
  type Uri,
} from 'vscode';
import type { FileFindings, PlacedRange, ReportedFinding } from '../analysis/port.ts';
import type { Complaint } from '../analysis/read-config.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';
import { rulePageLink } from './rule-pages.ts';

export const source = 'Ash Architect';

/** While somebody types, a text is broken most of the time: what was shown stays for a moment (milliseconds). */
const brokenDelay = 1000;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Shows findings in the editor, and takes them away as soon as they do not hold any more. */
export class Diagnostics implements Disposable {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection('ash-architect');
  readonly #projects: Projects;
  readonly #subscription: Disposable;
  readonly #broken = new Map<string, NodeJS.Timeout>();
  /** Lines on which somebody else reports an error, by file, for files that have findings. */
  readonly #errorLines = new Map<string, string>();
  readonly #complained = new Map<ProjectSession, readonly Uri[]>();

  constructor(projects: Projects) {
    this.#projects = projects;
    this.#subscription = Disposable.from(
      this.#collection,
      projects.onDidChange(({ session, paths, isWhole }) => {
        for (const path of paths) this.#publish(session, path);
        if (isWhole) this.#publishComplaints(session);
        if (session.failure !== undefined) this.#clear(session);
      }),
      languages.onDidChangeDiagnostics(({ uris }) => this.#othersChanged(uris)),
    );
  }

  dispose(): void {
    for (const timer of this.#broken.values()) clearTimeout(timer);
    this.#subscription.dispose();
  }

  #publish(session: ProjectSession, path: string): void {
    const uri = session.place.uriOf(path);
    const found = this.#findingsOf(session, path);
    if (uri === undefined || found === undefined) return;
    const key = uri.toString();
    if (found.problem !== undefined && (this.#collection.get(uri)?.length ?? 0) > 0) {
      if (!this.#broken.has(key))
        this.#broken.set(
          key,
          setTimeout(() => this.#show(session, uri, path), brokenDelay),
        );
      return;
    }
    this.#show(session, uri, path);
  }

  #show(session: ProjectSession, uri: Uri, path: string): void {
    const key = uri.toString();
    clearTimeout(this.#broken.get(key));
    this.#broken.delete(key);
    const found = this.#findingsOf(session, path);
    if (found === undefined) return;
    this.#errorLines.set(key, othersErrorLines(uri).join());
    if (found.findings.length === 0) this.#errorLines.delete(key);
    const diagnostics = toDiagnostics(session, uri, found);
    if (diagnostics.length === 0) this.#collection.delete(uri);
    else this.#collection.set(uri, diagnostics);
  }

  /** Undefined while the file is examined; a project that was closed has no findings. */
  #findingsOf(session: ProjectSession, path: string): FileFindings | undefined {
    return this.#isOpen(session) ? session.findingsOf(path) : { path, findings: [], problem: undefined };
  }

  #isOpen(session: ProjectSession): boolean {
    return this.#projects.sessions.includes(session);
  }

  /** What is wrong with the configuration is shown in it. */
  #publishComplaints(session: ProjectSession): void {
    for (const uri of this.#complained.get(session) ?? []) this.#collection.delete(uri);
    const byPath = new Map<string, Complaint[]>();
    const complaints = this.#isOpen(session) ? session.complaints : [];
    for (const complaint of complaints) {
      byPath.set(complaint.path, [...(byPath.get(complaint.path) ?? []), complaint]);
    }
    const uris = [...byPath].flatMap(([path, list]) => {
      const uri = session.place.uriOf(path);
      if (uri === undefined) return [];
      this.#collection.set(uri, list.map(toComplaint));
      return [uri];
    });
    this.#complained.set(session, uris);
  }

  #clear(session: ProjectSession): void {
    for (const path of session.pathsWithFindings()) {
      const uri = session.place.uriOf(path);
      if (uri !== undefined) this.#collection.delete(uri);
    }
  }

  /** The compiler may have found, or stopped to find, what a line of ours says. */
  #othersChanged(uris: readonly Uri[]): void {
    for (const uri of uris) {
      const known = this.#errorLines.get(uri.toString());
      if (known === undefined || known === othersErrorLines(uri).join()) continue;
      const found = this.#projects.find(uri);
      if (found !== undefined) this.#publish(found.session, found.path);
    }
  }
}

/** Where another extension reports an error already, ours is a code action only. */
function toDiagnostics(session: ProjectSession, uri: Uri, { findings }: FileFindings): Diagnostic[] {
  const taken = new Set(othersErrorLines(uri));
  return findings
    .filter(({ range }) => !taken.has(range.start.line - 1))
    .map((finding) => toDiagnostic(session, finding));
}

function othersErrorLines(uri: Uri): number[] {
  const errors = languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source !== source && diagnostic.severity === DiagnosticSeverity.Error);
  return [...new Set(errors.map(({ range }) => range.start.line))];
}

function toDiagnostic(session: ProjectSession, finding: ReportedFinding): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(finding.range), finding.message, severities[finding.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: rulePageLink(finding.rule) };
  diagnostic.relatedInformation = finding.related.flatMap(({ path, range, message }) => {
    const uri = session.place.uriOf(path);
    return uri === undefined ? [] : [new DiagnosticRelatedInformation(new Location(uri, rangeOf(range)), message)];
  });
  if (finding.rule === 'suppressions/unused') diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}

function toComplaint({ line, message }: Complaint): Diagnostic {
  const diagnostic = new Diagnostic(new Range(line - 1, 0, line - 1, 1000), message, DiagnosticSeverity.Error);
  diagnostic.source = source;
  return diagnostic;
}

/** Our lines and columns start at 1, the editor's at 0. */
export function rangeOf({ start, end }: PlacedRange): Range {
  return new Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
