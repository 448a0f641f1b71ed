/** A half-open range of UTF-16 offsets into one text: `start` included, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. Paths are relative to the workspace, with forward slashes. */
export interface Location extends Span {
  readonly path: string;
}

export function at(path: string, span: Span): Location {
  return { path, start: span.start, end: span.end };
}

export function cover(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}
