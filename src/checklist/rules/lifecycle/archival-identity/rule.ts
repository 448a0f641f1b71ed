import { quoteIdentifier } from '../../../../ash/expr-to-sql.ts';
import type { Action, CustomIndex, Identity, Resource } from '../../../../ash/model.ts';
import type { Project } from '../../../../ash/project.ts';
import { columnOf, isTableBacked } from '../../../../ash/table-indexes.ts';
import { addWhereSql, hasWhereSql } from '../../../../ash/where-sql.ts';
import { words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import type { FileEdit } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { asAtom, isNil } from '../../../../elixir/literal.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** AshArchival keeps destroyed rows in the table, where unique indexes still see them (its `upserts-and-identities.md`). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An archived row still occupies the values of an identity.',
  messages: {
    identity:
      'Once a row is archived, nobody can create another one with its {keys}, and an upsert on `{identity}` changes the archived row that no read returns. Add `where: expr(is_nil({attribute}))`.',
    index:
      'Once a row is archived, nobody can create another one with its {keys}: the unique index counts archived rows. Add `where: "{sql}"`.',
  },
  *check(resource, context) {
    const archive = archiveOf(resource);
    if (archive === undefined) return;
    for (const identity of resource.identities) {
      if (identity.declaration === undefined || !blocksNewRows(resource, identity, context.project)) continue;
      yield {
        message: 'identity',
        data: { keys: printKeys(identity.keys ?? []), identity: identity.name, attribute: archive.attribute },
        at: at(identity.declaration.path, identity.declaration.args[0] ?? identity.declaration.nameSpan),
        fixes: fixesOfIdentity(resource, identity, identity.declaration, archive, context),
      };
    }
    for (const index of resource.postgres?.customIndexes ?? []) {
      const { declaration } = index;
      if (!isBlockingIndex(index, archive)) continue;
      yield {
        message: 'index',
        data: { keys: printKeys((index.fields ?? []).map((field) => field.name)), sql: archive.sql },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOfIndex(declaration, archive, context),
      };
    }
  },
});

interface Archive {
  readonly attribute: string;
  readonly column: string;
  /** True of rows that are not archived. */
  readonly sql: string;
}

/** Undefined when rows are not archived, when a base filter is part of every identity, or when that is not known. */
function archiveOf(resource: Resource): Archive | undefined {
  const { archival, actions } = resource;
  if (archival === undefined || resource.openBecause.length > 0 || !isTableBacked(resource)) return undefined;
  const { migrate, polymorphic, baseFilterSql } = resource.postgres;
  if (migrate !== true || polymorphic !== false) return undefined;
  if (archival.baseFilter !== false || resource.baseFilter !== undefined || baseFilterSql !== undefined)
    return undefined;
  if (!actions.some((action) => action.type === 'destroy' && action.soft === true)) return undefined;
  if (actions.some((action) => canRestore(action, archival.attribute))) return undefined;
  const column = columnOf(resource, archival.attribute);
  if (column === undefined) return undefined;
  return { attribute: archival.attribute, column, sql: `${quoteIdentifier(column)} IS NULL` };
}

/** Rows that can be brought back have to keep their values, or restoring would collide with a newer row. */
function canRestore({ type, accept, steps }: Action, attribute: string): boolean {
  if (type !== 'create' && type !== 'update') return false;
  return accept?.includes(attribute) === true || steps.some(({ value }) => setsToNil(value, attribute));
}

function setsToNil(value: Expr | undefined, attribute: string): boolean {
  return (
    value?.kind === 'call' && value.args[1] !== undefined && asAtom(value.args[0]) === attribute && isNil(value.args[1])
  );
}

/** Names that say that a value is never to be used again. */
const everWords = new Set('ever forever global globally permanent permanently all_time alltime lifetime'.split(' '));

/** Keys that are given out once: whoever creates a row again gets a new one. */
const onceWords = new Set('number uuid token hash digest fingerprint checksum serial nonce reference'.split(' '));

function blocksNewRows(resource: Resource, identity: Identity, project: Project): boolean {
  const { keys, name, where } = identity;
  if (keys === undefined || where !== undefined || isReferenced(resource, keys, project)) return false;
  const skipped = resource.postgres?.names.get('skip_unique_indexes') ?? [];
  if (skipped.includes(name) || keys.includes(resource.archival?.attribute ?? '')) return false;
  return !isForEver(resource, name, keys);
}

function isForEver(resource: Resource, name: string, keys: readonly string[]): boolean {
  const isPrimary = resource.primaryKey.every((key) => keys.includes(key));
  return (
    isPrimary ||
    words(name).some((word) => everWords.has(word)) ||
    keys.some((key) => words(key).some((word) => onceWords.has(word)))
  );
}

/** A foreign key needs a unique index without a condition. */
function isReferenced(resource: Resource, keys: readonly string[], project: Project): boolean {
  return project
    .resources()
    .some((other) =>
      other.relationships.some(
        ({ kind, destination, destinationAttribute }) =>
          kind === 'belongs_to' &&
          destination === resource.module &&
          (destinationAttribute === undefined || keys.includes(destinationAttribute)),
      ),
    );
}

function isBlockingIndex(index: CustomIndex, { column }: Archive): boolean {
  const { fields, unique, hasWhere, name } = index;
  if (fields === undefined || unique !== true || hasWhere) return false;
  const tokens = fields.flatMap((field) => (field.sql ? field.name : words(field.name)));
  return (
    !fields.some((field) => field.name.includes(column)) &&
    !tokens.some((token) => onceWords.has(token)) &&
    !words(name ?? '').some((word) => everWords.has(word))
  );
}

function fixesOfIdentity(
  resource: Resource,
  identity: Identity,
  declaration: Declaration,
  archive: Archive,
  { textOf }: RuleContext,
): Fix[] {
  if (!isEditable(declaration, declaration.path)) return [];
  const where = setOption(textOf(declaration.path), declaration, 'where', `expr(is_nil(${archive.attribute}))`);
  const entry = { identity: identity.name, sql: archive.sql };
  const sql = hasWhereSql(resource, identity.name) === false ? addWhereSql(resource, [entry], textOf) : undefined;
  if (sql === undefined) return [];
  const edits = together({ path: declaration.path, edits: [where] }, sql);
  return [{ title: `Limit \`${identity.name}\` to rows that are not archived`, safe: false, edits }];
}

function together(first: FileEdit, second: FileEdit): FileEdit[] {
  if (first.path !== second.path) return [first, second];
  return [{ path: first.path, edits: [...first.edits, ...second.edits] }];
}

function fixesOfIndex(declaration: Declaration, { sql }: Archive, { textOf }: RuleContext): Fix[] {
  if (!isEditable(declaration, declaration.path)) return [];
  const edit = setOption(textOf(declaration.path), declaration, 'where', `"${sql.replaceAll('"', '\\"')}"`);
  const edits = [{ path: declaration.path, edits: [edit] }];
  return [{ title: 'Limit the index to rows that are not archived', safe: false, edits }];
}

function printKeys(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(' and ');
}
