import type { Attribute, Repo, Resource } from '../../../../ash/model.ts';
import type { TypeRef } from '../../../../ash/type-ref.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { at } from '../../../../base/span.ts';
import { replacement, type TextEdit } from '../../../../base/text-edit.ts';
import { findOption } from '../../../../elixir/declaration.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** AshPostgres stores case-insensitive strings as `citext`, a type that PostgreSQL has only with the extension. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A case-insensitive string is stored in a database without the `citext` extension.',
  messages: {
    missing:
      '`{name}` becomes a `citext` column, a type that the database of `{repo}` does not have: the migration fails. Add `"citext"` to its `installed_extensions`.',
  },
  *check(resource, context) {
    const repo = findRepo(resource, context);
    if (repo?.installedExtensions === undefined || repo.installedExtensions.includes('citext')) return;
    const [first] = citextAttributes(resource, context);
    if (first?.declaration === undefined || isCreatedElsewhere(context)) return;
    const { declaration } = first;
    const type = declaration.args[1] ?? findOption(declaration, 'type')?.value;
    yield {
      message: 'missing',
      data: { name: first.name, repo: repo.module },
      at: at(declaration.path, type ?? declaration.args[0] ?? declaration.nameSpan),
      related: [{ at: repo.installedExtensionsList ?? at(repo.path, repo.nameSpan), message: 'Its extensions.' }],
      fixes: fixesOf(repo, context),
    };
  },
});

/** The repo whose migrations make the table, when all that it installs is written down. */
function findRepo(resource: Resource, context: RuleContext): Repo | undefined {
  const { postgres, dataLayer, path } = resource;
  if (postgres?.migrate !== true || dataLayer !== 'AshPostgres.DataLayer') return undefined;
  const repo = context.project.find(postgres.repo, path)?.repo;
  if (repo === undefined || repo.open || context.project.isBroken(repo.path)) return undefined;
  return repo.functions.includes('override_migration_type') ? undefined : repo;
}

function citextAttributes(resource: Resource, context: RuleContext): Attribute[] {
  const { keywords, dynamicOptions } = resource.postgres ?? {};
  if (dynamicOptions?.has('migration_types') === true) return [];
  return resource.attributes.filter(
    ({ name, type, origin }) =>
      origin.kind === 'declared' &&
      keywords?.get('migration_types')?.has(name) !== true &&
      isCaseInsensitive(type, resource, context),
  );
}

function isCaseInsensitive(type: TypeRef, resource: Resource, context: RuleContext): boolean {
  if (type.kind === 'array') return isCaseInsensitive(type.of, resource, context);
  return context.project.storageOf(type, resource.path) === 'ci_string';
}

/** A migration written by hand may create the extension. */
const isCreatedElsewhere = oncePer(({ migrations, textOf }: RuleContext) =>
  migrations.some(({ path }) => /extension[^;\n]*citext/i.test(textOf(path))),
);

function fixesOf(repo: Repo, context: RuleContext): Fix[] {
  const list = repo.installedExtensionsList;
  if (list === undefined) return [];
  const edit = appendItem(context.textOf(list.path).slice(list.start, list.end), list.end);
  if (edit === undefined) return [];
  return [{ title: 'Install `citext`', safe: false, edits: [{ path: list.path, edits: [edit] }] }];
}

/** Puts `"citext"` at the end of a list, in the form in which the list is written. */
function appendItem(list: string, end: number): TextEdit | undefined {
  if (list.includes('#')) return undefined;
  const words = /^~w[([{]([^]*?)(\s*[)\]}])$/.exec(list);
  if (words !== null) return appendTo(words[2] ?? '', end, `${words[1] === '' ? '' : ' '}citext`);
  const items = /^\[([^]*?)(,?\s*\])$/.exec(list);
  if (items === null) return undefined;
  const [, content = '', tail = ''] = items;
  const indent = /\n([ \t]*)[^\n]*$/.exec(content)?.[1];
  const separator = content === '' ? '' : indent === undefined ? ', ' : `,\n${indent}`;
  return appendTo(tail.replace(/^,/, ''), end, `${separator}"citext"`, tail.length);
}

function appendTo(tail: string, end: number, item: string, length = tail.length): TextEdit {
  return replacement({ start: end - length, end }, `${item}${tail}`);
}
