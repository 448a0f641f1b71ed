import { expandModule, type ExpandedModule } from '../elixir/expand.ts';
import type { ModuleSource } from '../elixir/modules.ts';
import { storageTypeOf } from './builtin-types.ts';
import type { CustomType, Domain, Interface, Repo, Resource } from './model.ts';
import { readCustomType } from './read/custom-type.ts';
import { readDomain } from './read/domain.ts';
import { readRepo } from './read/repo.ts';
import { readResource } from './read/resource.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { TypeRef } from './type-ref.ts';

/** One Mix project of the workspace: the folder with `mix.exs` or `lib`, and what its configuration says. */
export interface ProjectRoot {
  /** Relative to the workspace; empty for the workspace itself. */
  readonly path: string;
  readonly settings: Settings;
}

/** What a module means to Ash; it may be several things at once (an embedded resource is a type too). */
export interface Meaning {
  readonly source: ModuleSource;
  readonly expanded: ExpandedModule;
  readonly resource: Resource | undefined;
  readonly domain: Domain | undefined;
  readonly type: CustomType | undefined;
  readonly repo: Repo | undefined;
}

interface Cached {
  readonly meaning: Meaning;
  readonly consulted: ReadonlySet<string>;
}

/**
 * All modules of a workspace and what they mean, kept current per file.
 * Facts are computed when they are asked for, and again only after a module that they depend on has changed.
 */
export class Project {
  readonly #files = new Map<string, readonly ModuleSource[]>();
  readonly #byName = new Map<string, ModuleSource[]>();
  readonly #expanded = new Map<ModuleSource, ExpandedModule>();
  readonly #meanings = new Map<ModuleSource, Cached>();
  readonly #broken = new Set<string>();
  /** Broken files of which no good text was seen. */
  readonly #unread = new Set<string>();
  /** Rules ask for these once for each resource. */
  #allMeanings: readonly Meaning[] | undefined;
  #allResources: readonly Resource[] | undefined;
  #domainInterfaces: ReadonlyMap<Resource, readonly Interface[]> | undefined;
  #roots: readonly ProjectRoot[] = [];
  #wrappers: ReadonlySet<string> = new Set();

  setRoots(roots: readonly ProjectRoot[]): void {
    const sorted = [...roots].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
    const isSame =
      sorted.length === this.#roots.length &&
      sorted.every((root, index) => {
        const known = this.#roots[index];
        return known?.path === root.path && known.settings === root.settings;
      });
    if (isSame) return;
    this.#roots = sorted;
    this.#expanded.clear();
    this.#forgetMeanings();
  }

  /** Names modules outside the workspace whose `use` makes a resource. */
  setWrappers(names: Iterable<string>): void {
    const wrappers = new Set(names);
    if (wrappers.size === this.#wrappers.size && [...wrappers].every((name) => this.#wrappers.has(name))) return;
    this.#wrappers = wrappers;
    this.#forgetMeanings();
  }

  /** Replaces what is known of a file. A broken file keeps what was read of its last good text, if there was one. */
  setFile(path: string, modules: readonly ModuleSource[], broken: boolean): void {
    const keepsGood = broken && this.#files.has(path) && !this.#unread.has(path);
    if (broken) this.#broken.add(path);
    else this.#broken.delete(path);
    if (keepsGood) return;
    if (broken) this.#unread.add(path);
    else this.#unread.delete(path);
    this.#replace(path, modules);
  }

  removeFile(path: string): void {
    this.#broken.delete(path);
    this.#unread.delete(path);
    this.#replace(path, []);
    this.#files.delete(path);
  }

  /** The file has a syntax error: what is missing in it may just not be typed yet. */
  isBroken(path: string): boolean {
    return this.#broken.has(path);
  }

  /** Some file has a syntax error: there may be modules that are not known yet. */
  hasBrokenFiles(): boolean {
    return this.#broken.size > 0;
  }

  brokenFiles(): string[] {
    return [...this.#broken].sort();
  }

  /** The file is broken and was never seen without a syntax error: nobody knows all that it declares. */
  isUnread(path: string): boolean {
    return this.#unread.has(path);
  }

  /** All modules as they stand in the text. */
  sources(): ModuleSource[] {
    return [...this.#files.values()].flat();
  }

  /** In the order of paths, and of the text within a file. */
  meanings(): readonly Meaning[] {
    if (this.#allMeanings !== undefined) return this.#allMeanings;
    const files = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#allMeanings = files.flatMap(([, modules]) => modules.map((source) => this.#meaningOf(source)));
    return this.#allMeanings;
  }

  resources(): readonly Resource[] {
    this.#allResources ??= this.meanings().flatMap((meaning) => meaning.resource ?? []);
    return this.#allResources;
  }

  domains(): Domain[] {
    return this.meanings().flatMap((meaning) => meaning.domain ?? []);
  }

  types(): CustomType[] {
    return this.meanings().flatMap((meaning) => meaning.type ?? []);
  }

  /** What the module of that name means, as seen from a file: the same Mix project goes before others. */
  find(name: string | undefined, from: string): Meaning | undefined {
    const source = name === undefined ? undefined : this.#findSource(name, from);
    return source === undefined ? undefined : this.#meaningOf(source);
  }

  findResource(name: string | undefined, from: string): Resource | undefined {
    return this.find(name, from)?.resource;
  }

  /** Code interfaces that call a resource: its own and those in domains. */
  interfacesOf(resource: Resource): Interface[] {
    this.#domainInterfaces ??= this.#indexInterfaces();
    return [...resource.interfaces, ...(this.#domainInterfaces.get(resource) ?? [])];
  }

  #indexInterfaces(): ReadonlyMap<Resource, readonly Interface[]> {
    const index = new Map<Resource, Interface[]>();
    for (const domain of this.domains()) {
      for (const entry of domain.interfaces) {
        const resource = this.findResource(entry.resource, domain.path);
        if (resource !== undefined) index.set(resource, [...(index.get(resource) ?? []), entry]);
      }
    }
    return index;
  }

  rootOf(path: string): ProjectRoot {
    const root = this.#roots.find(({ path: folder }) => folder === '' || path.startsWith(`${folder}/`));
    return root ?? { path: '', settings: defaultSettings };
  }

  /** How values of a type are stored (`uuid`, `string`, `map`, …); undefined for types that we cannot see. */
  storageOf(type: TypeRef, from: string): string | undefined {
    switch (type.kind) {
      case 'builtin':
        return storageTypeOf(type.name);
      case 'array':
      case 'unknown':
        return undefined;
      case 'module': {
        const meaning = this.find(type.name, from);
        if (meaning?.resource?.embedded === true) return 'map';
        return meaning?.type === undefined ? undefined : this.#storageOfCustom(meaning.type);
      }
    }
  }

  #storageOfCustom(type: CustomType): string | undefined {
    switch (type.kind) {
      case 'enum':
        return 'string';
      case 'typed_struct':
        return 'map';
      case 'new_type':
        return type.subtypeOf.kind === 'module' && type.subtypeOf.name === type.module
          ? undefined
          : this.storageOf(type.subtypeOf, type.path);
      case 'type':
        return type.storageType;
    }
  }

  #forgetMeanings(): void {
    this.#meanings.clear();
    this.#forgetLists();
  }

  #replace(path: string, modules: readonly ModuleSource[]): void {
    const before = this.#files.get(path) ?? [];
    const changed = new Set([...before, ...modules].map((source) => source.name));
    for (const source of before) {
      const others = (this.#byName.get(source.name) ?? []).filter((candidate) => candidate !== source);
      if (others.length === 0) this.#byName.delete(source.name);
      else this.#byName.set(source.name, others);
      this.#expanded.delete(source);
      this.#meanings.delete(source);
    }
    for (const source of modules) this.#byName.set(source.name, [...(this.#byName.get(source.name) ?? []), source]);
    this.#files.set(path, modules);
    this.#forgetDependents(changed);
    this.#forgetLists();
  }

  /** What was listed over all modules holds only until one of them changes. */
  #forgetLists(): void {
    this.#domainInterfaces = undefined;
    this.#allMeanings = undefined;
    this.#allResources = undefined;
  }

  #forgetDependents(changed: ReadonlySet<string>): void {
    const dependsOn = (consulted: ReadonlySet<string>): boolean => [...changed].some((name) => consulted.has(name));
    for (const [source, expanded] of this.#expanded) {
      if (dependsOn(expanded.consulted)) this.#expanded.delete(source);
    }
    for (const [source, cached] of this.#meanings) {
      if (dependsOn(cached.consulted)) this.#meanings.delete(source);
    }
  }

  #findSource(name: string, from: string): ModuleSource | undefined {
    const candidates = this.#byName.get(name);
    if (candidates === undefined || candidates.length < 2) return candidates?.[0];
    const root = this.rootOf(from);
    return candidates.find((candidate) => this.rootOf(candidate.path) === root) ?? candidates[0];
  }

  #expand(source: ModuleSource): ExpandedModule {
    const known = this.#expanded.get(source);
    if (known !== undefined) return known;
    const expanded = expandModule(source, (name) => this.#findSource(name, source.path));
    this.#expanded.set(source, expanded);
    return expanded;
  }

  #meaningOf(source: ModuleSource): Meaning {
    const cached = this.#meanings.get(source);
    if (cached !== undefined) return cached.meaning;
    const expanded = this.#expand(source);
    const consulted = new Set(expanded.consulted);
    const expand = (name: string): ExpandedModule | undefined => {
      consulted.add(name);
      const found = this.#findSource(name, source.path);
      const result = found === undefined ? undefined : this.#expand(found);
      for (const other of result?.consulted ?? []) consulted.add(other);
      return result;
    };
    const { settings } = this.rootOf(source.path);
    const meaning: Meaning = {
      source,
      expanded,
      resource: readResource(expanded, { settings, expand, wrappers: this.#wrappers }),
      domain: readDomain(expanded, expand),
      type: readCustomType(expanded, settings),
      repo: readRepo(expanded),
    };
    this.#meanings.set(source, { meaning, consulted });
    return meaning;
  }
}
