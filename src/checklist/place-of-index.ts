import { at, type Location } from '../base/span.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';
import type { ComparableIndex } from './comparable-indexes.ts';

/** The columns of a custom index, or the option that makes the index of a reference. */
export function placeOfIndex({ origin }: ComparableIndex, declaration: Declaration): Location {
  const option = origin === 'reference' ? findOption(declaration, 'index?') : undefined;
  return at(declaration.path, option ?? declaration.args[0] ?? declaration.nameSpan);
}
