import type { Attribute } from '../ash/model.ts';
import type { ProjectView } from './project-view.ts';
import type { TypeRef } from '../ash/type-ref.ts';
import { asAtom, asModule, asNumber, asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { RepoFacts } from './repo-facts.ts';
import { isUnknown, type Known } from './snapshot.ts';
import { unknown } from './unknown.ts';

/** No default in the database. */
const none = 'nil';

/**
 * The code behind `default:` that the generator makes of an attribute's default, `migration_defaults` left aside
 * (migration_generator.ex, `default/3`, and ecto_migration_default.ex). Ash casts literals to the attribute's type
 * before; where that may change a value in a way that is not known here, the default is not known.
 */
export function columnDefaultOf(
  project: ProjectView,
  facts: RepoFacts,
  { type, default: value }: Attribute,
  from: string,
): Known<string> {
  if (value === undefined) return none;
  const name = capturedName(value);
  if (name !== undefined) return functionDefault(name, type, facts);
  if (value.kind === 'fn' || (value.kind === 'unary' && value.operator === '&')) return none;
  if (isMfa(value)) return none;
  if (value.kind === 'list' && value.items.length === 0) return '[]';
  if (type.kind === 'array') return value.kind === 'list' ? listDefault(project, type, from) : computed;
  const base = baseOf(project, type, from);
  if (base === undefined) return unknown('how its type casts a default is not known');
  const result = literal(base, value);
  return type.kind === 'module' && !isUntouched(base, result) ? computed : result;
}

const computed = unknown('its default is computed');

/** `Module.function` of `&Module.function/0`. */
function capturedName(expr: Expr): string | undefined {
  if (expr.kind !== 'unary' || expr.operator !== '&' || expr.operand.kind !== 'binary') return undefined;
  const { operator, left, right } = expr.operand;
  if (operator !== '/' || asNumber(right) !== 0 || left.kind !== 'call') return undefined;
  const module = asModule(left.receiver);
  return module === undefined ? undefined : `${module}.${left.name}`;
}

function functionDefault(name: string, type: TypeRef, facts: RepoFacts): Known<string> {
  switch (name) {
    case 'Ash.UUID.generate':
    case 'Ecto.UUID.generate':
      return 'fragment("gen_random_uuid()")';
    case 'Ash.UUIDv7.generate':
      if (isUnknown(facts.usesBuiltinUuid7)) return facts.usesBuiltinUuid7;
      return facts.usesBuiltinUuid7 ? 'fragment("uuidv7()")' : 'fragment("uuid_generate_v7()")';
    case 'DateTime.utc_now':
      if (type.kind === 'unknown') return unknown('its type is computed');
      return type.kind === 'module' && type.name === 'AshPostgres.Timestamptz'
        ? 'fragment("now()")'
        : `fragment("(now() AT TIME ZONE 'utc')")`;
    case 'Date.utc_today':
      return 'fragment("CURRENT_DATE")';
    default:
      return none;
  }
}

/** `{Module, :function, arguments}` */
function isMfa(expr: Expr): boolean {
  if (expr.kind !== 'tuple' || expr.items.length !== 3) return false;
  return asModule(expr.items[0]) !== undefined && asAtom(expr.items[1]) !== undefined;
}

/** A list with items has no default in the database, unless its type says how it is written. */
function listDefault(project: ProjectView, type: TypeRef, from: string): Known<string> {
  const item = type.kind === 'array' ? type.of : type;
  if (item.kind === 'array') return listDefault(project, item, from);
  return item.kind === 'builtin' || baseOf(project, item, from) !== undefined ? none : computed;
}

/** A NewType applies its constraints to a default: texts are trimmed, empty ones are nil, maps get their fields. */
function isUntouched(base: string, result: Known<string>): boolean {
  if (isUnknown(result) || base === 'map' || base === 'decimal') return false;
  return base !== 'string' || !/^"(\s|\\[nrt]|"$)|(\s|\\[nrt])"$/.test(result);
}

/** The type of Ash that casts values of a type; undefined where a module has its own way, or is not known. */
function baseOf(project: ProjectView, type: TypeRef, from: string, depth = 0): string | undefined {
  if (type.kind === 'builtin') return type.name;
  if (type.kind !== 'module' || depth > 8) return undefined;
  const meaning = project.find(type.name, from);
  if (meaning === undefined || meaning.expanded.opaque.length > 0) return undefined;
  const casts = ['cast_input', 'value_to_postgres_default', 'match', 'coerce'];
  if (meaning.expanded.functions.some(({ name }) => casts.includes(name))) return undefined;
  if (meaning.resource?.embedded === true) return 'struct';
  switch (meaning.type?.kind) {
    case 'enum':
      return 'enum';
    case 'typed_struct':
      return 'struct';
    case 'new_type':
      return baseOf(project, meaning.type.subtypeOf, meaning.source.path, depth + 1);
    default:
      return undefined;
  }
}

function literal(base: string, value: Expr): Known<string> {
  switch (base) {
    case 'string':
      return textDefault(asAtom(value) ?? asString(value));
    case 'atom':
    case 'enum':
    case 'module':
      return textDefault(asAtom(value) ?? asString(value) ?? asModule(value)?.replace(/^/, 'Elixir.'));
    case 'ci_string':
      return asString(value) === undefined && asAtom(value) === undefined ? computed : none;
    case 'boolean':
      return asAtom(value) === 'true' || asAtom(value) === 'false' ? (asAtom(value) ?? none) : computed;
    case 'integer':
      return integerDefault(value);
    case 'float':
      return floatDefault(asNumber(value));
    case 'decimal':
      return decimalDefault(value);
    case 'uuid':
    case 'uuid_v7':
      return uuidDefault(asString(value));
    case 'map':
      if (value.kind !== 'map') return computed;
      return value.items.length > 0 || value.struct !== undefined ? none : '%{}';
    case 'date':
    case 'time':
      return sigilDefault(value, base === 'date' ? 'D' : 'T');
    default:
      return computed;
  }
}

/** `inspect` of a text; an atom that Elixir has a word for is that word. */
function textDefault(text: string | undefined): Known<string> {
  if (text === undefined) return computed;
  if (text === 'true' || text === 'false') return computed;
  if (/[^\x20-\x7e\u00a0-\uffff\n\t\r]/.test(text)) return computed;
  const escaped = text
    .replace(/[\\"]|#(?=\{)/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return `"${escaped}"`;
}

function integerDefault(value: Expr): Known<string> {
  const number = asNumber(value);
  const isInteger = number !== undefined && Number.isSafeInteger(number);
  return isInteger && !isFloat(value) ? String(number) : computed;
}

function isFloat(value: Expr): boolean {
  return value.kind === 'number' ? value.float : value.kind === 'unary' && isFloat(value.operand);
}

/** The shortest text, as Erlang has printed floats since its release 25: `0.5`, `100.0`, `1.0e3`. */
function floatDefault(number: number | undefined): Known<string> {
  if (number === undefined) return computed;
  const [mantissa = '', exponent = ''] = number.toExponential().split('e');
  const scientific = `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent.replace('+', '')}`;
  const fixed = String(number);
  if (/e/.test(fixed)) return scientific;
  const plain = fixed.includes('.') ? fixed : `${fixed}.0`;
  return scientific.length < plain.length ? scientific : plain;
}

/** `Decimal.new("9.90")`, `Decimal.new(5)`, `"9.90"`, `0` and `1.5`. */
function decimalDefault(value: Expr): Known<string> {
  const isNew = value.kind === 'call' && asModule(value.receiver) === 'Decimal' && value.name === 'new';
  const inner = isNew && value.args.length === 1 ? value.args[0] : value;
  const text = asString(inner);
  if (text !== undefined) return /^-?\d+(\.\d+)?$/.test(text) ? `"${text}"` : computed;
  const number = asNumber(inner);
  if (number === undefined || inner === undefined || /e/.test(String(number))) return computed;
  return `"${String(number)}${isFloat(inner) && Number.isInteger(number) ? '.0' : ''}"`;
}

function uuidDefault(text: string | undefined): Known<string> {
  const isPlain = text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
  return isPlain ? `"${text}"` : computed;
}

function sigilDefault(value: Expr, name: string): Known<string> {
  return value.kind === 'sigil' && value.name === name ? `fragment("'${value.content}'")` : computed;
}

/** Whether two defaults are the same value: floats were printed in other ways by older Erlang. */
export function isSameDefault(a: string, b: string): boolean {
  const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text);
  return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
}
