import type { Attribute, Identity, Resource } from '../../../../ash/model.ts';
import { coversNull } from '../../../../ash/null-coverage.ts';
import { isNilWritten, NullableKeys } from '../../../../ash/nullable-keys.ts';
import { isRequirable, requireAll } from '../../../../ash/requirable.ts';
import { resourcesOnTable } from '../../../../ash/table-indexes.ts';
import { repeatsWithout } from '../../../../ash/upserts.ts';
import { printNames } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { commentAbove } from '../../../../elixir/comment-above.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix, Related } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL compares NULLs as distinct in unique indexes unless they are told otherwise (NULLS NOT DISTINCT, 15). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An identity over a nullable attribute lets rows through that differ only by NULL.',
  messages: {
    composite:
      'Rows with a NULL in {nullable} never count as duplicates, so `{identity}` does not keep them apart. {remedy}',
    upsert:
      'Rows with a NULL in {nullable} never count as duplicates: upserts on `{identity}` insert them again and again. {remedy}',
    defaulted:
      'Rows with a NULL in {nullable} never count as duplicates, so `{identity}` does not keep them apart. Only an explicit nil gets there: the default covers the rest. {remedy}',
    optional:
      'Any number of rows may have a NULL in {nullable}: `{identity}` keeps apart only those with a value there. Say `nils_distinct?: true` if that is meant.',
  },
  *check(resource, context) {
    const keys = new NullableKeys(resource);
    for (const identity of resource.identities) {
      const { declaration } = identity;
      if (declaration === undefined || identity.nilsDistinctWritten) continue;
      const nullable = keys.of(identity);
      if (nullable.length === 0 || isSafe(resource, identity, nullable, context)) continue;
      const found: Found = { resource, keys, identity, declaration, nullable, options: optionsOf(resource, context) };
      const message = kindOf(found, context);
      // Before `nils_distinct?` there was no way to say that it is meant.
      if (message === 'optional' && !found.options.sayDistinct) continue;
      yield {
        message,
        severity: message === 'optional' || (message === 'defaulted' && !isUpserted(found)) ? 'hint' : 'warning',
        data: {
          identity: identity.name,
          nullable: printNames(namesOf(nullable), 'or'),
          remedy: remedyFor(found),
        },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        related: nullable.flatMap((attribute) => relatedTo(attribute)),
        fixes: fixesOf(found, message, context),
      };
    }
  },
});

interface Found {
  readonly resource: Resource;
  readonly keys: NullableKeys;
  readonly identity: Identity;
  readonly declaration: Declaration;
  readonly nullable: readonly Attribute[];
  readonly options: Options;
}
