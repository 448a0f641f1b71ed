import { Lines } from '../base/lines.ts';

/** The comment on the lines directly above an offset, without the marks; empty when there is none. */
export function commentAbove(text: string, offset: number): string {
  const lines = new Lines(text);
  const found: string[] = [];
  for (let line = lines.lineAt(offset) - 1; line > 0; line--) {
    const comment = /^\s*#+\s?(.*)$/.exec(lines.textOf(line));
    if (comment === null) break;
    found.unshift(comment[1] ?? '');
  }
  return found.join('\n');
}
