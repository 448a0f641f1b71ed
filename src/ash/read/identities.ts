import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList } from '../../elixir/literal.ts';
import type { Identity } from '../model.ts';
import { booleanOption, exprOption, firstName, insideExpr } from './options.ts';

/** Reads `identity :name, [:key]`. */
export function readIdentity(declaration: Declaration): Identity | undefined {
  const name = firstName(declaration);
  if (declaration.name !== 'identity' || name === undefined) return undefined;
  const where = exprOption(declaration, 'where');
  const keys = declaration.args[1] ?? exprOption(declaration, 'keys');
  return {
    name,
    origin: { kind: 'declared' },
    declaration,
    keys: keys === undefined ? undefined : allOf(asWrappedList(keys), asAtom),
    where: where === undefined ? undefined : insideExpr(where),
    nilsDistinct: booleanOption(declaration, 'nils_distinct?', true),
    nilsDistinctWritten: findOption(declaration, 'nils_distinct?') !== undefined,
    allTenants: booleanOption(declaration, 'all_tenants?', false),
    eagerCheck: booleanOption(declaration, 'eager_check?', false),
    preCheck: booleanOption(declaration, 'pre_check?', false),
  };
}
