import { RE2JS } from 're2js';

export type TextSearch =
  { readonly ok: true; readonly matches: (line: string) => boolean } | { readonly ok: false; readonly reason: string };

export interface SearchOptions {
  readonly pattern: string;
  readonly isLiteral: boolean;
  readonly ignoresCase: boolean;
}

/**
 * A search in lines. JavaScript's own expressions backtrack and cannot be interrupted, so one bad pattern would stop
 * the whole process: patterns run on RE2, whose time is linear in the line. Plain words need no engine at all.
 */
export function textSearch({ pattern, isLiteral, ignoresCase }: SearchOptions): TextSearch {
  if (isLiteral || !/[\\^$.|?*+()[\]{}]/.test(pattern)) {
    const wanted = ignoresCase ? pattern.toLowerCase() : pattern;
    return { ok: true, matches: (line) => (ignoresCase ? line.toLowerCase() : line).includes(wanted) };
  }
  try {
    const compiled = RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    return { ok: true, matches: (line) => compiled.matcher(line).find() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      reason: `The pattern is not understood (${detail}). It is an expression of RE2: no look-around and no back-references. Set \`literal\` to search for the text as it is.`,
    };
  }
}
