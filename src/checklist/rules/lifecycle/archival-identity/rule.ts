import { archiveOf, blocksNewRows, isBlockingIndex, type Archive } from '../../../../ash/archive.ts';
import type { Identity, Resource } from '../../../../ash/model.ts';
import { addWhereSql, hasWhereSql } from '../../../../ash/where-sql.ts';
import { at } from '../../../../base/span.ts';
import type { FileEdit } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
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
      'Once a row is archived, nobody can create another one with its {keys}: the index of `{identity}` counts archived rows. Add `where: expr(is_nil({attribute}))`.',
    upsert:
      'Once a row is archived, an upsert on `{identity}` with its {keys} changes that row, which no read returns, instead of creating a new one. Add `where: expr(is_nil({attribute}))`.',
    index:
      'Once a row is archived, nobody can create another one with its {keys}: the unique index counts archived rows. Add `where: "{sql}"`.',
  },
  *check(resource, context) {
    const archive = archiveOf(resource);
    if (archive === undefined) return;
    for (const identity of resource.identities) {
      if (identity.declaration === undefined || !blocksNewRows(resource, identity, context.project)) continue;
      yield {
        message: isUpserted(resource, identity) ? 'upsert' : 'identity',
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

function isUpserted({ actions }: Resource, { name }: Identity): boolean {
  return actions.some((action) => action.upsert === true && action.upsertIdentity === name);
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
