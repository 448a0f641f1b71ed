import { Lines } from '../base/lines.ts';
import type { Location } from '../base/span.ts';
import type { PlacedRange, ReportedProblem } from './port.ts';
import type { Problem } from './workspace.ts';

/** Line tables of the texts of a workspace, each made once per text. */
export class LineTables {
  readonly #textOf: (path: string) => string;
  readonly #tables = new Map<string, { readonly text: string; readonly lines: Lines }>();

  constructor(textOf: (path: string) => string) {
    this.#textOf = textOf;
  }

  of(path: string): Lines {
    const text = this.#textOf(path);
    const known = this.#tables.get(path);
    if (known?.text === text) return known.lines;
    const lines = new Lines(text);
    this.#tables.set(path, { text, lines });
    return lines;
  }

  rangeOf(place: Location): PlacedRange {
    const lines = this.of(place.path);
    return { start: lines.positionAt(place.start), end: lines.positionAt(place.end) };
  }

  lineOf(place: Pick<Location, 'path' | 'start'>): number {
    return this.of(place.path).lineAt(place.start);
  }

  placeProblem({ path, message, at }: Problem): ReportedProblem {
    return at === undefined ? { path, message } : { path, message, line: this.lineOf(at) };
  }
}
