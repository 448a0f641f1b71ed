import type { View } from '../keyed-list.ts';
import { createStreamingMarkdown } from '../markdown/streaming-markdown.ts';
import type { PanelContext } from '../panel-context.ts';
import type { ShownPart } from './part-view.ts';

/** What the model wrote. */
export function createTextPart({ post, announce }: PanelContext): View<ShownPart> {
  const markdown = createStreamingMarkdown();
  let message = '';
  let part = '';

  markdown.element.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
    const block = pressed?.closest<HTMLElement>('[data-block]');
    if (pressed === null || block === null || block === undefined) return;
    if (pressed.dataset['do'] === 'copy') {
      post({ kind: 'copy', text: block.querySelector('code')?.textContent ?? '' });
      announce('Copied.');
    } else {
      post({ kind: 'applyCode', block: { message, part, index: Number(block.dataset['block']) } });
    }
  });

  return {
    element: markdown.element,
    update(shown) {
      if (shown.part.kind !== 'text') return;
      message = shown.message;
      part = shown.id;
      markdown.update(shown.part.text, shown.isDone);
    },
  };
}
