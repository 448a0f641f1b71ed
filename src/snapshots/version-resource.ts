import { capture } from '../ash/capture.ts';
import { generatedAction, generatedAttribute, generatedBelongsTo } from '../ash/generated.ts';
import type { Attribute, BelongsTo, Resource } from '../ash/model.ts';
import type { ProjectView } from './project-view.ts';
import { readPostgres } from '../ash/read/postgres.ts';
import { readType } from '../ash/read/type.ts';
import type { Settings } from '../ash/settings.ts';
import { builtin, type TypeRef } from '../ash/type-ref.ts';
import { childrenNamed, findOption, type Declaration } from '../elixir/declaration.ts';
import { opaque, type Opaque } from '../elixir/expand.ts';
import { asAtom, asBoolean, asModule, asString, asWrappedList, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

const by = 'AshPaperTrail.Resource';

/**
 * The resource of versions that AshPaperTrail makes of another one, which is in no text, as far as its table goes
 * (ash_paper_trail 0.5.7, transformers/create_version_resource.ex). Undefined where a resource has none.
 */
export function versionResourceOf(project: ProjectView, resource: Resource): Resource | undefined {
  if (!resource.extensions.includes(by) || resource.postgres === undefined) return undefined;
  const { settings } = project.rootOf(resource.path);
  return new VersionResource(resource, settings).read();
}

class VersionResource {
  readonly #source: Resource;
  readonly #settings: Settings;
  readonly #block: Declaration;
  readonly #open: Opaque[] = [];

  constructor(source: Resource, settings: Settings) {
    const blocks = source.sections.get('paper_trail') ?? [];
    this.#source = source;
    this.#settings = settings;
    this.#block = { ...(blocks[0] ?? placeholder(source)), body: blocks.flatMap(({ body }) => body) };
  }

  read(): Resource {
    const source = this.#source;
    const key = source.attributes.find(({ name }) => source.primaryKey.length === 1 && name === source.primaryKey[0]);
    const actors = childrenNamed(this.#block, 'belongs_to_actor');
    const relationships = [this.#sourceRelationship(key), ...actors.flatMap((actor) => this.#actor(actor) ?? [])];
    const attributes = this.#attributes(key, relationships);
    if (key === undefined) this.#unknown('which attribute is the primary key');
    for (const name of ['mixin', 'version_extensions']) {
      if (this.#option(name) !== undefined) this.#unknown(`what \`${name}\` adds to versions`);
    }
    return {
      ...source,
      module: `${source.module}.Version`,
      extensions: [],
      attributes,
      relationships,
      identities: [],
      calculations: [],
      actions: [generatedAction({ name: 'create', by, type: 'create' })],
      primaryKey: ['id'],
      postgres: readPostgres([this.#postgres(actors)]),
      baseFilter: undefined,
      openBecause: this.#open,
    };
  }

  #attributes(key: Attribute | undefined, relationships: readonly BelongsTo[]): Attribute[] {
    const make = (name: string, type: TypeRef, facts: Partial<Attribute> = {}): Attribute =>
      generatedAttribute({ ...facts, name, by, declaration: this.#block, type });
    const required = { allowNil: false };
    const now = { ...required, default: capture('DateTime', 'utc_now', this.#block) };
    const stores = (option: string, name: string, type: string): Attribute[] =>
      this.#flag(option, false) === true ? [make(name, builtin(type), required)] : [];
    const written = [
      this.#id(make),
      make('version_action_type', builtin('atom'), required),
      ...stores('store_action_name?', 'version_action_name', 'atom'),
      ...stores('store_action_inputs?', 'version_action_inputs', 'map'),
      ...stores('store_resource_identifier?', 'version_resource_identifier', 'atom'),
      ...childrenNamed(this.#block, 'metadata').flatMap((metadata) => this.#metadata(metadata, make) ?? []),
      ...this.#copied(make),
      make('version_source_id', key?.type ?? { kind: 'unknown' }, { ...required, constraints: key?.constraints }),
      make('changes', builtin('map')),
      make('version_inserted_at', builtin('utc_datetime_usec'), now),
      make('version_updated_at', builtin('utc_datetime_usec'), now),
    ];
    const taken = new Set(written.map(({ name }) => name));
    const keys = relationships.flatMap(({ sourceAttribute, attributeType, allowNil, defineAttribute }) =>
      sourceAttribute === undefined || taken.has(sourceAttribute) || defineAttribute === false
        ? []
        : [make(sourceAttribute, attributeType, { allowNil })],
    );
    return [...written, ...keys];
  }

  #id(make: (name: string, type: TypeRef, facts: Partial<Attribute>) => Attribute): Attribute {
    const written = this.#option('primary_key_type');
    const type = written === undefined ? 'uuid' : asAtom(written);
    const facts = { primaryKey: true, allowNil: false };
    const generates = (module: string): Partial<Attribute> => ({
      ...facts,
      default: capture(module, 'generate', this.#block),
    });
    if (type === 'integer') return make('id', builtin('integer'), { ...facts, generated: true });
    if (type === 'uuid_v7') return make('id', builtin('uuid_v7'), generates('Ash.UUIDv7'));
    if (type === 'uuid') return make('id', builtin('uuid'), generates('Ash.UUID'));
    return make('id', { kind: 'unknown' }, facts);
  }

  #metadata(
    declaration: Declaration,
    make: (name: string, type: TypeRef, facts: Partial<Attribute>) => Attribute,
  ): Attribute | undefined {
    const name = asAtom(declaration.args[0]);
    if (name === undefined) {
      this.#unknown('what `metadata` is called');
      return undefined;
    }
    const allowNil = findOption(declaration, 'allow_nil?')?.value;
    return make(name, readType(declaration.args[1], this.#settings), {
      allowNil: allowNil === undefined ? true : asBoolean(allowNil),
      constraints: findOption(declaration, 'constraints')?.value,
    });
  }

  /** `attributes_as_attributes`, in the order of the source. */
  #copied(make: (name: string, type: TypeRef, facts: Partial<Attribute>) => Attribute): Attribute[] {
    const names = asWrappedList(this.#option('attributes_as_attributes')).map(asAtom);
    if (names.includes(undefined)) this.#unknown('which attributes `attributes_as_attributes` copies');
    return this.#source.attributes
      .filter(({ name }) => names.includes(name))
      .map(({ name, type, allowNil, generated, primaryKey, default: value, constraints }) =>
        make(name, type, { allowNil, generated, primaryKey, default: value, constraints }),
      );
  }

  #sourceRelationship(key: Attribute | undefined): BelongsTo {
    return generatedBelongsTo({
      name: 'version_source',
      by,
      declaration: this.#block,
      destination: this.#source.module,
      sourceAttribute: 'version_source_id',
      destinationAttribute: key?.name,
      allowNil: false,
    });
  }

  #actor(declaration: Declaration): BelongsTo | undefined {
    const name = asAtom(declaration.args[0]);
    if (name === undefined) {
      this.#unknown('what a `belongs_to_actor` is called');
      return undefined;
    }
    const type = findOption(declaration, 'attribute_type')?.value;
    const flag = (option: string): boolean | undefined => {
      const value = findOption(declaration, option)?.value;
      return value === undefined ? true : asBoolean(value);
    };
    return generatedBelongsTo({
      name,
      by,
      declaration,
      destination: asModule(declaration.args[1]),
      defineAttribute: flag('define_attribute?'),
      allowNil: flag('allow_nil?'),
      attributeType: type === undefined ? this.#settings.defaultBelongsToType : readType(type, this.#settings),
    });
  }

  #postgres(actors: readonly Declaration[]): Declaration {
    const { postgres } = this.#source;
    const table = this.#option('table_name');
    const own = table === undefined ? undefined : asString(table);
    const name = table === undefined && postgres?.table !== undefined ? `${postgres.table}_versions` : own;
    const repo = postgres?.repo;
    const source = this.#flag('reference_source?', true);
    if (source === undefined) this.#unknown('whether versions refer to their source');
    const made = (word: string, ...args: readonly Expr[]): Declaration => ({ ...this.#made(word), args });
    const references = actors.flatMap((actor) => {
      const [relationship] = actor.args;
      if (relationship === undefined || findOption(actor, 'define_attribute?') !== undefined) return [];
      const onDelete = findOption(actor, 'on_delete')?.value ?? atom('nothing', this.#block);
      const body = [made('on_delete', onDelete), made('on_update', atom('update', this.#block))];
      return [{ ...made('reference', relationship), body }];
    });
    const ignored = source === false ? [this.#ignoredSource(made)] : [];
    return {
      ...this.#made('postgres'),
      body: [
        ...(name === undefined ? [] : [made('table', text(name, this.#block))]),
        ...(repo === undefined
          ? []
          : [made('repo', { kind: 'alias', ...spanOf(this.#block), name: repo, base: undefined })]),
        { ...made('references'), body: [...ignored, ...references] },
      ],
    };
  }

  #ignoredSource(made: (word: string, ...args: readonly Expr[]) => Declaration): Declaration {
    const body = [made('ignore?', atom('true', this.#block))];
    return { ...made('reference', atom('version_source', this.#block)), body };
  }

  #made(name: string): Declaration {
    return { ...this.#block, name, args: [], keywords: [], body: [] };
  }

  #option(name: string): Expr | undefined {
    const value = findOption(this.#block, name)?.value;
    return value === undefined || isNil(value) ? undefined : value;
  }

  #flag(name: string, unwritten: boolean): boolean | undefined {
    const value = this.#option(name);
    return value === undefined ? unwritten : asBoolean(value);
  }

  #unknown(what: string): void {
    this.#open.push(opaque(this.#block, `${what} is not known`));
  }
}

function spanOf({ start, end }: Declaration): { readonly start: number; readonly end: number } {
  return { start, end };
}

function atom(name: string, at: Declaration): Expr {
  return { kind: 'atom', ...spanOf(at), name };
}

function text(value: string, at: Declaration): Expr {
  return { kind: 'string', ...spanOf(at), value, charlist: false, interpolations: [] };
}

/** What stands for the block of a resource that names the extension only. */
function placeholder({ path, nameSpan }: Resource): Declaration {
  return {
    path,
    start: nameSpan.start,
    end: nameSpan.end,
    name: 'paper_trail',
    nameSpan,
    args: [],
    keywords: [],
    body: [],
    block: undefined,
    parens: false,
    argsEnd: nameSpan.end,
    via: undefined,
    conditional: false,
  };
}
