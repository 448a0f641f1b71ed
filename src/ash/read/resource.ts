import { findOption, optionValue, type Declaration } from '../../elixir/declaration.ts';
import type { ExpandedModule, Opaque, Use } from '../../elixir/expand.ts';
import { opaque } from '../../elixir/expand.ts';
import { asAtom, asModule, isKeywordList, isNil, modulesIn, valueOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';
import { completeResource } from './complete.ts';
import { extensionsInOrder, findExtension, isHarmlessUse } from '../extensions/registry.ts';
import type { Multitenancy, Resource } from '../model.ts';
import type { Settings } from '../settings.ts';
import { defaultAction, readAccept, readAction, readDefaults, type WrittenAction } from './actions.ts';
import { readAggregate } from './aggregates.ts';
import { readAttributes } from './attributes.ts';
import { readCalculation } from './calculations.ts';
import { readIdentity } from './identities.ts';
import { readInterface } from './interfaces.ts';
import { booleanOption, exprOption, insideExpr, nameOption } from './options.ts';
import { readPolicies } from './policies.ts';
import { readPostgres } from './postgres.ts';
import { readRelationship } from './relationships.ts';
import { readStep } from './steps.ts';

export interface ResourceContext {
  readonly settings: Settings;
  readonly expand: (module: string) => ExpandedModule | undefined;
  /** Names of wrappers that cannot be read but make a resource (`use Vendor.Resource`). */
  readonly wrappers: ReadonlySet<string>;
}

/** Sections that every resource may have. */
const coreSections = new Set(
  (
    'attributes relationships actions code_interface resource identities changes preparations validations pipelines ' +
    'aggregates calculations multitenancy'
  ).split(' '),
);

/** The `use` that makes a module a resource, or undefined. */
export function findResourceUse(expanded: ExpandedModule, wrappers: ReadonlySet<string>): Use | undefined {
  return expanded.uses.find((use) => use.module === 'Ash.Resource' || (wrappers.has(use.module) && !use.followed));
}

/** Reads a module as a resource; undefined when it is none. */
export function readResource(expanded: ExpandedModule, context: ResourceContext): Resource | undefined {
  const use = findResourceUse(expanded, context.wrappers);
  return use === undefined ? undefined : new ResourceReader(expanded, use, context).read();
}

class ResourceReader {
  readonly #expanded: ExpandedModule;
  readonly #use: Use;
  readonly #context: ResourceContext;
  readonly #open: Opaque[] = [];
  #declarations: readonly Declaration[];

  constructor(expanded: ExpandedModule, use: Use, context: ResourceContext) {
    this.#expanded = expanded;
    this.#use = use;
    this.#context = context;
    this.#declarations = expanded.declarations;
  }

  read(): Resource {
    const { source } = this.#expanded;
    this.#open.push(...this.#expanded.opaque);
    const fragments = this.#fragments();
    const extensions = this.#modules('extensions');
    const authorizers = this.#modules('authorizers');
    const notifiers = [...this.#modules('notifiers'), ...this.#modules('simple_notifiers')];
    const dataLayer = this.#dataLayer();
    const embedded = dataLayer === 'embedded';
    const layerModule = dataLayer === undefined || embedded ? [] : [dataLayer];
    const known = this.#checkExtensions([...layerModule, ...extensions, ...authorizers, ...notifiers]);
    this.#checkUses();
    const sections = this.#sections(known);
    const written = this.#actions(sections, embedded);
    const draft = this.#draft(sections, dataLayer, extensions, written);
    for (const extension of extensionsInOrder([...extensions, ...authorizers, ...notifiers])) extension.apply?.(draft);
    const completed = completeResource(draft, {
      settings: this.#context.settings,
      embedded,
      defaultAccept: readAccept(optionIn(sections, 'actions', 'default_accept')),
      accepts: new Map(written.map(({ action, accept }) => [action.name, accept])),
    });
    const all = (name: string): readonly Declaration[] => sections.get(name)?.flatMap((block) => block.body) ?? [];
    return {
      ...completed,
      module: source.name,
      path: source.path,
      span: { start: source.start, end: source.end },
      nameSpan: source.nameSpan,
      use: this.#use,
      domain: this.#domain(),
      dataLayer: embedded ? undefined : dataLayer,
      embedded,
      extensions: [...new Set(extensions)],
      authorizers,
      notifiers,
      fragments,
      changes: draft.changes,
      validations: all('validations')
        .map(readStep)
        .filter((step) => step !== undefined),
      preparations: draft.preparations,
      policies: [...readPolicies(all('policies')), ...readPolicies(all('field_policies'))],
      multitenancy: readMultitenancy(sections.get('multitenancy')),
      baseFilter: draft.baseFilter,
      postgres: readPostgres(sections.get('postgres') ?? sections.get('sqlite') ?? []),
      archival: draft.archival,
      stateMachine: draft.stateMachine,
      encrypted: draft.encrypted,
      sections,
      functions: this.#expanded.functions,
      openBecause: [...draft.openBecause, ...(this.#use.module === 'Ash.Resource' ? [] : [this.#unread(this.#use)])],
    };
  }

  /** Appends what fragments declare; their own options count like the resource's. */
  #fragments(): string[] {
    const names = this.#modulesOf(this.#use.argument, 'fragments', this.#use);
    for (const name of names) {
      const fragment = this.#context.expand(name);
      if (fragment === undefined) {
        this.#open.push(opaque(this.#use, `the fragment \`${name}\` is not in this project`));
        continue;
      }
      this.#open.push(...fragment.opaque);
      this.#fragmentUses.push(...fragment.uses);
      this.#declarations = [...this.#declarations, ...fragment.declarations];
    }
    return names;
  }

  readonly #fragmentUses: Use[] = [];

  /** The modules of an option, from the resource and from its fragments. */
  #modules(option: string): string[] {
    const fragmentUses = this.#fragmentUses.filter((use) => use.module === 'Spark.Dsl.Fragment');
    return [this.#use, ...fragmentUses].flatMap((use) => this.#modulesOf(use.argument, option, use));
  }

  #modulesOf(argument: Expr | undefined, option: string, use: Use): string[] {
    if (argument !== undefined && !isKeywordList(argument)) {
      if (option === 'fragments') this.#open.push(opaque(use, 'the options of `use Ash.Resource` are computed'));
      return [];
    }
    const names = modulesIn(argument, option);
    if (names === undefined) this.#open.push(opaque(use, `\`${option}\` is computed`));
    return names ?? [];
  }

  #dataLayer(): string | undefined {
    const uses = [this.#use, ...this.#fragmentUses.filter((use) => use.module === 'Spark.Dsl.Fragment')];
    for (const use of uses) {
      const value = valueOf(use.argument, 'data_layer');
      if (value === undefined) continue;
      const name = asModule(value) ?? asAtom(value);
      if (name === undefined) this.#open.push(opaque(use, '`data_layer` is computed'));
      return name;
    }
    return undefined;
  }

  #domain(): string | undefined {
    const value = valueOf(this.#use.argument, 'domain');
    return asModule(value);
  }

  /** The sections that the named extensions bring; an extension that nobody told us about opens the resource. */
  #checkExtensions(modules: readonly string[]): ReadonlySet<string> {
    const sections = new Set(coreSections);
    for (const module of modules) {
      const extension = findExtension(module);
      for (const section of extension?.sections ?? []) sections.add(section);
      if (extension === undefined && !this.#isPlainProjectModule(module)) {
        this.#open.push(opaque(this.#use, `what the extension \`${module}\` adds is not known`));
      }
    }
    return sections;
  }

  /** Notifiers and authorizers of the project itself that are no Spark extensions add nothing. */
  #isPlainProjectModule(module: string): boolean {
    const expanded = this.#context.expand(module);
    return expanded !== undefined && !expanded.uses.some((use) => use.module.startsWith('Spark.Dsl'));
  }

  #checkUses(): void {
    for (const use of [...this.#expanded.uses, ...this.#fragmentUses]) {
      if (use === this.#use || use.followed || use.module === 'Spark.Dsl.Fragment') continue;
      if (findExtension(use.module) !== undefined || isHarmlessUse(use.module)) continue;
      if (this.#context.expand(use.module) !== undefined) continue;
      this.#open.push(this.#unread(use));
    }
  }

  #unread(use: Use): Opaque {
    return opaque(use.via?.use ?? use, `what \`use ${use.module}\` adds is not known`);
  }

  #sections(known: ReadonlySet<string>): ReadonlyMap<string, readonly Declaration[]> {
    const sections = new Map<string, Declaration[]>();
    const explained = this.#open.length > 0;
    for (const declaration of this.#declarations.flatMap(withNestedSections)) {
      const list = sections.get(declaration.name) ?? [];
      list.push(declaration);
      sections.set(declaration.name, list);
      if (!known.has(declaration.name) && !explained) {
        this.#open.push(opaque(declaration, `what \`${declaration.name}\` declares is not known`));
      }
    }
    return sections;
  }

  #draft(
    sections: ReadonlyMap<string, readonly Declaration[]>,
    dataLayer: string | undefined,
    extensions: readonly string[],
    written: readonly WrittenAction[],
  ): ResourceDraft {
    const { settings } = this.#context;
    const { name: module, path } = this.#expanded.source;
    const read = <T>(section: string, reader: (declaration: Declaration) => T | readonly T[] | undefined): T[] =>
      (sections.get(section) ?? []).flatMap((block) =>
        block.body.flatMap((child) => this.#entity(section, child, reader)),
      );
    const filter = optionIn(sections, 'resource', 'base_filter');
    return {
      module,
      path,
      dataLayer,
      extensions,
      sections,
      attributes: read('attributes', (child) => readAttributes(child, settings)),
      relationships: read('relationships', (child) => readRelationship(child, module, settings)),
      identities: read('identities', readIdentity),
      actions: written.map(({ action }) => action),
      calculations: read('calculations', (child) => readCalculation(child, settings)),
      aggregates: read('aggregates', readAggregate),
      interfaces: read('code_interface', (child) => readInterface(child, module)),
      changes: read('changes', readStep),
      preparations: read('preparations', readStep),
      baseFilter: filter === undefined || isNil(filter) ? undefined : insideExpr(filter),
      archival: undefined,
      stateMachine: undefined,
      encrypted: [],
      openBecause: this.#open,
    };
  }

  /** Reads one entity; what cannot be read opens the resource, unless it is an option of the section. */
  #entity<T>(section: string, child: Declaration, reader: (child: Declaration) => T | readonly T[] | undefined): T[] {
    const result = reader(child);
    if (Array.isArray(result)) return [...(result as readonly T[])];
    if (result !== undefined) return [result as T];
    if (sectionOptions[section]?.has(child.name) !== true) {
      const reason = `\`${child.name}\` in \`${section}\` has a name that is computed, or is not known`;
      this.#open.push(opaque(child.via?.use ?? child, reason));
    }
    return [];
  }

  #actions(sections: ReadonlyMap<string, readonly Declaration[]>, embedded: boolean): WrittenAction[] {
    const { settings } = this.#context;
    const blocks = sections.get('actions') ?? [];
    const declared = blocks.flatMap((block) =>
      block.body.flatMap((child) => this.#entity('actions', child, (found) => readAction(found, settings))),
    );
    const defaults = blocks.flatMap((block) => block.body.filter((child) => child.name === 'defaults'));
    const generated = defaults.flatMap((child) => {
      const actions = readDefaults(child.args[0], child, settings);
      if (actions === undefined) this.#open.push(opaque(child, '`defaults` is computed'));
      return actions ?? [];
    });
    if (defaults.length > 0 || !embedded) return [...generated, ...declared];
    const taken = new Set(declared.map(({ action }) => action.name));
    const all = { kind: 'list', names: [], wildcard: true } as const;
    const implied = (['create', 'read', 'update', 'destroy'] as const)
      .filter((type) => !taken.has(type))
      .map((type) =>
        defaultAction(type, type === 'create' || type === 'update' ? all : { kind: 'none' }, undefined, settings),
      );
    return [...implied, ...declared];
  }
}

/** Spark accepts a section inside another one and takes it for what it is (a misplaced `end` makes such code). */
function withNestedSections(block: Declaration): Declaration[] {
  if (!coreSections.has(block.name)) return [block];
  const isSection = (child: Declaration): boolean => child.block !== undefined && coreSections.has(child.name);
  const nested = block.body.filter(isSection);
  if (nested.length === 0) return [block];
  return [{ ...block, body: block.body.filter((child) => !isSection(child)) }, ...nested.flatMap(withNestedSections)];
}

const sectionOptions: Readonly<Record<string, ReadonlySet<string>>> = {
  actions: new Set(['defaults', 'default_accept']),
  /** `define_for` is Ash 2's `domain`. */
  code_interface: new Set(['domain', 'define?', 'namespace', 'define_for']),
};

function optionIn(
  sections: ReadonlyMap<string, readonly Declaration[]>,
  section: string,
  option: string,
): Expr | undefined {
  const block = (sections.get(section) ?? []).findLast((candidate) => findOption(candidate, option) !== undefined);
  return block === undefined ? undefined : optionValue(block, option);
}

function readMultitenancy(blocks: readonly Declaration[] | undefined): Multitenancy | undefined {
  const first = blocks?.[0];
  if (blocks === undefined || first === undefined) return undefined;
  const block: Declaration = { ...first, body: blocks.flatMap((each) => each.body) };
  const strategy = nameOption(block, 'strategy', 'context');
  return {
    strategy: strategy === 'attribute' || strategy === 'context' ? strategy : undefined,
    strategyWritten: exprOption(block, 'strategy') !== undefined,
    attribute: nameOption(block, 'attribute', undefined),
    global: booleanOption(block, 'global?', false),
    declaration: first,
  };
}
