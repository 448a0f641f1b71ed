import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList } from '../../elixir/literal.ts';
import type { Step } from '../model.ts';
import { exprOption } from './options.ts';

const kinds = { change: 'change', validate: 'validate', prepare: 'prepare' } as const;

/** What a global step without `on` runs on: changes and validations on create and update, preparations on reads. */
const unwrittenOn: Record<Step['kind'], readonly string[]> = {
  change: ['create', 'update'],
  validate: ['create', 'update'],
  prepare: ['read'],
};

/** Reads a `change`, `validate` or `prepare`. */
export function readStep(declaration: Declaration): Step | undefined {
  const kind = kinds[declaration.name as keyof typeof kinds];
  if (kind === undefined) return undefined;
  const on = findOption(declaration, 'on');
  return {
    kind,
    value: declaration.args[0],
    on: on === undefined ? unwrittenOn[kind] : allOf(asWrappedList(on.value), asAtom),
    where: asWrappedList(exprOption(declaration, 'where')),
    declaration,
  };
}
