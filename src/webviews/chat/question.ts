import type { UserMessage } from '../chat-state.ts';
import { button } from './button.ts';
import { chip } from './composer/chip.ts';
import { element, setText } from './element.ts';
import type { View } from './keyed-list.ts';
import { createMenu } from './menu.ts';
import type { PanelContext } from './panel-context.ts';
import type { ShownTurn } from './turn.ts';

/** What the user asked, which can be edited and asked anew. */
export function createQuestion(context: PanelContext): View<ShownTurn> {
  const { post } = context;
  let shown: UserMessage | undefined;
  const name = element('h2', { class: 'visually-hidden' });
  const text = element('div', { class: 'question-text', dir: 'auto' });
  const chips = element('ul', { class: 'chips', 'aria-label': 'What it refers to' });
  const edit = button({
    label: 'Edit this message and ask again from here',
    icon: 'pencil',
    onPress: () => startEdit(),
  });
  const restore = createMenu('Go back to before this message', 'restore', () => {
    const checkpoint = shown?.checkpoint;
    if (checkpoint === undefined) return [];
    const entry = (what: 'files' | 'chat' | 'both', label: string): { label: string; onPress: () => void } => ({
      label,
      onPress: () => post({ kind: 'restore', checkpoint, what }),
    });
    return [entry('files', 'Restore the files'), entry('chat', 'Restore the chat'), entry('both', 'Restore both')];
  });
  const tools = element('div', { class: 'question-tools' }, restore, edit);
  const bubble = element('div', { class: 'bubble' }, text, chips);
  const root = element('article', { class: 'turn question' }, name, bubble, tools);

  const startEdit = (): void => {
    if (shown === undefined || root.querySelector('.question-edit') !== null) return;
    const form = editForm(shown, (changed) => {
      form.remove();
      bubble.hidden = false;
      tools.hidden = false;
      if (changed !== undefined && shown !== undefined) post({ kind: 'editMessage', id: shown.id, text: changed });
      if (changed === undefined) edit.focus();
      else context.focusComposer();
    });
    bubble.hidden = true;
    tools.hidden = true;
    root.append(form);
    form.querySelector('textarea')?.focus();
  };

  return {
    element: root,
    update({ message }) {
      if (message.kind !== 'user') return;
      shown = message;
      setText(name, `You: ${message.text.slice(0, 80)}`);
      setText(text, message.text);
      chips.hidden = message.mentions.length === 0;
      chips.replaceChildren(...message.mentions.map((mention) => chip(mention)));
      restore.hidden = message.checkpoint === undefined;
    },
  };
}

function editForm(message: UserMessage, done: (changed: string | undefined) => void): HTMLElement {
  const field = element('textarea', { class: 'input', 'aria-label': 'Your message', rows: '3', dir: 'auto' });
  field.value = message.text;
  const submit = (): void => {
    const text = field.value.trim();
    if (text !== '') done(text);
  };
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') done(undefined);
    else if (event.key === 'Enter' && !event.shiftKey) submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element(
    'div',
    { class: 'question-edit' },
    field,
    element('p', { class: 'note' }, 'What follows this message is taken back from the chat. Files stay as they are.'),
    element(
      'div',
      { class: 'row' },
      button({ label: 'Ask again', text: 'Ask again', look: 'primary', onPress: submit }),
      button({ label: 'Cancel', text: 'Cancel', onPress: () => done(undefined) }),
    ),
  );
}
