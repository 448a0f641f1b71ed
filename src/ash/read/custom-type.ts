import type { ExpandedModule } from '../../elixir/expand.ts';
import { allOf, asAtom, asName, asWrappedList, valueOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { CustomType } from '../model.ts';
import type { Settings } from '../settings.ts';
import { readType } from './type.ts';

/** Reads a module that defines a type: an enum, a NewType, a TypedStruct or a type of its own; undefined for others. */
export function readCustomType(expanded: ExpandedModule, settings: Settings): CustomType | undefined {
  const { source } = expanded;
  const base = {
    module: source.name,
    path: source.path,
    span: { start: source.start, end: source.end },
    nameSpan: source.nameSpan,
  };
  for (const use of expanded.uses) {
    switch (use.module) {
      case 'Ash.Type.Enum':
        return { ...base, kind: 'enum', values: enumValues(use.argument, expanded) };
      case 'Ash.Type.NewType':
        return {
          ...base,
          kind: 'new_type',
          subtypeOf: readType(valueOf(use.argument, 'subtype_of'), settings),
          constraints: valueOf(use.argument, 'constraints'),
        };
      case 'Ash.TypedStruct':
        return { ...base, kind: 'typed_struct' };
      case 'Ash.Type':
        return { ...base, kind: 'type', storageType: storageType(expanded) };
    }
  }
  return undefined;
}

/** `[:a, b: [label: "B"], c: "description"]`; a `values/0` of one's own decides instead. */
function enumValues(argument: Expr | undefined, expanded: ExpandedModule): readonly string[] | undefined {
  if (expanded.functions.some((clause) => clause.name === 'values')) return undefined;
  const values = valueOf(argument, 'values');
  if (values === undefined) return undefined;
  return allOf(asWrappedList(values), (item) => {
    if (item.kind === 'pair') return asAtom(item.key);
    if (item.kind === 'tuple') return asName(item.items[0]);
    return asName(item);
  });
}

function storageType(expanded: ExpandedModule): string | undefined {
  const clauses = expanded.functions.filter((clause) => clause.name === 'storage_type');
  const [only] = clauses;
  return only === undefined || clauses.length > 1 ? undefined : asAtom(only.body.at(-1));
}
