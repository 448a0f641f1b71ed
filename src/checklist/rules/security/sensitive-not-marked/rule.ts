import type { Argument, Attribute, Resource } from '../../../../ash/model.ts';
import type { TypeRef } from '../../../../ash/type-ref.ts';
import { at } from '../../../../base/span.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
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

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A password, key or token is not marked as sensitive.',
  messages: {
    unmarked:
      '`{name}` can be read wherever a record, changeset or error is inspected or logged. Set `sensitive?: true`.',
  },
  *check(resource, context) {
    for (const field of fieldsOf(resource)) {
      if (!isSecret(field.name, context) || !mayHoldSecret(field.type, resource, context)) continue;
      const { declaration } = field;
      yield {
        message: 'unmarked',
        data: { name: field.name },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOf(field, resource, context),
      };
    }
  },
});

type Field = (Attribute | Argument) & { readonly declaration: Declaration };

function fieldsOf(resource: Resource): Field[] {
  const owners = [...resource.actions, ...resource.calculations];
  return [...resource.attributes, ...owners.flatMap((owner) => owner.arguments)].filter(
    (field): field is Field =>
      field.declaration !== undefined && field.origin.kind === 'declared' && field.sensitive === false,
  );
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

function fixesOf({ name, declaration }: Field, resource: Resource, context: RuleContext): Fix[] {
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
