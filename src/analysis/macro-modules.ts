import { lastSegment } from '../base/names.ts';
import { functionClauses, type ModuleSource } from '../elixir/modules.ts';
import { leadsToAsh } from './interest.ts';

interface MacroFile {
  readonly text: string;
  /** Last segments of the modules in it that define macros. */
  readonly names: readonly string[];
}

/** The modules whose macros may lead to Ash, kept current per file: files that use one of them matter. */
export class MacroModules {
  readonly #files = new Map<string, MacroFile>();
  #wrappers: readonly string[] = [];
  #leading: ReadonlySet<string> | undefined;
  #last: ReadonlySet<string> = new Set();

  setWrappers(names: readonly string[]): void {
    this.#wrappers = names;
    this.#leading = undefined;
  }

  setFile(path: string, text: string, modules: readonly ModuleSource[]): void {
    const defining = modules.filter(({ body }) => functionClauses(body).some(({ kind }) => kind === 'defmacro'));
    if (defining.length === 0) {
      this.removeFile(path);
      return;
    }
    this.#files.set(path, { text, names: defining.map(({ name }) => lastSegment(name)) });
    this.#leading = undefined;
  }

  removeFile(path: string): void {
    if (this.#files.delete(path)) this.#leading = undefined;
  }

  /** The last segments of their names: the same object for as long as they are the same. */
  get leading(): ReadonlySet<string> {
    if (this.#leading !== undefined) return this.#leading;
    const names = this.#find();
    const isSame = names.size === this.#last.size && [...names].every((name) => this.#last.has(name));
    if (!isSame) this.#last = names;
    this.#leading = this.#last;
    return this.#last;
  }

  /** They name Ash, or use a module that leads there. */
  #find(): ReadonlySet<string> {
    const found = new Set(this.#wrappers.map(lastSegment));
    for (let before = -1; found.size > before;) {
      before = found.size;
      for (const { text, names } of this.#files.values()) {
        if (leadsToAsh(text, found)) names.forEach((name) => found.add(name));
      }
    }
    return found;
  }
}
