import { plural } from '../../base/names.ts';

export interface BoundedText {
  readonly text: string;
  /** What is left out and how to get it; undefined when nothing is. */
  readonly note: string | undefined;
}

/** As many whole lines as fit into `limit` characters; `more` says how to get the others. */
export function bounded(text: string, limit: number, more: string): BoundedText {
  if (text.length <= limit) return { text, note: undefined };
  const cut = text.lastIndexOf('\n', limit);
  // One line alone is longer than the limit: its beginning is better than nothing.
  if (cut <= 0) {
    return { text: text.slice(0, limit), note: `Cut: ${text.length - limit} characters are left out. ${more}` };
  }
  const left = text
    .slice(cut + 1)
    .replace(/\n$/, '')
    .split('\n').length;
  return { text: text.slice(0, cut), note: `Cut: ${left} ${plural('line', left)} are left out. ${more}` };
}
