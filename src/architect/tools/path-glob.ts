import picomatch from 'picomatch/posix';

export type PathGlob =
  { readonly ok: true; readonly matches: (path: string) => boolean } | { readonly ok: false; readonly reason: string };

/**
 * A pattern of paths. What picomatch makes of a pattern is a backtracking regular expression: few wildcards in one
 * name, and none that repeat groups, keep it fast whatever the names are.
 */
export function pathGlob(pattern: string): PathGlob {
  const plain = pattern.replace(/^(\.\/)+/, '');
  const reason = whyRefused(plain);
  if (reason !== undefined) return { ok: false, reason: `The pattern is refused: ${reason}.` };
  const matches = picomatch(plain, {
    dot: true,
    noextglob: true,
    maxLength: 300,
    nonegate: true,
  });
  return { ok: true, matches: (path) => matches(path) };
}

function whyRefused(pattern: string): string | undefined {
  if (pattern === '' || pattern.length > 300) return 'it has to have 1 to 300 characters';
  if (/(^|\/)\.\.(\/|$)/.test(pattern) || pattern.startsWith('/')) return 'it has to stay within the project';
  if (/[\\:\0-\x1f]/.test(pattern)) return 'folders are separated by `/`, and it may hold no colon';
  if ((pattern.match(/\*\*/g) ?? []).length > 4) return 'it has more than four `**`';
  if (pattern.split('/').some((part) => part.replaceAll('**', '*').split('*').length > 4)) {
    return 'a name in it has more than three `*`';
  }
  if ((pattern.match(/[{(]/g) ?? []).length > 6) return 'it has more than six groups';
  return undefined;
}
