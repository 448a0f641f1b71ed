import type { Attribute, Resource } from '../../../../ash/model.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import { comparedValues, validatedLiterals } from '../../../../ash/value-sets.ts';
import { words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { allOf, asString, valueOf } from '../../../../elixir/literal.ts';
import { defineRule } from '../../../rule.ts';
import { enumFix } from './enum-fix.ts';

/** A default alone says little about these: the other values may be anybody's. */
const openWords = new Set(['category', 'kind', 'level', 'type']);

/** In front of `type` these name standards with open lists of values. */
const openTypes = new Set(['content', 'event', 'media', 'mime']);

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'info',
  summary: 'A string attribute holds one of a few fixed values.',
  messages: {
    limited:
      '`{name}` only takes fixed values ({values}), but its type does not say so: callers, forms and generated APIs see any string. Use an `Ash.Type.Enum`; the column stays text.',
    compared:
      '`{name}` is one of a few fixed values here ({values}), but its type takes any string: a misspelt one is stored wherever no validation stops it, and matches nothing. Use an `Ash.Type.Enum`; the column stays text.',
    defaulted:
      '`{name}` starts as {values} and looks like one of a few fixed values, but its type takes any string. If they are known, use an `Ash.Type.Enum`; the column stays text.',
  },
  *check(resource, context) {
    for (const attribute of resource.attributes) {
      const { declaration } = attribute;
      if (declaration === undefined || !isCandidate(attribute, resource, context.words.enumerations)) continue;
      const evidence = evidenceOf(attribute, resource);
      if (evidence === undefined) continue;
      yield {
        message: evidence.kind,
        severity: evidence.kind === 'defaulted' ? 'hint' : 'info',
        data: { name: attribute.name, values: printValues(evidence.values) },
        at: at(declaration.path, declaration.args[1] ?? declaration.args[0] ?? declaration.nameSpan),
        fixes: enumFix(resource, attribute, evidence.kind === 'limited' ? evidence.values : [], context),
      };
    }
  },
});

function isCandidate({ name, type, origin }: Attribute, resource: Resource, enumerations: readonly string[]): boolean {
  const tokens = words(name);
  const last = tokens.at(-1);
  if (last === undefined || !enumerations.includes(last) || openTypes.has(tokens.at(-2) ?? '')) return false;
  return origin.kind === 'declared' && isBuiltin(type, 'string') && resource.stateMachine?.stateAttribute !== name;
}

interface Evidence {
  readonly kind: 'limited' | 'compared' | 'defaulted';
  readonly values: readonly string[];
}

function evidenceOf(attribute: Attribute, resource: Resource): Evidence | undefined {
  const limit = limitsOf(attribute, resource);
  if (limit !== undefined) return { kind: 'limited', values: limit };
  const compared = [...comparedValues(resource, attribute.name, asString)];
  if (compared.length > 1) return { kind: 'compared', values: compared };
  const value = asString(attribute.default);
  const isTelling = value !== undefined && value !== '' && !openWords.has(words(attribute.name).at(-1) ?? '');
  return isTelling ? { kind: 'defaulted', values: [value] } : undefined;
}

function limitsOf(attribute: Attribute, resource: Resource): readonly string[] | undefined {
  const literals = validatedLiterals(resource, attribute.name);
  const validated = literals === undefined ? undefined : allOf(literals, asString);
  return validated ?? alternativesOf(attribute) ?? checkedValues(attribute, resource);
}

/** `match: ~r/^(draft|published)$/`. */
function alternativesOf({ constraints }: Attribute): readonly string[] | undefined {
  const match = valueOf(constraints, 'match');
  if (match?.kind !== 'sigil') return undefined;
  const inside = /^(?:\^|\\A)\((?:\?:)?([\w-]+(?:\|[\w-]+)+)\)(?:\$|\\z)$/i.exec(match.content);
  return inside?.[1]?.split('|');
}

/** `check: "status IN ('draft', 'published')"`. */
function checkedValues(attribute: Attribute, resource: Resource): readonly string[] | undefined {
  const checks = (resource.postgres?.checkConstraints ?? []).filter(
    ({ attributes }) => attributes?.length === 1 && attributes[0] === attribute.name,
  );
  for (const { check } of checks) {
    const list = /\bin\s*\(((?:\s*'[^']*'\s*,?)+)\)/i.exec(check ?? '')?.[1];
    if (list !== undefined) return [...list.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  }
  return undefined;
}

function printValues(values: readonly string[]): string {
  const shown = values.slice(0, 4).map((value) => `\`"${value}"\``);
  return values.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
