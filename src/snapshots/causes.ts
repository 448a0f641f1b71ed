import type { Location, Span } from '../base/span.ts';
import { at } from '../base/span.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';

/** Collects which place in the text says which part of a snapshot (see `CurrentTable.causes`). */
export class Causes {
  readonly #places = new Map<string, Location>();

  get places(): ReadonlyMap<string, Location> {
    return this.#places;
  }

  /** The first place that is told counts; none, for a part that stands nowhere, leaves it to the thing as a whole. */
  tell(path: string, place: Location | undefined): void {
    if (place !== undefined && !this.#places.has(path)) this.#places.set(path, at(place.path, place));
  }

  /** The option of a declaration, where it is written. */
  tellOption(path: string, declaration: Declaration | undefined, option: string): void {
    if (declaration === undefined) return;
    const found = findOption(declaration, option);
    if (found !== undefined) this.tell(path, placeIn(declaration, found));
  }
}

/** What a declaration is about: its first argument, or its name where it has none. */
export function placeOf(declaration: Declaration): Location {
  const [first] = declaration.args;
  return placeIn(declaration, first ?? declaration.nameSpan);
}

/** A part of a declaration; what a macro injects stands where the macro is used. */
export function placeIn(declaration: Declaration, span: Span): Location {
  return declaration.via?.use ?? at(declaration.path, span);
}
