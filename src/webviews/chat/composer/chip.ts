import type { Mention, MentionKind } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element } from '../element.ts';
import { visibleText, plainVisibleText } from '../visible-text.ts';

export const kindNames: Readonly<Record<MentionKind, string>> = {
  resource: 'resource',
  domain: 'domain',
  migration: 'migration',
  file: 'file',
  finding: 'finding',
  selection: 'selection',
};

/** Something of the project that a message refers to. */
export function chip({ kind, label }: Mention, onRemove?: () => void): HTMLElement {
  return element(
    'li',
    { class: 'chip' },
    element('span', { class: 'chip-kind' }, kindNames[kind]),
    element('span', { class: 'chip-label', dir: 'auto' }, ...visibleText(label)),
    onRemove &&
      button({ label: `Remove ${kindNames[kind]} ${plainVisibleText(label)}`, icon: 'cross', onPress: onRemove }),
  );
}
