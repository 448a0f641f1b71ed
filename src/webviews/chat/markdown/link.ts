import type { LinkTarget } from '../../markdown.ts';
import { element } from '../element.ts';
import type { Post } from '../host.ts';

/**
 * A link without an address of its own: the browser could follow none, so all are handed to the host. Where it leads
 * is shown on hover and read aloud.
 */
export function link(target: LinkTarget, ...content: readonly (Node | string)[]): HTMLElement {
  const place = target.kind === 'web' ? target.url : target.path;
  const line = target.kind === 'file' ? target.line : undefined;
  return element(
    'a',
    {
      role: 'link',
      tabindex: '0',
      class: `link ${target.kind}`,
      title: line === undefined ? place : `${place}:${line}`,
      'data-link': target.kind,
      'data-place': place,
      'data-line': line === undefined ? undefined : String(line),
    },
    ...content,
  );
}

/** Hands the link that an event was on to the host; false where there was none. */
export function followLink(event: Event, post: Post): boolean {
  const found = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-link]') : null;
  if (found === null) return false;
  const { link: kind, place = '', line } = found.dataset;
  event.preventDefault();
  if (kind === 'web') post({ kind: 'openLink', url: place });
  else post({ kind: 'openFile', path: place, ...(line === undefined ? {} : { line: Number(line) }) });
  return true;
}
