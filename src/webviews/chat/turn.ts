import type { AssistantMessage, ChatMessage, Part } from '../chat-state.ts';
import { button } from './button.ts';
import { element, setText } from './element.ts';
import { keyedList, type View } from './keyed-list.ts';
import type { PanelContext } from './panel-context.ts';
import { createPartView, type ShownPart } from './parts/part-view.ts';
import { createQuestion } from './question.ts';

/** A message as the transcript shows it. */
export interface ShownTurn {
  /** The message's, and its kind, which decides how it is drawn. */
  readonly id: string;
  readonly message: ChatMessage;
  readonly isLatest: boolean;
}

export function createTurn({ message }: ShownTurn, context: PanelContext): View<ShownTurn> {
  return message.kind === 'user' ? createQuestion(context) : createAnswer(context);
}

/** From this number on parts are laid out one by one, when they come near the screen. */
const manyParts = 60;

/** What the architect says and does in one turn. */
function createAnswer(context: PanelContext): View<ShownTurn> {
  const { post, announce } = context;
  const parts = element('div', { class: 'parts' });
  const working = element('p', { class: 'working' }, 'Working …');
  const foot = element(
    'div',
    { class: 'turn-foot' },
    button({ label: 'Copy this answer', icon: 'copy', onPress: () => copy() }),
    button({ label: 'Ask again', icon: 'retry', onPress: () => post({ kind: 'retry' }) }),
  );
  const root = element(
    'article',
    { class: 'turn answer' },
    element('h2', { class: 'turn-name' }, 'Architect'),
    parts,
    working,
    foot,
  );
  const update = keyedList<ShownPart>(parts, (part) => createPartView(part, context));
  const shownParts = createShownParts();
  let shown: AssistantMessage | undefined;
  const copy = (): void => {
    const texts = (shown?.parts ?? []).flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    post({ kind: 'copy', text: texts.join('\n\n') });
    announce('Copied.');
  };

  return {
    element: root,
    update({ message, isLatest }) {
      if (message.kind !== 'assistant') return;
      if (shown !== undefined && !shown.isDone && message.isDone) announce(endOf(message));
      shown = message;
      update(shownParts(message, isLatest));
      parts.classList.toggle('is-long', message.parts.length > manyParts);
      working.hidden = message.isDone || message.parts.length > 0;
      setText(working, 'Working …');
      foot.hidden = !message.isDone || !isLatest;
    },
  };
}

/** What changed nothing stays the very same value, so that it is not drawn again. */
function createShownParts(): (message: AssistantMessage, isLatest: boolean) => ShownPart[] {
  let known = new Map<string, ShownPart>();
  return (message, isLatest) => {
    const last = message.parts.length - 1;
    const next = message.parts.map((part, index) => {
      const isDone = message.isDone || (isProse(part) && index < last);
      const old = known.get(part.id);
      if (old?.part === part && old.isDone === isDone && old.isLatest === isLatest) return old;
      return { id: part.id, part, message: message.id, isDone, isLatest };
    });
    known = new Map(next.map((part) => [part.id, part]));
    return next;
  };
}

const isProse = ({ kind }: Part): boolean => kind === 'text' || kind === 'thinking';

/** Read aloud when an answer is complete: its beginning, since the whole can be read with the heading. */
function endOf({ parts }: AssistantMessage): string {
  const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join(' ');
  const start = text
    .replaceAll(/[`*_#>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (start === '') return 'The architect is done.';
  return `The architect has answered: ${start.length > 300 ? `${start.slice(0, 300)} …` : start}`;
}
