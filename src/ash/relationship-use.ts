import { oncePer } from '../base/once-per.ts';
import type { Declaration } from '../elixir/declaration.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Resource } from './model.ts';

/** Whether all that a resource does with a relationship of its own is ask whether there is such a record: `exists(name)`. */
export function isOnlyTested(resource: Resource, name: string): boolean {
  if (resource.aggregates.some(({ path }) => path === undefined || path.includes(name))) return false;
  const { tested, others } = mentionsIn(resource);
  return tested.has(name) && !others.has(name);
}

/** Names in the expressions of a resource: those that `exists` asks for, and those in all other places. */
const mentionsIn = oncePer((resource: Resource) => {
  const expressions = [...resource.sections.values()].flat().flatMap(expressionsIn);
  const asked = new Set(expressions.flatMap((expr) => testedBy(expr)));
  const tested = new Set<string>();
  const others = new Set<string>();
  for (const expr of expressions) {
    if (expr.kind === 'variable') (asked.has(expr) ? tested : others).add(expr.name);
  }
  return { tested, others };
});

function testedBy(expr: Expr): Expr[] {
  const isTest = expr.kind === 'call' && expr.receiver === undefined && expr.name === 'exists';
  return isTest ? expr.args.slice(0, 1) : [];
}

function expressionsIn(declaration: Declaration): Expr[] {
  const own = [...declaration.args, ...declaration.keywords.map((option) => option.value)];
  return [...own.flatMap((expr) => [...descendants(expr)]), ...declaration.body.flatMap(expressionsIn)];
}
