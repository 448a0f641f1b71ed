import type { Action, Domain, Interface, Relationship, Resource } from '../ash/model.ts';
import type { Meaning, Project } from '../ash/project.ts';
import { resourcesOnTable } from '../ash/table-indexes.ts';
import type { TypeRef } from '../ash/type-ref.ts';
import { closest, lastSegment } from '../base/names.ts';
import type { Workspace } from './workspace.ts';

/**
 * Names that resources and domains use and that nobody defines: sentences, made when they are asked for, by a key
 * that says which name is meant.
 * What is missing in a resource is said only of one that is known in full.
 */
export function undefinedNames(workspace: Workspace): ReadonlyMap<string, () => string> {
  const search = new NameSearch(workspace);
  for (const resource of workspace.project.resources()) search.resource(resource);
  for (const domain of workspace.project.domains()) search.domain(domain);
  return search.found;
}

class NameSearch {
  readonly found = new Map<string, () => string>();
  readonly #workspace: Workspace;
  readonly #project: Project;
  readonly #exact: ReadonlySet<string>;
  readonly #namespaces: ReadonlySet<string>;
  #written: ReadonlySet<string> | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#project = workspace.project;
    const names = this.#project.sources().map(({ name }) => name);
    this.#exact = new Set(names);
    this.#namespaces = new Set(names.map(firstSegment));
  }

  resource(resource: Resource): void {
    const { module, path, domain } = resource;
    if (domain !== undefined) this.#domainOf(resource, domain);
    for (const { name, type, origin } of [...resource.attributes, ...resource.calculations]) {
      if (origin.kind === 'declared') this.#type(type, path, `\`${name}\` of \`${module}\``);
    }
    for (const relationship of resource.relationships) {
      if (relationship.origin.kind === 'declared') this.#relationship(resource, relationship);
    }
    for (const { name, keys } of resource.identities.filter(isDeclared)) {
      for (const key of keys ?? []) this.#in(resource, 'field', key, `is a key of the identity \`${name}\``);
    }
    for (const action of resource.actions.filter(isWritten)) this.#action(resource, action);
    this.#postgres(resource);
    this.#aggregates(resource);
    for (const entry of resource.interfaces) this.#interface(resource, entry, module);
  }

  domain(domain: Domain): void {
    for (const { module } of domain.resources) {
      this.#module(module, domain.path, 'resource', `\`${domain.module}\` lists \`${module}\``);
    }
    for (const entry of domain.interfaces) {
      const resource = this.#project.findResource(entry.resource, domain.path);
      if (resource !== undefined) this.#interface(resource, entry, domain.module);
    }
  }

  #domainOf({ module, path, embedded }: Resource, name: string): void {
    this.#module(name, path, 'domain', `\`${module}\` names the domain \`${name}\``);
    const domain = this.#project.find(name, path)?.domain;
    if (domain === undefined || embedded || domain.openBecause.length > 0 || this.#project.isBroken(domain.path))
      return;
    if (domain.resources.some((entry) => entry.module === module)) return;
    const isWritten = domain.sections
      .get('resources')
      ?.some(({ body }) => body.some((child) => child.name !== 'resource'));
    if (isWritten === true) return;
    this.#say(`${name} lists ${module}`, () => `\`${module}\` names the domain \`${name}\`, which does not list it.`);
  }

  #type(type: TypeRef, path: string, of: string): void {
    if (type.kind === 'array') this.#type(type.of, path, of);
    if (type.kind !== 'module') return;
    if (type.name.startsWith(':')) {
      this.#say(`type ${type.name}`, () => `${of} has the type \`${type.name}\`, which Ash does not know.`);
    } else this.#module(type.name, path, 'type', `${of} has the type \`${type.name}\``);
  }

  #relationship(resource: Resource, relationship: Relationship): void {
    const { name, destination, kind } = relationship;
    const own = `\`${name}\` of \`${resource.module}\``;
    if (destination === undefined) return;
    this.#module(destination, resource.path, 'resource', `${own} leads to \`${destination}\``);
    const target = this.#project.findResource(destination, resource.path);
    if (kind === 'many_to_many') {
      const { through } = relationship;
      if (through === undefined) return;
      this.#module(through, resource.path, 'resource', `${own} goes through \`${through}\``);
      const join = this.#project.findResource(through, resource.path);
      for (const key of [relationship.sourceAttributeOnJoin, relationship.destinationAttributeOnJoin]) {
        this.#in(join, 'attribute', key, `is a key of ${own}`);
      }
    } else if (kind === 'belongs_to' || !(relationship.manual || relationship.noAttributes !== false)) {
      if (kind !== 'belongs_to' && relationship.throughPath !== undefined) return;
      this.#in(resource, 'attribute', relationship.sourceAttribute, `is the source of \`${name}\``);
      if (relationship.validateDestinationAttribute === false) return;
      this.#in(target, 'attribute', relationship.destinationAttribute, `is the destination of ${own}`);
    }
  }

  #action(resource: Resource, { name, accept, acceptWritten, upsertIdentity }: Action): void {
    for (const entry of acceptWritten === 'list' ? (accept ?? []) : []) {
      this.#in(resource, 'attribute', entry, `is accepted by \`${name}\``);
    }
    this.#in(resource, 'identity', upsertIdentity, `is the \`upsert_identity\` of \`${name}\``);
  }

  #postgres(resource: Resource): void {
    const { postgres } = resource;
    for (const { relationship } of postgres?.references ?? []) {
      this.#in(resource, 'relationship', relationship, 'has a `reference`');
    }
    const columns = new Set(
      resourcesOnTable(this.#project, resource).flatMap(({ attributes }) =>
        attributes.flatMap(({ name, source }) => [name, source ?? name]),
      ),
    );
    for (const { name, sql } of (postgres?.customIndexes ?? []).flatMap(({ fields }) => fields ?? [])) {
      if (!sql && columns.size > 0 && !columns.has(name))
        this.#in(resource, 'attribute', name, 'is a column of an index');
    }
  }

  #aggregates(resource: Resource): void {
    for (const { name, path, field, resource: other } of resource.aggregates.filter(isDeclared)) {
      let at = other === undefined ? resource : this.#project.findResource(other, resource.path);
      for (const step of path ?? []) {
        this.#in(at, 'relationship', step, `is on the path of the aggregate \`${name}\` of \`${resource.module}\``);
        const destination = at?.relationships.find((candidate) => candidate.name === step)?.destination;
        at = at === undefined ? undefined : this.#project.findResource(destination, at.path);
      }
      if (path !== undefined) this.#in(at, 'field', field, `is the field of \`${name}\` of \`${resource.module}\``);
    }
  }

  #interface(resource: Resource, entry: Interface, owner: string): void {
    if (entry.kind !== 'define') return;
    const by = `\`${entry.name}\` of \`${owner}\``;
    this.#in(resource, 'action', entry.action, `is called by ${by}`);
    this.#in(resource, 'identity', entry.getByIdentity, `is what ${by} looks up by`);
    for (const key of entry.getBy ?? []) this.#in(resource, 'field', key, `is what ${by} looks up by`);
  }

  /** `use` says what the name is for: a verb phrase. */
  #in(resource: Resource | undefined, kind: keyof typeof members, name: string | undefined, use: string): void {
    if (resource === undefined || name === undefined || resource.openBecause.length > 0) return;
    if (this.#project.isBroken(resource.path)) return;
    const names = members[kind](resource);
    if (names.includes(name)) return;
    const word = kind === 'field' ? 'attribute' : kind;
    this.#say(
      `${resource.module} ${kind} ${name} ${use}`,
      () => `\`${name}\` ${use}, and \`${resource.module}\` has no ${word} of that name.${hint(name, names)}`,
    );
  }

  #module(name: string, from: string, kind: 'resource' | 'domain' | 'type', sentence: string): void {
    const meaning = this.#project.find(name, from);
    const use = `${from} ${kind} ${name}`;
    if (meaning !== undefined) {
      const isOne = kind === 'type' ? true : meaning[kind] !== undefined;
      if (!isOne && isPlain(meaning)) this.#say(use, () => `${sentence}, which is no ${kind}.`);
      return;
    }
    if (!this.#isOurs(name) || this.#isWrittenSomewhere(name)) return;
    this.#say(use, () => `${sentence}, which nobody defines.${hint(name, this.#exact)}`);
  }

  /** Modules of dependencies are not in the workspace; a name that is nearly one of ours is meant to be ours. */
  #isOurs(name: string): boolean {
    const first = firstSegment(name);
    return this.#namespaces.has(first) || closest(first, this.#namespaces) !== undefined;
  }

  /** In a file that was not read, or not wholly; of a nested module only the inner name stands in its file. */
  #isWrittenSomewhere(name: string): boolean {
    this.#written ??= new Set(
      this.#workspace
        .paths()
        .flatMap((path) => [...this.#workspace.textOf(path).matchAll(/\bdefmodule\s+(?:Elixir\.)?([A-Z][\w.]*)/g)])
        .flatMap(([, found]) => (found === undefined || this.#exact.has(found) ? [] : [found])),
    );
    return this.#written.has(name) || (name.includes('.') && this.#written.has(lastSegment(name)));
  }

  #say(key: string, message: () => string): void {
    if (!this.found.has(key)) this.found.set(key, message);
  }
}

function hint(name: string, candidates: Iterable<string>): string {
  const meant = closest(name, candidates);
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
}

const members = {
  attribute: ({ attributes }: Resource) => attributes.map(({ name }) => name),
  field: ({ attributes, calculations, aggregates }: Resource) =>
    [...attributes, ...calculations, ...aggregates].map(({ name }) => name),
  relationship: ({ relationships }: Resource) => relationships.map(({ name }) => name),
  identity: ({ identities }: Resource) => identities.map(({ name }) => name),
  action: ({ actions }: Resource) => actions.map(({ name }) => name),
};

function isDeclared({ origin }: { readonly origin: { readonly kind: string } }): boolean {
  return origin.kind === 'declared';
}

/** `defaults [create: [:title]]` generates an action, and names what it accepts all the same. */
function isWritten({ origin }: Action): boolean {
  return origin.kind === 'declared' || (origin.kind === 'generated' && origin.by === 'defaults');
}

/** Whether nothing that we cannot see can make something else of the module. */
function isPlain({ expanded }: Meaning): boolean {
  return (
    expanded.opaque.length === 0 &&
    expanded.uses.every(({ followed, module }) => followed || /^Ash\.(Type|Domain)\b/.test(module))
  );
}

function firstSegment(name: string): string {
  return name.split('.')[0] ?? name;
}
