import { findOption, type Declaration } from '../elixir/declaration.ts';
import type { Span } from '../base/span.ts';
import { findForeignKeys } from './foreign-key.ts';
import type { Resource } from './model.ts';
import type { Project } from './project.ts';
import { isTableBacked } from './table-indexes.ts';

/** A name that the database knows something of a resource by, and that its errors are recognised by. */
export interface DatabaseName {
  readonly kind: 'foreign key' | 'unique index' | 'check constraint';
  readonly name: string;
  /** The entity that says the name, or that could. */
  readonly declaration: Declaration;
  /** Whether a `name` option there would set it. */
  readonly canBeNamed: boolean;
  readonly at: Span;
}

/** Those of foreign keys, unique custom indexes and checks; names of identities' indexes the compiler looks at. */
export function databaseNamesOf(project: Project, resource: Resource): DatabaseName[] {
  if (!isTableBacked(resource) || resource.postgres.migrate !== true) return [];
  return [
    ...foreignKeyNames(project, resource),
    ...resource.postgres.customIndexes.flatMap(({ name, unique, declaration }) =>
      unique === true && name !== undefined
        ? [{ kind: 'unique index', name, declaration, canBeNamed: true, at: nameOf(declaration) } as const]
        : [],
    ),
    ...resource.postgres.checkConstraints.flatMap(({ name, declaration }) =>
      name === undefined
        ? []
        : [{ kind: 'check constraint', name, declaration, canBeNamed: false, at: nameOf(declaration) } as const],
    ),
  ];
}

/** AshPostgres takes `<table>_<column>_fkey` where `references` says nothing. */
function foreignKeyNames(project: Project, resource: Resource & { postgres: { table: string } }): DatabaseName[] {
  return findForeignKeys(project, resource).flatMap(({ relationship, reference, column }): DatabaseName[] => {
    const declaration = reference?.declaration ?? relationship.declaration;
    const option = reference === undefined ? undefined : findOption(reference.declaration, 'name');
    if (declaration === undefined || (option !== undefined && reference?.name === undefined)) return [];
    const name = reference?.name ?? `${resource.postgres.table}_${column}_fkey`;
    const place = option?.value ?? declaration.args[0] ?? declaration.nameSpan;
    return [{ kind: 'foreign key', name, declaration, canBeNamed: reference !== undefined, at: place }];
  });
}

/** An index has its name in an option, a check behind its attributes. */
function nameOf(declaration: Declaration): Span {
  return findOption(declaration, 'name')?.value ?? declaration.args[1] ?? declaration.nameSpan;
}
