import { moduleNameOf } from '../elixir/aliases.ts';
import { asString } from '../elixir/literal.ts';
import { matchPattern, pairToTuple } from '../elixir/pattern.ts';
import type { Scope } from '../elixir/scope.ts';
import { isExpr, simplify } from '../elixir/simplify.ts';
import type { Call, Expr, Text } from '../elixir/syntax.ts';
import { interpolate, literalText } from './interpolate.ts';
import { prefixTextOf } from './prefix-text.ts';
import type { CommandPlace } from './read-command.ts';
import { capturedExpr, scopeOfCall } from './steps.ts';

/** SQL that some code makes; what is said of `exact` and `needsPrefix` holds as in `Command`. */
export interface SqlText {
  readonly text: string;
  readonly exact: boolean;
  readonly needsPrefix: boolean;
}

/** Functions that make SQL may call others that do. */
const depthLimit = 3;

/**
 * What an expression comes to: a string, one that is put together from others, or a call of a function of the module
 * that does nothing but make one. Undefined for everything else.
 */
export function readSqlText(expr: Expr, place: CommandPlace, depth = 0): SqlText | undefined {
  const { scope, text } = place;
  const value = simplify(expr, scope);
  if (value.kind === 'string' && value.value !== undefined) return exactly(value.value);
  const prefix = prefixTextOf(value);
  if (prefix !== undefined) return { text: prefix, exact: false, needsPrefix: true };
  const bound = boundTo(expr, scope);
  // Names in what was bound have been replaced there and then; they may mean something else here.
  const inside = bound === undefined ? place : { ...place, scope: { ...scope, bindings: new Map() } };
  const source = bound ?? expr;
  if (isWritten(source, text)) return interpolated(source, inside, depth);
  const parts = partsOf(source, inside, depth);
  if (parts !== undefined) return joined(parts);
  const called = depth < depthLimit ? scopeOfCall(source, inside.scope, place.functions) : undefined;
  const [only, ...more] = called?.body ?? [];
  if (called === undefined || only === undefined || more.length > 0) return undefined;
  return readSqlText(only, { ...place, scope: called.scope }, depth + 1);
}

function exactly(text: string): SqlText {
  return { text, exact: true, needsPrefix: false };
}

/** The value behind a variable or an attribute, where it stands itself: the parts of a string are found by its place. */
function boundTo(expr: Expr, scope: Scope): Expr | undefined {
  if (expr.kind === 'attribute') return expr.value === undefined ? scope.attributes.get(expr.name) : undefined;
  const value = expr.kind === 'variable' ? scope.bindings.get(expr.name) : undefined;
  return value !== undefined && isExpr(value) ? value : undefined;
}

/** Whether a string stands in the text where it says that it does; a value that was handed on stands elsewhere. */
function isWritten(expr: Expr, text: string): expr is Text {
  return expr.kind === 'string' && !expr.charlist && /^(~[sS]|["'])/.test(text.slice(expr.start, expr.start + 2));
}

function interpolated(expr: Text, place: CommandPlace, depth: number): SqlText {
  let isPrefixLeft = false;
  const evaluate = (part: Expr): string | undefined => {
    const made = readSqlText(part, place, depth + 1);
    if (made?.exact === true) return made.text;
    isPrefixLeft ||= made?.needsPrefix === true;
    return made?.needsPrefix === true ? made.text : literalText(simplify(part, place.scope));
  };
  const made = interpolate(expr, expr.interpolations, evaluate, place.text);
  return { text: made.text, exact: made.exact && !isPrefixLeft, needsPrefix: made.exact && isPrefixLeft };
}

/** The texts that an expression puts one behind the other: `a <> b`, `Enum.join(list, ", ")`, `Enum.map_join(…)`. */
function partsOf(expr: Expr, place: CommandPlace, depth: number): readonly (SqlText | undefined)[] | undefined {
  if (expr.kind === 'binary' && expr.operator === '<>')
    return [expr.left, expr.right].map((part) => readSqlText(part, place, depth + 1));
  const call = enumCall(expr, place.scope);
  if (call?.name === 'join' && call.args.length <= 2)
    return separated(itemsOf(call.args[0], place, depth), call.args[1]);
  if (call?.name !== 'map_join') return undefined;
  const [list, separator, mapper] = call.args.length === 2 ? [call.args[0], undefined, call.args[1]] : call.args;
  return separated(mapped(list, mapper, place, depth), separator);
}

function separated(
  items: readonly (SqlText | undefined)[] | undefined,
  separator: Expr | undefined,
): readonly (SqlText | undefined)[] | undefined {
  const between = separator === undefined ? '' : asString(separator);
  if (items === undefined || between === undefined) return undefined;
  return items.flatMap((item, index) => (index === 0 ? [item] : [exactly(between), item]));
}

function joined(parts: readonly (SqlText | undefined)[]): SqlText | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length || !known.every((part) => part.exact || part.needsPrefix)) return undefined;
  const exact = known.every((part) => part.exact);
  return { text: known.map((part) => part.text).join(''), exact, needsPrefix: !exact };
}

/** A call of `Enum`, also behind a pipe. */
function enumCall(expr: Expr, scope: Scope): Call | undefined {
  const piped = expr.kind === 'binary' && expr.operator === '|>' && expr.right.kind === 'call' ? expr.right : undefined;
  const call = piped !== undefined && expr.kind === 'binary' ? { ...piped, args: [expr.left, ...piped.args] } : expr;
  return call.kind === 'call' && moduleNameOf(call.receiver, scope) === 'Enum' ? call : undefined;
}

/** The texts of a list's items. */
function itemsOf(
  list: Expr | undefined,
  place: CommandPlace,
  depth: number,
): readonly (SqlText | undefined)[] | undefined {
  const call = list === undefined ? undefined : enumCall(boundTo(list, place.scope) ?? list, place.scope);
  if (call?.name === 'map') return mapped(call.args[0], call.args[1], place, depth);
  const value = list === undefined ? undefined : simplify(list, place.scope);
  return value?.kind === 'list' ? value.items.map((item) => textOf(item, place, depth)) : undefined;
}

function textOf(item: Expr, place: CommandPlace, depth: number): SqlText | undefined {
  const literal = literalText(simplify(item, place.scope));
  return literal === undefined ? readSqlText(item, place, depth + 1) : exactly(literal);
}

/** What `fn item -> … end` or `&"…#{&1}…"` makes of each item. */
function mapped(
  list: Expr | undefined,
  mapper: Expr | undefined,
  place: CommandPlace,
  depth: number,
): readonly (SqlText | undefined)[] | undefined {
  const value = list === undefined ? undefined : simplify(list, place.scope);
  if (value?.kind !== 'list' || mapper === undefined) return undefined;
  return value.items.map((item) => {
    const captured = capturedExpr(mapper, item);
    if (captured !== undefined) return textOf(captured, place, depth);
    const [clause, ...others] = mapper.kind === 'fn' ? mapper.clauses : [];
    const [param, ...more] = clause?.params ?? [];
    const [only, ...rest] = clause?.body ?? [];
    if (param === undefined || only === undefined || clause?.guard !== undefined) return undefined;
    if (others.length + more.length + rest.length > 0) return undefined;
    const scope = matchPattern(param, pairToTuple(item), place.scope);
    return scope === undefined ? undefined : textOf(only, { ...place, scope }, depth);
  });
}
