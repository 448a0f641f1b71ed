import { optionValue, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Interface } from '../model.ts';
import { booleanOption, firstName, nameOption, namesOption } from './options.ts';

/** Reads a `define` or `define_calculation`. */
export function readInterface(declaration: Declaration, resource: string): Interface | undefined {
  const name = firstName(declaration);
  if ((declaration.name !== 'define' && declaration.name !== 'define_calculation') || name === undefined)
    return undefined;
  const args = optionValue(declaration, 'args');
  return {
    name,
    kind: declaration.name,
    origin: { kind: 'declared' },
    declaration,
    resource,
    action: nameOption(declaration, 'action', name),
    args: args === undefined ? [] : allOf(asWrappedList(args), argumentName),
    get: booleanOption(declaration, 'get?', false),
    getBy: namesOption(declaration, 'get_by', []),
    getByIdentity: nameOption(declaration, 'get_by_identity', undefined),
  };
}

/** `:name` or `{:optional, :name}`. */
function argumentName(item: Expr): string | undefined {
  return asAtom(item) ?? (item.kind === 'tuple' ? asAtom(item.items[1]) : undefined);
}
