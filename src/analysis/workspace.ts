import { readSettings } from '../ash/read/settings.ts';
import { Project, type ProjectRoot } from '../ash/project.ts';
import { defaultSettings, type Settings } from '../ash/settings.ts';
import type { Location, Span } from '../base/span.ts';
import { findModules, type ModuleSource } from '../elixir/modules.ts';
import type { ElixirParser, ParseResult } from '../elixir/parser.ts';
import type { Expr, Syntax } from '../elixir/syntax.ts';
import { readMigration } from '../ecto/read-migration.ts';
import { SnapshotStore } from '../snapshots/store.ts';
import type { Migration } from '../ecto/migration.ts';
import { codegenPathsIn } from './codegen-paths.ts';
import { fileKind } from './file-kind.ts';
import { nearest, parentOf, projectFolders } from './folders.ts';
import { mattersByItself, usesOneOf } from './interest.ts';
import { MacroModules } from './macro-modules.ts';
import { assumedVersions, isKnownAsh, readLock, type Versions } from './versions.ts';

/** A file that is new, changed (`text`) or gone (undefined). */
export interface FileChange {
  readonly path: string;
  readonly text: string | undefined;
}

/** Something that kept a file, or a part of it, from being read. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly at?: Location;
}

/** What a file was before its text was borrowed. */
interface KeptFile {
  readonly text: string | undefined;
  readonly good: string | undefined;
  readonly isBroken: boolean;
  readonly isRead: boolean;
}

/** Larger files are generated ones; half a second of parsing for each keystroke would be wasted on them. */
const sizeLimit = 4 << 20;

/** The texts of a workspace and everything that was read from them, kept current per change. */
export class Workspace {
  readonly project = new Project();
  readonly snapshots = new SnapshotStore();
  readonly #texts = new Map<string, string>();
  readonly #read = new Set<string>();
  readonly #migrations = new Map<string, Migration>();
  #migrationList: readonly Migration[] | undefined;
  readonly #problems = new Map<string, Problem>();
  readonly #comments = new Map<string, readonly Span[]>();
  readonly #configs = new Map<string, readonly Expr[]>();
  /** What each `config.exs` comes to, with the files that it imports. */
  readonly #settings = new Map<string, Settings>();
  /** The settings of a folder with what its `mix.exs` adds to them. */
  readonly #aliased = new Map<string, { configured: Settings; mixFile: string; settings: Settings }>();
  readonly #versions = new Map<string, Versions>();
  readonly #macros = new MacroModules();
  /** Of files that are broken: the text that the project's modules were read from. */
  readonly #lastGood = new Map<string, string>();
  #scannedFor: ReadonlySet<string> | undefined;
  readonly #parse: (path: string, text: string) => ParseResult;

  constructor(parse: (path: string, text: string) => ParseResult) {
    this.#parse = parse;
  }

  static withParser(parser: ElixirParser): Workspace {
    return new Workspace((_, text) => parser.parse(text));
  }

  apply(changes: readonly FileChange[]): void {
    let rootsMayDiffer = false;
    for (const { path, text } of changes) {
      rootsMayDiffer ||= text === undefined || !this.#texts.has(path) || ['config', 'mix'].includes(fileKind(path));
      if (text === undefined) this.#remove(path);
      else this.#set(path, text);
    }
    this.#readNewlyInteresting(changes.map(({ path }) => path));
    if (rootsMayDiffer) this.project.setRoots(this.#roots());
  }

  /**
   * Lets some work see other texts, which it puts in place with the function that it is given. Afterwards everything is
   * as before: files that are broken have their last good modules, and files that nobody read are not read.
   */
  borrow<T>(work: (apply: (changes: readonly FileChange[]) => void) => T): T {
    const kept = new Map<string, KeptFile>();
    const read = new Set(this.#read);
    try {
      return work((changes) => {
        for (const { path } of changes) {
          if (!kept.has(path)) kept.set(path, this.#keep(path));
        }
        this.apply(changes);
      });
    } finally {
      this.apply([...kept].flatMap(([path, file]) => this.#givingBack(path, file)));
      for (const path of this.#read) {
        if (!read.has(path) && !kept.has(path)) this.#forget(path);
      }
    }
  }

  /** The syntax of a text, whether it matters to the model or not. */
  parse(path: string, text: string): ParseResult {
    return this.#parse(path, text);
  }

  /** Names modules outside the workspace whose `use` makes a resource. */
  setWrappers(names: readonly string[]): void {
    this.#macros.setWrappers(names);
    this.project.setWrappers(names);
    this.#readNewlyInteresting([]);
  }

  textOf(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  paths(): string[] {
    return [...this.#texts.keys()];
  }

  /** How many snapshots the migration generator left. */
  get snapshotCount(): number {
    return this.paths().filter((path) => fileKind(path) === 'snapshot').length;
  }

  isMigration(path: string): boolean {
    return this.#migrations.has(path);
  }

  /** By path; the same list for as long as none of them changes, since what is known of the list is kept with it. */
  migrations(): readonly Migration[] {
    this.#migrationList ??= [...this.#migrations.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.#migrationList;
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  problemOf(path: string): Problem | undefined {
    return this.#problems.get(path);
  }

  problems(): Problem[] {
    return [...this.#problems.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  commentsOf(path: string): readonly Span[] {
    return this.#comments.get(path) ?? [];
  }

  versions(): Versions {
    return Object.assign({}, assumedVersions, ...this.#versions.values()) as Versions;
  }

  /** The versions that hold for a file: those of the lock file in its folder, or in the nearest one above. */
  versionsFor(path: string): Versions {
    return nearest(this.#versions, parentOf(path), 'mix.lock') ?? assumedVersions;
  }

  #keep(path: string): KeptFile {
    const isBroken = this.project.isBroken(path);
    return { text: this.#texts.get(path), good: this.#lastGood.get(path), isBroken, isRead: this.#read.has(path) };
  }

  /** A text alone does not say what a file was to the project: such a file is removed first, and read anew. */
  #givingBack(path: string, { text, good, isBroken, isRead }: KeptFile): FileChange[] {
    const steps: FileChange[] = [{ path, text }];
    if (text === undefined) return steps;
    if (good !== undefined) steps.unshift({ path, text: good });
    if (isBroken || isRead !== this.#read.has(path)) steps.unshift({ path, text: undefined });
    return steps;
  }

  #remove(path: string): void {
    this.#texts.delete(path);
    this.snapshots.removeFile(path);
    this.#forget(path);
  }

  #forget(path: string): void {
    this.#read.delete(path);
    this.#problems.delete(path);
    this.#setMigration(path, undefined);
    this.#comments.delete(path);
    this.#setConfig(path, undefined);
    this.#versions.delete(path);
    this.#macros.removeFile(path);
    this.#lastGood.delete(path);
    this.project.removeFile(path);
  }

  #set(path: string, text: string): void {
    const kind = fileKind(path);
    if (kind === 'other') return;
    const before = this.#read.has(path) && !this.#problems.has(path) ? this.#texts.get(path) : undefined;
    this.#texts.set(path, text);
    this.#problems.delete(path);
    if (kind === 'source' && !this.#read.has(path) && !mattersByItself(text)) return;
    if (kind === 'snapshot') this.snapshots.setFile(path, text);
    if (kind === 'mix' || kind === 'snapshot') return;
    this.#readFile(path, text);
    if (!this.project.isBroken(path)) this.#lastGood.delete(path);
    else if (before !== undefined) this.#lastGood.set(path, before);
  }

  #readFile(path: string, text: string): void {
    this.#read.add(path);
    const message = this.#tryToRead(path, text);
    if (message === undefined) return;
    this.#problems.set(path, { path, message });
    this.#comments.delete(path);
    this.#setMigration(path, undefined);
    if (fileKind(path) === 'source') this.project.setFile(path, [], true);
  }

  /** Why the file was not read; undefined when it was. One file that we choke on does not keep the others away. */
  #tryToRead(path: string, text: string): string | undefined {
    if (text.length > sizeLimit) return `The file is larger than ${sizeLimit >> 20} MB and was not read.`;
    try {
      const result = this.#parse(path, text);
      if (!result.ok) return `The file was not read: ${result.reason}.`;
      this.#take(path, text, result.syntax);
      return undefined;
    } catch (error) {
      return `The file was not read, an internal error: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #take(path: string, text: string, syntax: Syntax): void {
    const kind = fileKind(path);
    const [error] = syntax.errors;
    if (error !== undefined) this.#problems.set(path, syntaxProblem(path, text, error));
    this.#comments.set(path, syntax.comments);
    if (kind === 'config') this.#setConfig(path, syntax.body);
    else if (kind === 'lock') this.#takeLock(path, syntax);
    else if (kind === 'migration') this.#takeMigration(path, text, syntax);
    else this.#takeSource(path, text, findModules(syntax, path), error !== undefined);
  }

  /** A broken file keeps its last good modules, if it had any, here as in the project. */
  #takeSource(path: string, text: string, modules: readonly ModuleSource[], isBroken: boolean): void {
    this.project.setFile(path, modules, isBroken);
    if (!isBroken || this.project.isUnread(path)) this.#macros.setFile(path, text, modules);
  }

  #takeLock(path: string, { body, errors: [error] }: Syntax): void {
    const versions = error === undefined ? readLock(body) : undefined;
    if (versions !== undefined) {
      this.#versions.set(path, versions);
      const ash = versions['ash'];
      if (ash === undefined || isKnownAsh(ash)) return;
      const message = `The project is locked to Ash ${ash}, and the rules speak of Ash 3: its resources were read, not judged.`;
      this.#problems.set(path, { path, message });
      return;
    }
    this.#versions.delete(path);
    const at = error === undefined ? undefined : { path, start: error.start, end: error.end };
    const message = 'This is not a lock file as Mix writes it; the versions of packages are assumed.';
    this.#problems.set(path, at === undefined ? { path, message } : { path, message, at });
  }

  #setConfig(path: string, body: readonly Expr[] | undefined): void {
    if (body === undefined && !this.#configs.has(path)) return;
    if (body === undefined) this.#configs.delete(path);
    else this.#configs.set(path, body);
    this.#settings.clear();
    for (const [main, own] of this.#configs) {
      if (!/(^|\/)config\/config\.exs$/.test(main)) continue;
      const folder = main.slice(0, -'config.exs'.length);
      this.#settings.set(
        main,
        readSettings(own, (name) => this.#configs.get(`${folder}${name}`)),
      );
    }
  }

  #takeMigration(path: string, text: string, syntax: Syntax): void {
    this.#setMigration(path, syntax.errors.length > 0 ? undefined : readMigration(syntax, path, text));
  }

  #setMigration(path: string, migration: Migration | undefined): void {
    if (migration === undefined && !this.#migrations.has(path)) return;
    this.#migrationList = undefined;
    if (migration === undefined) this.#migrations.delete(path);
    else this.#migrations.set(path, migration);
  }

  /**
   * Files that use a module whose macros lead to Ash matter too, and may hold such modules themselves. What was not
   * read before is looked at again only when there are others of these modules than the last time.
   */
  #readNewlyInteresting(changed: readonly string[]): void {
    let candidates: Iterable<string> = changed;
    for (;;) {
      const { leading } = this.#macros;
      if (leading !== this.#scannedFor) candidates = this.#texts.keys();
      this.#scannedFor = leading;
      for (const path of [...candidates]) {
        const isUnread = fileKind(path) === 'source' && !this.#read.has(path);
        if (isUnread && usesOneOf(this.textOf(path), leading)) this.#readFile(path, this.textOf(path));
      }
      if (this.#macros.leading === leading) return;
    }
  }

  #roots(): ProjectRoot[] {
    return projectFolders(this.paths()).map((path) => ({
      path,
      // Umbrella projects share the configuration of the folder above them.
      settings: this.#withAliases(path, nearest(this.#settings, path, 'config/config.exs') ?? defaultSettings),
    }));
  }

  /** The same object for as long as the configuration and the `mix.exs` of the folder are the same. */
  #withAliases(folder: string, configured: Settings): Settings {
    const mixFile = this.textOf(folder === '' ? 'mix.exs' : `${folder}/mix.exs`);
    const known = this.#aliased.get(folder);
    if (known?.configured === configured && known.mixFile === mixFile) return known.settings;
    const codegenPaths = codegenPathsIn(mixFile);
    const isNamed = Object.values(codegenPaths).some((path) => path !== undefined);
    const settings = isNamed ? { ...configured, codegenPaths } : configured;
    this.#aliased.set(folder, { configured, mixFile, settings });
    return settings;
  }
}

function syntaxProblem(path: string, text: string, error: Span): Problem {
  const conflict = /^(<{7} |={7}$|>{7} )/m.test(text);
  const message = conflict
    ? 'The file has git conflict markers; it is examined again once they are resolved.'
    : 'The file has a syntax error; it is examined again once that is repaired.';
  return { path, message, at: { path, start: error.start, end: error.end } };
}
