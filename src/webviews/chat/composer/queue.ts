import type { Frame } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element } from '../element.ts';
import type { PanelContext } from '../panel-context.ts';

/** What will be asked when the turn is done. */
export function createQueue({ post, focusComposer }: PanelContext): {
  readonly element: HTMLElement;
  readonly update: (queue: Frame['queue']) => void;
} {
  const root = element('ol', { class: 'queue', 'aria-label': 'Asked next' });
  let shown: Frame['queue'] | undefined;
  return {
    element: root,
    update(queue) {
      if (queue === shown) return;
      shown = queue;
      root.hidden = queue.length === 0;
      root.replaceChildren(
        ...queue.map(({ id, text }) => {
          const remove = (): void => {
            post({ kind: 'unqueue', id });
            focusComposer();
          };
          return element(
            'li',
            {},
            element('span', { class: 'queue-word' }, 'Next'),
            element('span', { class: 'queue-text', dir: 'auto' }, text),
            button({ label: `Do not ask: ${text.slice(0, 60)}`, icon: 'cross', onPress: remove }),
          );
        }),
      );
    },
  };
}
