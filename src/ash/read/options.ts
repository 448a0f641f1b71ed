import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asBoolean, asName, asString, asWrappedList, isNil } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';

/** Each gives the default when the option is not written, and undefined when it is written but not literal. */

export function booleanOption(declaration: Declaration, name: string, unwritten: boolean): boolean | undefined {
  const option = findOption(declaration, name);
  return option === undefined ? unwritten : asBoolean(option.value);
}

/** `nil` counts as unwritten, as in Spark. */
export function nameOption<T extends string | undefined>(
  declaration: Declaration,
  name: string,
  unwritten: T,
): string | T | undefined {
  const option = findOption(declaration, name);
  return option === undefined || isNil(option.value) ? unwritten : asName(option.value);
}

export function stringOption(declaration: Declaration, name: string): string | undefined {
  return asString(findOption(declaration, name)?.value);
}

/** A name or a list of names. */
export function namesOption(
  declaration: Declaration,
  name: string,
  unwritten: readonly string[],
): readonly string[] | undefined {
  const option = findOption(declaration, name);
  return option === undefined ? unwritten : allOf(asWrappedList(option.value), asName);
}

/** The expression of an option; `nil` counts as unwritten. */
export function exprOption(declaration: Declaration, name: string): Expr | undefined {
  const value = findOption(declaration, name)?.value;
  return isNil(value) ? undefined : value;
}

/** The inside of `expr(…)`, or the expression itself where it is written bare. */
export function insideExpr(expr: Expr): Expr {
  const isCall = expr.kind === 'call' && expr.name === 'expr' && expr.args[0] !== undefined;
  return isCall && expr.args[0] !== undefined ? expr.args[0] : expr;
}

/** Every expression given under a name that may be repeated, such as `filter`. */
export function expressionsNamed(declaration: Declaration, name: string): Expr[] {
  const keywords = declaration.keywords.filter((option) => option.name === name).map((option) => option.value);
  const children = declaration.body.flatMap((child) => (child.name === name ? child.args.slice(0, 1) : []));
  return [...keywords, ...children].filter((expr) => !isNil(expr)).map(insideExpr);
}

export function firstName(declaration: Declaration): string | undefined {
  return asAtom(declaration.args[0]);
}
