import { linesOf } from '../context/lines-of.ts';
import type { SeenFiles } from '../tool.ts';

/** What one conversation was shown of files. */
export function createSeenFiles(): SeenFiles {
  const files = new Map<string, { readonly text: string; readonly lines: Set<number> }>();
  return {
    record: (path, text, first, last) => {
      const known = files.get(path);
      const entry = known?.text === text ? known : { text, lines: new Set<number>() };
      for (let line = first; line <= last; line++) entry.lines.add(line);
      files.set(path, entry);
    },
    sawAll: (path, text) => {
      const known = files.get(path);
      return known?.text === text && known.lines.size >= linesOf(text).length;
    },
  };
}
