import { CodeLens, Disposable, EventEmitter, Range, workspace, type CodeLensProvider, type TextDocument } from 'vscode';
import { fileKind } from '../analysis/file-kind.ts';
import { engineName } from '../base/engine-name.ts';
import { textHash, type IndexEvidence, type MigrationEvidence } from '../base/evidence.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { Projects } from './projects.ts';

export const proveMigrationCommand = 'ashArchitect.prove.migration';
export const proveIndexesCommand = 'ashArchitect.prove.indexes';
/** Opens a line of a file: its address and a line from 1. */
export const openPlaceCommand = 'ashArchitect.prove.openPlace';
export const showReportCommand = 'ashArchitect.prove.showReport';

/** A plain one is lost behind an icon. */
const space = '\u00a0';

/** Above migrations and resources: what was proven of this very text, and the way to prove it. */
export class ProofLenses implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #projects: Projects;
  readonly #evidence: EvidenceStore;
  readonly #running = new Set<string>();
  /** The files with resources, as they were when lenses were given last. */
  #resources = '';
  readonly #listener: Disposable;

  constructor(projects: Projects, evidence: EvidenceStore) {
    this.#projects = projects;
    this.#evidence = evidence;
    this.#listener = Disposable.from(
      evidence.onDidChange(() => this.#changed.fire()),
      projects.onDidChange(() => this.#lookForResources()),
      workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    );
  }

  /** Shows that a file is being proven, until what is returned is called. */
  begin(uris: readonly string[]): () => void {
    for (const uri of uris) this.#running.add(uri);
    this.#changed.fire();
    return () => {
      for (const uri of uris) this.#running.delete(uri);
      this.#changed.fire();
    };
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const found = this.#projects.find(document.uri);
    if (found === undefined || !found.session.place.isFolder || !workspace.isTrusted) return [];
    const { session, path } = found;
    const text = document.getText();
    const line = moduleLine(text);
    if (line === undefined) return [];
    const kept = this.#evidence.of(session.place.root).filter((each) => each.path === path);
    const current = kept.length === 0 ? [] : kept.filter((each) => each.textHash === textHash(text));
    const lensAt = (title: string, command: string, tooltip?: string): CodeLens =>
      new CodeLens(new Range(line, 0, line, 0), {
        ...{ title, command, arguments: [document.uri] },
        ...(tooltip === undefined ? {} : { tooltip }),
      });
    if (this.#running.has(document.uri.toString())) return [lensAt(`$(sync~spin)${space}Running on PostgreSQL…`, '')];
    if (fileKind(path) === 'migration') {
      const proof = current.find((each) => each.kind === 'migration');
      return proof === undefined
        ? [lensAt('Prove: Up, Down, Up', proveMigrationCommand, 'Run it on an embedded PostgreSQL, both ways.')]
        : [
            lensAt(migrationTitle(proof), showReportCommand, proof.reason),
            lensAt('Prove Again', proveMigrationCommand),
          ];
    }
    if (!session.checklists.some((checklist) => checklist.path === path)) return [];
    const indexes = current.filter((each) => each.kind === 'index');
    return indexes.length === 0
      ? [
          lensAt(
            'Prove Indexes',
            proveIndexesCommand,
            'Explain its queries on generated rows, with and without indexes.',
          ),
        ]
      : [
          lensAt(indexTitle(indexes), showReportCommand, indexes.map(({ summary }) => summary).join('\n')),
          lensAt('Prove Again', proveIndexesCommand),
        ];
  }

  /** A file is known to have resources only when the project was examined. */
  #lookForResources(): void {
    const paths = this.#projects.sessions.flatMap(({ checklists }) => checklists.map(({ path }) => path));
    const resources = [...new Set(paths)].sort().join('\n');
    if (resources === this.#resources) return;
    this.#resources = resources;
    this.#changed.fire();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function moduleLine(text: string): number | undefined {
  const found = /^defmodule\b/m.exec(text);
  return found === null ? undefined : text.slice(0, found.index).split('\n').length - 1;
}

function migrationTitle({ verdict, engine, rowFaults, reason }: MigrationEvidence): string {
  switch (verdict) {
    case 'proven': {
      const rows = rowFaults.length === 0 ? '' : `, but it fails on tables with rows`;
      return `$(${rows === '' ? 'pass' : 'warning'})${space}Proven on ${engineName(engine)}${rows}`;
    }
    case 'refuted':
      return `$(error)${space}Refuted on ${engineName(engine)}`;
    case 'not-proven':
      return `$(circle-slash)${space}Not proven${reason === undefined ? '' : `: ${shortened(reason)}`}`;
  }
}

function indexTitle(indexes: readonly IndexEvidence[]): string {
  const count = (verdict: IndexEvidence['verdict']): number =>
    indexes.filter((index) => index.verdict === verdict).length;
  const said = [
    { number: count('missing'), words: 'missing' },
    { number: count('redundant'), words: 'redundant' },
    { number: count('unused'), words: 'without a query' },
    { number: count('used'), words: 'in use' },
  ].filter(({ number }) => number > 0);
  const [first] = said;
  if (first === undefined) return `$(pass)${space}No index changes a plan`;
  const rest = said.slice(1).map(({ number, words }) => `, ${number} ${words}`);
  const sign = count('missing') + count('redundant') > 0 ? 'lightbulb' : 'pass';
  return `$(${sign})${space}${first.number} ${first.number === 1 ? 'index' : 'indexes'} ${first.words}${rest.join('')}`;
}

function shortened(sentence: string): string {
  return sentence.length <= 80 ? sentence : `${sentence.slice(0, 79).trimEnd()}…`;
}
