import { exprToSql } from '../../../../ash/expr-to-sql.ts';
import type { Identity, Resource } from '../../../../ash/model.ts';
import { isTableBacked } from '../../../../ash/table-indexes.ts';
import { addWhereSql, hasWhereSql, hasWhereSqlList, type WhereSql } from '../../../../ash/where-sql.ts';
import { at } from '../../../../base/span.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** The migration generator cannot turn an Ash expression into the predicate of an index: it raises (`identities/1`). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'An identity has a condition whose SQL the resource does not say.',
  messages: {
    missing:
      '`mix ash.codegen` raises: it needs the SQL of the condition of `{identity}`, and `identity_wheres_to_sql` has no entry for it. Upserts on the identity raise, too. Add the entry, or name the identity in `skip_unique_indexes`.',
  },
  *check(resource, context) {
    const unwritten = identitiesWithoutSql(resource);
    for (const identity of unwritten) {
      const { declaration } = identity;
      if (declaration === undefined) continue;
      yield {
        message: 'missing',
        data: { identity: identity.name },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOf(resource, identity, unwritten, context),
      };
    }
  },
});

function identitiesWithoutSql(resource: Resource): Identity[] {
  if (!isTableBacked(resource) || resource.openBecause.length > 0 || resource.postgres.migrate !== true) return [];
  const { dynamicOptions, names } = resource.postgres;
  if (dynamicOptions.has('skip_unique_indexes')) return [];
  const skipped = names.get('skip_unique_indexes') ?? [];
  return resource.identities.filter(
    ({ name, where }) => where !== undefined && hasWhereSql(resource, name) === false && !skipped.includes(name),
  );
}

function fixesOf(resource: Resource, identity: Identity, unwritten: readonly Identity[], context: RuleContext): Fix[] {
  const own = sqlOf(resource, identity, context);
  if (own.length === 0) return [];
  // The first entry opens the list, and there can only be one: it takes those of the others along.
  const isOpen = hasWhereSqlList(resource);
  const entries = isOpen ? own : unwritten.flatMap((other) => sqlOf(resource, other, context));
  const edit = addWhereSql(resource, entries, context.textOf);
  if (edit === undefined) return [];
  const names = entries.map((entry) => `\`${entry.identity}\``).join(', ');
  return [{ title: `Add the SQL of ${names} to \`identity_wheres_to_sql\``, safe: false, edits: [edit] }];
}

function sqlOf(resource: Resource, { name, where }: Identity, { project }: RuleContext): WhereSql[] {
  const sql = where === undefined ? undefined : exprToSql(where, resource, project);
  return sql === undefined ? [] : [{ identity: name, sql }];
}
