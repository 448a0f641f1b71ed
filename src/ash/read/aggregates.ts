import type { Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asModule, asWrappedList } from '../../elixir/literal.ts';
import type { Aggregate, AggregateKind } from '../model.ts';
import { booleanOption, expressionsNamed, exprOption, firstName, nameOption } from './options.ts';

const kinds = new Set<string>(['count', 'exists', 'first', 'sum', 'list', 'max', 'min', 'avg', 'custom']);
const withField = new Set<string>(['first', 'sum', 'list', 'max', 'min', 'avg']);

/** Reads `count :name, :path`, `sum :name, [:a, :b], :field` and the like. */
export function readAggregate(declaration: Declaration): Aggregate | undefined {
  const name = firstName(declaration);
  if (!kinds.has(declaration.name) || name === undefined) return undefined;
  const over = declaration.args[1] ?? exprOption(declaration, 'relationship_path');
  const resource = asModule(over);
  const field = withField.has(declaration.name) ? asAtom(declaration.args[2]) : undefined;
  return {
    name,
    kind: declaration.name as AggregateKind,
    origin: { kind: 'declared' },
    declaration,
    path: resource === undefined ? allOf(asWrappedList(over), asAtom) : [],
    resource,
    field: field ?? nameOption(declaration, 'field', undefined),
    filter: expressionsNamed(declaration, 'filter')[0],
    sort: exprOption(declaration, 'sort'),
    default: exprOption(declaration, 'default'),
    public: booleanOption(declaration, 'public?', false),
  };
}
