import type { Resource } from '../../../../ash/model.ts';
import { isTableBacked, type TableIndex } from '../../../../ash/table-indexes.ts';
import { textSearchesOf, type TextSearch } from '../../../../ash/text-searches.ts';
import type { IndexEvidence } from '../../../../base/evidence.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { addIndex } from '../../../add-index.ts';
import type { Fix } from '../../../finding.ts';
import { evidenceOf, printMeasured } from '../../../index-evidence.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** An ordered index finds what a text begins with; only one of trigrams finds what stands in the middle. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'info',
  summary: 'A search for a part of a text has no index that can serve it.',
  messages: {
    missing:
      'Each search of `{action}` reads the whole of `{table}`: no index serves a pattern that may stand anywhere in `{column}`. Once the table is large, add an index of trigrams, with `pg_trgm` among the `installed_extensions` of the repo.',
    measured:
      'No index serves the search of `{action}` in `{column}`. {summary} Add an index of trigrams, with `pg_trgm` among the `installed_extensions` of the repo.',
    unserved:
      'The index of trigrams on `{column}` does not serve `{action}`: `contains` with a `:string` becomes `strpos`, which no index serves, so that each search reads the whole of `{table}`. Give the argument the type `:ci_string`: the search is by ILIKE then, and regards no case.',
    position:
      'Each search of `{action}` reads the whole of `{table}`, and no index can help: `contains` with a `:string` becomes `strpos`. Give the argument the type `:ci_string` for a search by ILIKE, which an index of trigrams serves, and which regards no case.',
  },
  *check(resource, context) {
    if (!isTableBacked(resource) || resource.postgres.migrate !== true || resource.openBecause.length > 0) return;
    const searches = textSearchesOf(resource);
    if (searches.length === 0 || hasTextVector(resource)) return;
    const { indexes, complete } = findKnownIndexes(resource, context);
    for (const search of searches) {
      const column = search.attribute.source;
      if (column === undefined) continue;
      const isServed = indexes.some((index) => isOfTrigrams(index, column));
      const evidence = measuredFor(column, resource, context);
      const message = messageFor(search, isServed, complete, evidence);
      if (message === undefined) continue;
      yield {
        message,
        severity: message === 'measured' ? 'warning' : message === 'position' ? 'hint' : 'info',
        data: {
          action: search.action.name,
          table: resource.postgres.table,
          column,
          summary: evidence === undefined ? '' : printMeasured(evidence),
        },
        at: at(search.action.declaration?.path ?? resource.path, search.call),
        fixes:
          search.by === 'position'
            ? ignoreCase(search, resource)
            : addIndex({ columns: [trigrams(column)], using: 'gin', where: undefined }, resource, context),
      };
    }
  },
});

function messageFor(
  { by }: TextSearch,
  isServed: boolean,
  isComplete: boolean,
  evidence: IndexEvidence | undefined,
): 'missing' | 'measured' | 'unserved' | 'position' | undefined {
  if (by === 'position') return isServed ? 'unserved' : 'position';
  if (isServed || !isComplete || evidence?.verdict === 'no-effect') return undefined;
  return evidence?.verdict === 'missing' ? 'measured' : 'missing';
}

/** A column that PostgreSQL searches by words, which the search may use elsewhere. */
function hasTextVector({ attributes }: Resource): boolean {
  return attributes.some(({ type }) => type.kind === 'module' && /tsvector/i.test(type.name));
}

/** Text has no other operator class for these methods. */
function isOfTrigrams({ method, fields }: TableIndex, column: string): boolean {
  const word = new RegExp(`\\b${column}\\b`);
  return /^(gin|gist)$/i.test(method) && fields.some(({ name }) => word.test(name));
}

function trigrams(column: string): string {
  return `${column} gin_trgm_ops`;
}

function measuredFor(column: string, resource: Resource, context: RuleContext): IndexEvidence | undefined {
  const fields = [{ name: trigrams(column), sql: true }];
  return evidenceOf({ resource, fields, where: undefined, method: 'gin' }, context);
}

function ignoreCase({ argument }: TextSearch, { path }: Resource): Fix[] {
  const { declaration } = argument ?? {};
  const type = declaration?.args[1];
  if (declaration === undefined || type === undefined || !isEditable(declaration, path)) return [];
  const edits = [replacement(type, ':ci_string')];
  return [{ title: 'Give the argument the type `:ci_string`', safe: false, edits: [{ path, edits }] }];
}
