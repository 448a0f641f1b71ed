import { asAtom, asModule } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { isBuiltinType, shortName } from '../builtin-types.ts';
import type { Settings } from '../settings.ts';
import { builtin, type TypeRef } from '../type-ref.ts';

/** Reads `:string`, `Blog.Status`, `{:array, :uuid}` or `{:array, {:array, Blog.Status}}`. */
export function readType(expr: Expr | undefined, settings: Settings): TypeRef {
  const name = asAtom(expr);
  if (name !== undefined) {
    if (isBuiltinType(name)) return builtin(name);
    return { kind: 'module', name: settings.customTypes.get(name) ?? `:${name}` };
  }
  const module = asModule(expr);
  if (module !== undefined) {
    const short = shortName(module);
    return short === undefined ? { kind: 'module', name: module } : builtin(short);
  }
  if (expr?.kind === 'tuple' && asAtom(expr.items[0]) === 'array') {
    return { kind: 'array', of: readType(expr.items[1], settings) };
  }
  return { kind: 'unknown' };
}
