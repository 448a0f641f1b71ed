import { element, setText } from '../element.ts';
import { icon } from '../icons.ts';
import type { View } from '../keyed-list.ts';
import type { ShownPart } from './part-view.ts';

/** What the model says of its thinking: folded, and without Markdown, since nobody edits it. */
export function createThinking(): View<ShownPart> {
  const title = element('span', { class: 'card-title' });
  const text = element('div', { class: 'thinking-text', dir: 'auto' });
  const root = element(
    'details',
    { class: 'fold thinking' },
    element('summary', {}, icon('chevron'), title),
    element('div', { class: 'fold-body' }, text),
  );
  return {
    element: root,
    update({ part, isDone }) {
      if (part.kind !== 'thinking') return;
      const isThinking = !part.isDone && !isDone;
      setText(title, isThinking ? 'Thinking …' : 'Thought');
      root.classList.toggle('is-running', isThinking);
      setText(text, part.text);
    },
  };
}
