import type { Argument, Attribute, Policy, Resource } from '../../../../ash/model.ts';
import type { TypeRef } from '../../../../ash/type-ref.ts';
import { at } from '../../../../base/span.ts';
import { optionValue, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { asAtoms } from '../../../../elixir/literal.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { Fix, Severity } from '../../../finding.ts';
import { findPhrase } from '../../../phrases.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** Behind a secret's name these leave it one; `password_reset_at` or `api_key_id` is another thing. */
const stillSecret = new Set('base code confirmation digest hash hashed key plain plaintext salt value'.split(' '));

/** In front of a secret's name these say that it is shown on purpose, or that nobody can read it. */
const harmless = new Set(
  'ciphertext encrypted example masked placeholder public publishable redacted sample'.split(' '),
);

/** Types that may hold a secret; a flag, a time or one of a few names holds none. */
const holders = new Set(['string', 'ci_string', 'binary', 'url_encoded_binary']);

/** Extensions that store sensitive values in another way than plain ones. */
const storesDifferently = new Set(['AshPaperTrail.Resource', 'AshEvents.Events']);

/** What Ash prints, and how loud that is: reads get secrets too, but their queries are seldom logged. */
const kinds = {
  create: ['argument', 'warning'],
  update: ['argument', 'warning'],
  destroy: ['argument', 'warning'],
  read: ['query', 'info'],
} as const;

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A password, key or token is not marked as sensitive.',
  messages: {
    attribute:
      '`{name}` can be read wherever a record, or a filter on it, is inspected or logged. Set `sensitive?: true`.',
    argument:
      '`{name}` can be read wherever a changeset, or an error that carries one, is inspected or logged. Set `sensitive?: true`.',
    query:
      '`{name}` can be read wherever the query, or an error that carries it, is inspected or logged. Set `sensitive?: true`.',
  },
  *check(resource, context) {
    for (const { field, message, severity } of fieldsOf(resource)) {
      const { declaration, name } = field;
      if (declaration === undefined || !isDeclaredPlain(field)) continue;
      if (!isSecret(name, context) || !mayHoldSecret(field.type, resource, context)) continue;
      yield {
        message,
        severity,
        data: { name },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOf(name, declaration, resource, context),
      };
    }
  },
});

function isFieldPolicy({ kind }: Policy): boolean {
  return kind === 'field_policy';
}

/** A field policy of its own decides who gets to see a field: others find a placeholder in the record. */
function fieldsGuarded(declaration: Declaration): readonly string[] {
  return asAtoms(declaration.args[0]) ?? [];
}

type Field = Attribute | Argument;

interface Printed {
  readonly field: Field;
  readonly message: 'attribute' | 'argument' | 'query';
  readonly severity: Severity;
}

/** Inputs of generic actions, and arguments of calculations, are printed whether they are sensitive or not. */
function fieldsOf(resource: Resource): Printed[] {
  const guarded = new Set(
    resource.policies.filter(isFieldPolicy).flatMap(({ declaration }) => fieldsGuarded(declaration)),
  );
  const attributes = resource.attributes.filter(({ name }) => !isHidden(resource, name) && !guarded.has(name));
  return [
    ...attributes.map((field): Printed => ({ field, message: 'attribute', severity: 'warning' })),
    ...resource.actions.flatMap(({ type, arguments: fields }): Printed[] => {
      if (type === 'action') return [];
      const [message, severity] = kinds[type];
      return fields.map((field) => ({ field, message, severity }));
    }),
  ];
}

function isDeclaredPlain({ origin, sensitive }: Field): boolean {
  return origin.kind === 'declared' && sensitive === false;
}

/** The `resource` block may say which fields records print. */
function isHidden({ sections }: Resource, name: string): boolean {
  return (sections.get('resource') ?? []).some((block) => {
    const hidden = optionValue(block, 'hide_inspect_fields');
    const shown = optionValue(block, 'show_inspect_fields');
    const isListed = (list: Expr): boolean => asAtoms(list)?.includes(name) ?? false;
    return (hidden !== undefined && isListed(hidden)) || (shown !== undefined && !isListed(shown));
  });
}

function isSecret(name: string, context: RuleContext): boolean {
  const match = findPhrase(name, context.words.sensitive);
  if (match === undefined || match.before.some((word) => harmless.has(word))) return false;
  return match.after.every((word) => stillSecret.has(word));
}

function mayHoldSecret(type: TypeRef, resource: Resource, context: RuleContext): boolean {
  switch (type.kind) {
    case 'builtin':
      return holders.has(type.name);
    case 'array':
      return mayHoldSecret(type.of, resource, context);
    case 'module': {
      const found = context.project.find(type.name, resource.path)?.type;
      return found?.kind === 'new_type' && found.subtypeOf.kind === 'builtin' && holders.has(found.subtypeOf.name);
    }
    case 'unknown':
      return false;
  }
}

function fixesOf(name: string, declaration: Declaration, resource: Resource, context: RuleContext): Fix[] {
  if (!isEditable(declaration, resource.path)) return [];
  const edit = setOption(context.textOf(resource.path), declaration, 'sensitive?', 'true');
  return [
    {
      title: `Mark \`${name}\` as sensitive`,
      safe: !resource.extensions.some((extension) => storesDifferently.has(extension)),
      edits: [{ path: resource.path, edits: [edit] }],
    },
  ];
}
