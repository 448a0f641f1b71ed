import { lastSegment } from '../base/names.ts';
import { asAtom, asModule, valueOf } from './literal.ts';
import { resolveName, withAlias, type Scope } from './scope.ts';
import type { Call, Expr } from './syntax.ts';

/** The scope after `alias …` or `require …, as: …`, in all their forms. */
export function applyAlias(call: Call, scope: Scope): Scope {
  const [target, options] = call.args;
  if (target === undefined) return scope;
  if (target.kind === 'multi-alias') {
    const base = moduleNameOf(target.base, scope);
    if (base === undefined) return scope;
    return target.items.reduce((result, item) => {
      const name = asModule(item);
      return name === undefined ? result : withAlias(result, lastSegment(name), `${base}.${name}`);
    }, scope);
  }
  const full = moduleNameOf(target, scope);
  if (full === undefined) return scope;
  const as = asModule(valueOf(options, 'as'));
  if (as !== undefined) return withAlias(scope, as, full);
  return call.name === 'alias' ? withAlias(scope, lastSegment(full), full) : scope;
}

/** The full name of the module that an expression names: an alias, `__MODULE__`, or a dot between them. */
export function moduleNameOf(expr: Expr | undefined, scope: Scope): string | undefined {
  if (expr?.kind === 'variable') return expr.name === '__MODULE__' ? scope.module : undefined;
  if (expr?.kind === 'atom') return asAtom(expr)?.startsWith('Elixir.') ? expr.name.slice(7) : undefined;
  if (expr?.kind !== 'alias') return undefined;
  if (expr.base === undefined) return resolveName(expr.name, scope);
  const base = moduleNameOf(expr.base, scope);
  return base === undefined ? undefined : `${base}.${expr.name}`;
}
