import type { Attribute, Identity, Resource } from '../../../../ash/model.ts';
import { coversNull } from '../../../../ash/null-coverage.ts';
import { canBeEqual, describeGap, isMeaningless, isOptionalOneToOne, type Gap } from '../../../../ash/null-gap.ts';
import { NullableKeys } from '../../../../ash/nullable-keys.ts';
import { requireAll } from '../../../../ash/requirable.ts';
import { printNames } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix, Related, Severity } from '../../../finding.ts';
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
      'Rows with a NULL in {nullable} never count as duplicates: upserts on `{identity}` insert them again and again{unless}. {remedy}',
    optional:
      'Any number of rows may have a NULL in {nullable}: `{identity}` keeps apart only those with a value there. Say `nils_distinct?: true` if that is meant.',
  },
  *check(resource, context) {
    const keys = new NullableKeys(resource);
    for (const identity of resource.identities) {
      const { declaration } = identity;
      if (declaration === undefined || identity.nilsDistinctWritten) continue;
      const nullable = uncovered(resource, identity, keys.of(identity), context);
      if (nullable.length === 0 || isOptionalOneToOne(resource, keys.ownKeys(identity), context)) continue;
      const gap = describeGap(resource, keys, identity, nullable, context);
      // Before there was `nils_distinct?` nothing could be said about what is meant.
      if (gap.kind === 'optional' && !gap.hasOption) continue;
      yield {
        message: gap.kind,
        severity: severityOf(gap, resource),
        data: {
          identity: identity.name,
          nullable: printKeys(nullable, 'or'),
          remedy: remedyFor(gap),
          unless: resource.identities.length > 1 ? ', unless another identity stops them' : '',
        },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        related: nullable.flatMap((attribute) => relatedTo(attribute)),
        fixes: fixesOf(gap, declaration, context),
      };
    }
  },
});

/** What only an explicit nil lets in, another identity may stop, or nothing here inserts, is no reason for alarm. */
function severityOf(gap: Gap, { actions, identities }: Resource): Severity {
  if (gap.kind === 'optional' || (gap.kind === 'composite' && gap.isDefaulted)) return 'hint';
  const isReadOnly = actions.length > 0 && !actions.some(({ type }) => type === 'create');
  const mayBeStopped = gap.kind === 'upsert' && identities.length > 1;
  return gap.isDefaulted || isReadOnly || mayBeStopped ? 'info' : 'warning';
}

function uncovered(
  resource: Resource,
  identity: Identity,
  nullable: readonly Attribute[],
  context: RuleContext,
): Attribute[] {
  if (nullable.length === 0) return [];
  const { indexes } = findKnownIndexes(resource, context);
  return nullable.filter((attribute) => !coversNull(resource, identity, attribute, indexes));
}

function remedyFor(gap: Gap): string {
  const note = gap.isDefaulted ? 'Only an explicit nil gets there: the default covers the rest. ' : '';
  const forbid = isMeaningless(gap) ? 'forbid NULL there' : 'give every row a value there and forbid NULL';
  const give = gap.kind === 'upsert' ? 'upsert only rows that have a value there' : 'give every row a value there';
  const equal = canBeEqual(gap) ? ['set `nils_distinct?: false`'] : [];
  const required = [gap.isRequirable ? forbid : give];
  const choices = isMeaningless(gap) ? [...required, ...equal] : [...equal, ...required];
  const sentence = `${choices.join(', or ')}.`;
  return note + sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function relatedTo({ name, declaration }: Attribute): Related[] {
  if (declaration === undefined) return [];
  return [{ at: at(declaration.path, declaration.args[0] ?? declaration), message: `\`${name}\` may be nil.` }];
}

/** What is offered first depends on what nil seems to mean: no value, a value like others, or nothing at all. */
function fixesOf(gap: Gap, declaration: Declaration, context: RuleContext): Fix[] {
  const { kind, postgres, hasOption } = gap;
  const distinct = hasOption
    ? fixesOfOption(declaration, 'true', 'Say that rows without a value are meant to repeat', context)
    : [];
  const since = postgres === undefined ? ' (PostgreSQL 15 or later)' : '';
  const equal = canBeEqual(gap)
    ? fixesOfOption(declaration, 'false', `Count nil as a value like others${since}`, context)
    : [];
  if (kind === 'optional') return [...distinct, ...equal];
  const required = fixesOfRequiring(gap, context);
  const first = isMeaningless(gap) ? [...required, ...equal] : [...equal, ...required];
  // That an upsert repeats its rows is hardly meant.
  return kind === 'upsert' ? first : [...first, ...distinct];
}

function fixesOfOption(declaration: Declaration, value: string, title: string, { textOf }: RuleContext): Fix[] {
  if (!isEditable(declaration, declaration.path)) return [];
  const edit = setOption(textOf(declaration.path), declaration, 'nils_distinct?', value);
  const edits = [{ path: declaration.path, edits: [edit] }];
  return [{ title: `${title}: \`nils_distinct?: ${value}\``, safe: false, edits }];
}

function fixesOfRequiring({ isRequirable, nullable }: Gap, { textOf }: RuleContext): Fix[] {
  const edits = isRequirable ? requireAll(nullable, textOf) : undefined;
  const each = nullable.length === 1 ? '' : 'each of ';
  if (edits === undefined) return [];
  return [{ title: `Forbid NULL in ${each}${printKeys(nullable, 'and')}: \`allow_nil?: false\``, safe: false, edits }];
}

function printKeys(attributes: readonly Attribute[], word: 'and' | 'or'): string {
  return printNames(
    attributes.map(({ name }) => name),
    word,
  );
}
