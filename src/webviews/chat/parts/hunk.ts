import type { ViewHunk } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element, setAttribute } from '../element.ts';
import { link } from '../markdown/link.ts';
import { plainVisibleText, visibleText } from '../visible-text.ts';

export interface HunkView {
  readonly element: HTMLElement;
  readonly firstControl: HTMLElement;
  readonly show: (isAccepted: boolean) => void;
}

interface Options {
  readonly hunk: ViewHunk;
  readonly index: number;
  readonly count: number;
  readonly onChoose: (isAccepted: boolean) => void;
  readonly onOpen: () => void;
}

/** One change of a proposal, with the two buttons that decide on it. */
export function createHunk({ hunk, index, count, onChoose, onOpen }: Options): HunkView {
  const { path, line, removed, added } = hunk;
  const place = `${plainVisibleText(path)}:${line}`;
  const name = `change ${index + 1} of ${count}, ${place}`;
  const accept = button({
    label: `Accept ${name}`,
    text: 'Accept',
    icon: 'check',
    look: 'plain',
    onPress: () => onChoose(true),
  });
  const refuse = button({
    label: `Refuse ${name}`,
    text: 'Refuse',
    icon: 'cross',
    look: 'plain',
    onPress: () => onChoose(false),
  });
  const diff = button({ label: `Diff of ${name}`, text: 'Diff', look: 'plain', onPress: onOpen });
  const head = element(
    'div',
    { class: 'hunk-head' },
    element('span', { class: 'hunk-place', dir: 'ltr' }, link({ kind: 'file', path, line: Math.max(1, line) }, place)),
    element('span', { class: 'hunk-controls' }, accept, refuse, diff),
  );
  const lines = element(
    'div',
    { class: 'hunk-lines', tabindex: '0', role: 'group', 'aria-label': `Lines of ${name}`, dir: 'ltr' },
    linesElement('removed', '−', removed),
    linesElement('added', '+', added),
  );
  const root = element('li', { class: 'hunk', 'aria-label': name }, head, lines);
  return {
    element: root,
    firstControl: accept,
    show(isAccepted) {
      root.classList.toggle('is-left-out', !isAccepted);
      setAttribute(accept, 'aria-pressed', String(isAccepted));
      setAttribute(refuse, 'aria-pressed', String(!isAccepted));
    },
  };
}

function linesElement(kind: 'removed' | 'added', sign: string, texts: readonly string[]): HTMLElement | undefined {
  if (texts.length === 0) return undefined;
  return element('div', { class: `lines ${kind}` }, ...texts.map((text) => lineElement(kind, sign, text)));
}

function lineElement(kind: 'removed' | 'added', sign: string, text: string): HTMLElement {
  return element(
    'div',
    { class: 'line' },
    element('span', { class: 'line-sign', 'aria-hidden': 'true' }, sign),
    element('span', { class: 'visually-hidden' }, `${kind}: `),
    element('span', { class: 'line-text' }, ...visibleText(text)),
  );
}
