import { EventEmitter, type Disposable, type Event, type Memento, type Uri } from 'vscode';
import type { Evidence } from '../base/evidence.ts';

const key = 'ashArchitect.evidence';

/** Older evidence goes first: who runs many proofs in a large project shall not fill VS Code's storage. */
const limit = 2_000;

interface Kept {
  readonly version: 1;
  readonly projects: Readonly<Record<string, readonly Evidence[]>>;
}

/** What was run on PostgreSQL in this workspace, kept over restarts; it counts for the texts that it was run for. */
export class EvidenceStore implements Disposable {
  /** The root of a project of which something else was proven. */
  readonly onDidChange: Event<Uri>;
  readonly #changed = new EventEmitter<Uri>();
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.onDidChange = this.#changed.event;
  }

  of(root: Uri): readonly Evidence[] {
    return this.#kept().projects[root.toString()] ?? [];
  }

  /** Takes the place of what was known of the same migrations and resources. */
  async add(root: Uri, added: readonly Evidence[]): Promise<void> {
    const subjects = new Set(added.map(subjectOf));
    const others = this.of(root).filter((each) => !subjects.has(subjectOf(each)));
    const projects = { ...this.#kept().projects, [root.toString()]: [...others, ...added].slice(-limit) };
    await this.#memory.update(key, { version: 1, projects } satisfies Kept);
    this.#changed.fire(root);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #kept(): Kept {
    const kept = this.#memory.get<Partial<Kept>>(key);
    return kept?.version === 1 && kept.projects !== undefined ? (kept as Kept) : { version: 1, projects: {} };
  }
}

function subjectOf(evidence: Evidence): string {
  return evidence.kind === 'migration' ? `migration ${evidence.path}` : `indexes ${evidence.resource}`;
}
