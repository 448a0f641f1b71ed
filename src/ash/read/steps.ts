import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList } from '../../elixir/literal.ts';
import type { Step } from '../model.ts';
import { exprOption } from './options.ts';

function isStep(name: string): name is Step['kind'] {
  return name === 'change' || name === 'validate' || name === 'prepare';
}

/** What a global step without `on` runs on: changes and validations on create and update, preparations on reads. */
const unwrittenOn: Record<Step['kind'], readonly string[]> = {
  change: ['create', 'update'],
  validate: ['create', 'update'],
  prepare: ['read'],
};

/** Reads a `change`, `validate` or `prepare`. */
export function readStep(declaration: Declaration): Step | undefined {
  const kind = declaration.name;
  if (!isStep(kind)) return undefined;
  const on = findOption(declaration, 'on');
  return {
    kind,
    value: declaration.args[0],
    on: on === undefined ? unwrittenOn[kind] : allOf(asWrappedList(on.value), asAtom),
    where: asWrappedList(exprOption(declaration, 'where')),
    declaration,
  };
}
