import type { Resource } from '../../../../ash/model.ts';
import {
  foreignSpellings,
  foreignValues,
  postgresOptions,
  type OptionForm,
  type PostgresEntity,
} from '../../../../ash/postgres-schema.ts';
import { closest } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { findOption, type Declaration, type Option } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asAtom, asAtoms, asString } from '../../../../elixir/literal.ts';
import { printAtom, printString } from '../../../../elixir/print.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type Report } from '../../../rule.ts';

type Key = 'value' | 'option' | 'deferred' | 'name' | 'statement' | 'sql';

/** Spark says the same when the resource is compiled; here it is said while it is written. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'error',
  summary: 'An index, reference, check or statement has an option that AshPostgres refuses.',
  messages: {
    value: 'The resource does not compile: `{option}` of `{entity}` takes {form}. Write it so.',
    option: 'The resource does not compile: `{entity}` has no option `{option}`. Write `{near}`.',
    deferred:
      'The resource does not compile: `reference` has no option `{option}`. Write `deferrable: :initially` for a check at the end of each transaction.',
    name: 'The resource does not compile: a check constraint takes an attribute and a name, and this has only one of the two. Write `check_constraint :attribute, "name", check: …`.',
    statement:
      'The resource does not compile: a statement needs `{option}`. Write the SQL that {purpose}, or an empty string if there is none.',
    sql: 'The resource does not compile: a statement starts with its name, an atom. Write `statement :name do`, with the SQL in `up` and `down`.',
  },
  *check({ postgres, path }) {
    if (postgres === undefined) return;
    for (const [entity, declaration] of entitiesOf(postgres)) {
      if (declaration.via !== undefined || declaration.conditional) continue;
      for (const option of optionsOf(declaration)) yield* checkOption(entity, option, declaration, path);
      yield* checkArguments(entity, declaration);
    }
  },
});

function entitiesOf(postgres: NonNullable<Resource['postgres']>): (readonly [PostgresEntity, Declaration])[] {
  return [
    ...postgres.customIndexes.map(({ declaration }) => ['index', declaration] as const),
    ...postgres.references.map(({ declaration }) => ['reference', declaration] as const),
    ...postgres.checkConstraints.map(({ declaration }) => ['check_constraint', declaration] as const),
    ...postgres.statements.map(({ declaration }) => ['statement', declaration] as const),
  ];
}

/** As keywords, and as lines of the do-block. */
function optionsOf(declaration: Declaration): Option[] {
  const names = new Set([...declaration.keywords, ...declaration.body].map(({ name }) => name));
  return [...names].flatMap((name) => findOption(declaration, name) ?? []);
}

function* checkOption(
  entity: PostgresEntity,
  option: Option,
  declaration: Declaration,
  path: string,
): Generator<Report<Key>> {
  const { name, value } = option;
  const options = postgresOptions[entity];
  const form = options.get(name);
  const span = { start: option.start, end: option.start + name.length };
  const edits = (part: { start: number; end: number }, code: string | undefined, safe: boolean): Fix[] =>
    code === undefined || !isEditable(declaration, path)
      ? []
      : [{ title: `Write \`${code}\``, safe, edits: [{ path, edits: [replacement(part, code)] }] }];
  if (form !== undefined) {
    if (!isRefused(value, form)) return;
    const data = { entity, option: name, form: printForm(form) };
    const isSure = typeof form === 'string';
    yield { message: 'value', data, at: at(option.path, value), fixes: edits(value, corrected(value, form), isSure) };
  } else if (entity === 'reference' && /^(initially_)?deferred$/.test(name)) {
    yield { message: 'deferred', data: { option: name }, at: at(option.path, span) };
  } else {
    const near = foreignSpellings[entity].get(name) ?? closest(name, options.keys());
    if (near === undefined) return;
    const data = { entity, option: name, near };
    yield { message: 'option', data, at: at(option.path, span), fixes: edits(span, near, false) };
  }
}

/** Only of literals; `nil` stands for what is not written. */
function isRefused(value: Expr, form: OptionForm): boolean {
  const atom = asAtom(value);
  if (atom === 'nil' || form === 'any') return false;
  if (form === 'string') return atom !== undefined || value.kind === 'number' || value.kind === 'list';
  if (form === 'boolean') return (atom !== undefined && atom !== 'true' && atom !== 'false') || value.kind === 'string';
  if (form === 'strings') return atom !== undefined || value.kind === 'string' || hasItem(value, 'atom');
  if (form === 'atoms') return atom !== undefined || value.kind === 'string' || hasItem(value, 'string');
  return (atom !== undefined && !form.includes(atom)) || value.kind === 'string';
}

function hasItem(value: Expr, kind: 'atom' | 'string'): boolean {
  return value.kind === 'list' && value.items.some((item) => item.kind === kind);
}

function printForm(form: OptionForm): string {
  switch (form) {
    case 'string':
      return 'a string';
    case 'boolean':
      return '`true` or `false`';
    case 'strings':
      return 'a list of strings';
    case 'atoms':
      return 'a list of atoms';
    case 'any':
      return 'another value';
    default:
      return `one of ${form.map((value) => `\`${printAtom(value)}\``).join(', ')}`;
  }
}

/** What was meant, where there is only one way to write it. */
function corrected(value: Expr, form: OptionForm): string | undefined {
  const word = asAtom(value) ?? asString(value);
  const items = value.kind === 'list' ? value.items.map((item) => asAtom(item) ?? asString(item)) : [word];
  const words = items.filter((item) => item !== undefined);
  if (words.length === 0 || words.length < items.length) return undefined;
  if (form === 'strings') return `[${words.map(printString).join(', ')}]`;
  if (form === 'atoms') return `[${words.map(printAtom).join(', ')}]`;
  if (word === undefined) return undefined;
  if (form === 'string') return printString(word);
  if (form === 'boolean') return word === 'true' || word === 'false' ? word : undefined;
  const known = foreignValues.get(word) ?? word;
  return typeof form !== 'string' && form.includes(known) ? printAtom(known) : undefined;
}

function* checkArguments(entity: PostgresEntity, declaration: Declaration): Generator<Report<Key>> {
  const [first, second] = declaration.args;
  const place = at(declaration.path, first ?? declaration.nameSpan);
  if (entity === 'check_constraint' && asAtoms(first) !== undefined && second === undefined) {
    if (findOption(declaration, 'name') === undefined) yield { message: 'name', at: place };
  }
  if (entity !== 'statement' || first === undefined) return;
  if (first.kind === 'string') yield { message: 'sql', at: place };
  if (asAtom(first) === undefined) return;
  for (const [option, purpose] of [
    ['up', 'makes the structure'],
    ['down', 'takes it away again'],
  ] as const) {
    if (findOption(declaration, option) === undefined)
      yield { message: 'statement', data: { option, purpose }, at: place };
  }
}
