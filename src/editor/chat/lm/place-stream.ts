export type TextOrPlace =
  | { readonly kind: 'text'; readonly text: string }
  /** The line counts from 1; undefined for the file as a whole. */
  | { readonly kind: 'place'; readonly path: string; readonly line: number | undefined };

/** A path with a folder or an extension of Elixir, and perhaps a line and a column or a last line. */
const place = /(`?)((?:[\w.@-]+\/)*[\w.@-]+\.(?:exs?|heex|md|json|lock))(?::(\d+)(?:[:-]\d+)?)?\1/g;

/**
 * Finds places such as `lib/a.ex:12` in Markdown that comes in pieces, outside code and links. A piece is held back up
 * to its last blank, since a place may go on in the next one.
 */
export class PlaceStream {
  readonly #isKnown: (path: string) => boolean;
  #held = '';
  /** The current line as far as it was passed on. */
  #line = '';
  #isFenced = false;

  /** `isKnown` tells files that are there from what only looks like one. */
  constructor(isKnown: (path: string) => boolean) {
    this.#isKnown = isKnown;
  }

  add(text: string): readonly TextOrPlace[] {
    const all = this.#held + text;
    const cut = all.search(/\S*$/);
    this.#held = all.slice(cut);
    return this.#split(all.slice(0, cut));
  }

  /** What was held back. */
  end(): readonly TextOrPlace[] {
    const rest = this.#held;
    this.#held = '';
    return this.#split(rest);
  }

  #split(text: string): readonly TextOrPlace[] {
    const parts: TextOrPlace[] = [];
    let from = 0;
    let at = 0;
    for (const match of text.matchAll(place)) {
      this.#advance(text.slice(at, match.index));
      at = match.index;
      const [whole, , path = '', line] = match;
      if (!this.#isOpen(text, match.index + whole.length) || !this.#isKnown(path)) continue;
      if (from < match.index) parts.push({ kind: 'text', text: text.slice(from, match.index) });
      parts.push({ kind: 'place', path, line: line === undefined ? undefined : Number(line) });
      from = match.index + whole.length;
    }
    this.#advance(text.slice(at));
    if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
    return parts;
  }

  /** Whether a place may stand here: not in code, not as the target of a link, not as a part of something longer. */
  #isOpen(text: string, end: number): boolean {
    if (this.#isFenced || isFence(this.#line)) return false;
    const isInCode = (this.#line.match(/`/g)?.length ?? 0) % 2 === 1;
    return !isInCode && !/(\]\(|[\w./:@-])$/.test(this.#line) && !/^(?:[\w/`]|[.-]\w)/.test(text.slice(end));
  }

  #advance(text: string): void {
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) {
        if (isFence(this.#line)) this.#isFenced = !this.#isFenced;
        this.#line = '';
      }
      this.#line += line;
    }
  }
}

function isFence(line: string): boolean {
  return /^\s*(?:```|~~~)/.test(line);
}
