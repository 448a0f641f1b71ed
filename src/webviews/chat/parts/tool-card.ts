import type { PartOf } from '../../chat-state.ts';
import { element, setText } from '../element.ts';
import { icon, type Icon } from '../icons.ts';
import type { View } from '../keyed-list.ts';
import { visibleText } from '../visible-text.ts';
import type { ShownPart } from './part-view.ts';

type Status = PartOf<'tool'>['status'];

const icons: Readonly<Record<Status, Icon>> = {
  running: 'running',
  waiting: 'question',
  done: 'check',
  failed: 'error',
  stopped: 'dash',
};

/** Said and, except for what is usual, shown. */
const words: Readonly<Record<Status, string>> = {
  running: 'running',
  waiting: 'waits for you',
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

/** A tool that was called, with what it answered folded away. */
export function createToolCard(): View<ShownPart> {
  const sign = element('span', { class: 'card-sign' });
  const title = element('span', { class: 'card-title', dir: 'auto' });
  const word = element('span', { class: 'card-word' });
  const result = element('pre', { tabindex: '0', role: 'group', 'aria-label': 'What the tool answered', dir: 'auto' });
  const summary = element('summary', {}, icon('chevron'), sign, title, word);
  const body = element('div', { class: 'fold-body' }, result);
  const root = element('details', { class: 'fold tool' }, summary, body);
  return {
    element: root,
    update({ part, isDone }) {
      if (part.kind !== 'tool') return;
      const status = isDone && (part.status === 'running' || part.status === 'waiting') ? 'stopped' : part.status;
      if (root.dataset['status'] !== status) sign.replaceChildren(icon(icons[status]));
      root.dataset['status'] = status;
      title.replaceChildren(...visibleText(part.title));
      setText(word, words[status]);
      word.classList.toggle('visually-hidden', status === 'done' || status === 'running');
      setText(result, part.result === '' ? noResult(status) : part.result);
    },
  };
}

function noResult(status: Status): string {
  return status === 'running' || status === 'waiting' ? 'There is no answer yet.' : 'There was no answer.';
}
