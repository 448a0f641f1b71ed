import { archiveOf, blocksNewRows, isBlockingIndex, type Archive } from '../../../../ash/archive.ts';
import { destroyingFiles, isArchivingUsed } from '../../../../ash/archiving.ts';
import type { Identity, Resource } from '../../../../ash/model.ts';
import { isUpsertedOn, upsertingTexts } from '../../../../ash/upserts.ts';
import { addWhereSql, hasWhereSql } from '../../../../ash/where-sql.ts';
import { printNames } from '../../../../base/names.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { at } from '../../../../base/span.ts';
import type { FileEdit } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

/** AshArchival keeps destroyed rows in the table, where unique indexes still see them (its `upserts-and-identities.md`). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An archived row still occupies the values of an identity.',
  messages: {
    identity:
      'Once a row is archived, nobody can create another one with its {keys}: the index of `{identity}` counts archived rows. Add `where: expr(is_nil({attribute}))`, and its SQL to `identity_wheres_to_sql`.',
    upsert:
      'Once a row is archived, an upsert on `{identity}` with its {keys} changes that row, which stays archived, instead of creating a new one. Add `where: expr(is_nil({attribute}))`, and its SQL to `identity_wheres_to_sql`.',
    index:
      'Once a row is archived, nobody can create another one with its {keys}: the unique index counts archived rows. Add `where: "{sql}"`.',
  },
  *check(resource, context) {
    const archive = archiveOf(resource);
    if (archive === undefined) return;
    const reported = [...identitiesOf(resource, archive, context), ...indexesOf(resource, archive, context)];
    const isUsed = reported.length > 0 && isArchivingUsed(resource, context.project, destroyingIn(context));
    yield* reported.map((report) => ({ ...report, severity: isUsed ? ('warning' as const) : ('hint' as const) }));
  },
});

type Found = Report<'identity' | 'upsert' | 'index'>;

function identitiesOf(resource: Resource, archive: Archive, context: RuleContext): Found[] {
  const { project } = context;
  return resource.identities.flatMap((identity): Found[] => {
    const { declaration, name, keys } = identity;
    if (declaration === undefined || !blocksNewRows(resource, identity, project)) return [];
    return [
      {
        message: isUpsertedOn(resource, identity, upsertsIn(context)) ? 'upsert' : 'identity',
        data: { keys: printNames(keys ?? []), identity: name, attribute: archive.attribute },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOfIdentity(resource, identity, declaration, archive, context),
      },
    ];
  });
}

// All texts are searched once in a run.
const upsertsIn = oncePer(({ project, textOf }: RuleContext) => upsertingTexts(project, textOf));
const destroyingIn = oncePer(({ project, textOf }: RuleContext) => destroyingFiles(project, textOf));

function indexesOf(resource: Resource, archive: Archive, context: RuleContext): Found[] {
  const blocking = (resource.postgres?.customIndexes ?? []).filter((index) => isBlockingIndex(index, archive));
  return blocking.map(({ declaration, fields }) => ({
    message: 'index',
    data: { keys: printNames((fields ?? []).map((field) => field.name)), sql: archive.sql },
    at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
    fixes: fixesOfIndex(declaration, archive, context),
  }));
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
