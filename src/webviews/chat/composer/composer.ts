import type { ChatState, Mention } from '../../chat-state.ts';
import type { HostMessage } from '../../protocol.ts';
import { button } from '../button.ts';
import { element, setText } from '../element.ts';
import type { PanelContext } from '../panel-context.ts';
import { chip } from './chip.ts';
import { createQueue } from './queue.ts';
import { createToolbar } from './toolbar.ts';
import { splitCommand } from './word-at.ts';
import { createWordCompletion } from './word-completion.ts';

export interface Composer {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
  readonly suggest: (answer: Extract<HostMessage, { kind: 'suggestions' }>) => void;
  readonly insert: (text: string, mentions: readonly Mention[]) => void;
  readonly focus: () => void;
}

/** Where the user writes. */
export function createComposer(context: PanelContext, onSent: () => void): Composer {
  const { post, memory, announce } = context;
  let state: ChatState | undefined;
  const field = element('textarea', {
    class: 'composer-text',
    rows: '1',
    dir: 'auto',
    'aria-label': 'Ask the architect',
    placeholder: 'Ask, or type / for commands and @ for context',
    maxlength: '100000',
  });
  field.value = memory.read().draft;
  const chips = element('ul', { class: 'chips', 'aria-label': 'Context of your message' });
  const words = createWordCompletion(field, context, {
    onMention: (mention) => addMentions([mention]),
    onText: () => remember(),
  });
  const hint = element('p', { class: 'composer-hint', role: 'status' });
  const queue = createQueue(context);
  const send = button({ label: 'Send', icon: 'send', onPress: () => submit() });
  const stop = button({ label: 'Stop (Escape)', icon: 'stop', onPress: () => stopWork() });
  const toolbar = createToolbar(context);
  const box = element(
    'div',
    { class: 'composer-box' },
    chips,
    field,
    element(
      'div',
      { class: 'composer-bar' },
      toolbar.pickers,
      element('div', { class: 'composer-end' }, toolbar.facts, stop, send),
    ),
  );
  const root = element(
    'section',
    { class: 'composer', 'aria-label': 'Your message' },
    queue.element,
    words.element,
    hint,
    box,
  );

  const stopWork = (): void => {
    if (state?.isWorking !== true) return;
    post({ kind: 'stop' });
    announce('Stopping.');
    field.focus();
  };
  const remember = (): void => memory.change({ draft: field.value });
  const setMentions = (mentions: readonly Mention[]): void => {
    memory.change({ mentions: mentions.slice(0, 50) });
    drawChips();
  };
  const addMentions = (more: readonly Mention[]): void => {
    const { mentions } = memory.read();
    setMentions([
      ...mentions,
      ...more.filter(({ kind, id }) => !mentions.some((old) => old.kind === kind && old.id === id)),
    ]);
  };
  const drawChips = (): void => {
    const { mentions } = memory.read();
    chips.hidden = mentions.length === 0;
    chips.replaceChildren(
      ...mentions.map((mention) =>
        chip(mention, () => {
          setMentions(memory.read().mentions.filter((other) => other !== mention));
          field.focus();
        }),
      ),
    );
  };
  const say = (sentence: string): void => setText(hint, sentence);

  const submit = (): void => {
    field.focus();
    const text = field.value.trim();
    if (text === '' || state === undefined) return;
    const command = splitCommand(
      text,
      state.commands.map(({ name }) => name),
    );
    const reason = whyNot(state, command?.name);
    say(reason ?? '');
    if (reason !== undefined) return;
    const { mentions } = memory.read();
    post(
      command === undefined
        ? { kind: 'send', text, mentions }
        : { kind: 'command', name: command.name, text: command.rest, mentions },
    );
    field.value = '';
    memory.change({ draft: '', mentions: [] });
    drawChips();
    words.close();
    onSent();
  };

  field.addEventListener('input', () => {
    remember();
    say('');
    words.complete();
  });
  let composedAt = -Infinity;
  field.addEventListener('compositionend', ({ timeStamp }) => (composedAt = timeStamp));
  field.addEventListener('keydown', (event) => {
    // Keys belong to the input method while it composes. Safari tells of the one that ends it afterwards.
    if (event.isComposing || event.timeStamp - composedAt < 50) return;
    if (words.onKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Backspace' && field.value === '' && memory.read().mentions.length > 0) {
      setMentions(memory.read().mentions.slice(0, -1));
    }
  });
  field.addEventListener('blur', () => words.close());
  drawChips();

  return {
    element: root,
    focus: () => field.focus(),
    update(next) {
      state = next;
      words.update(next);
      queue.update(next.queue);
      toolbar.update(next);
      stop.hidden = !next.isWorking;
      send.title = next.isWorking ? 'Send when this turn is done' : 'Send';
      send.setAttribute('aria-label', send.title);
    },
    suggest: words.suggest,
    insert(text, mentions) {
      field.value = [text, field.value].filter((piece) => piece !== '').join('\n\n');
      remember();
      addMentions(mentions);
      field.focus();
      field.setSelectionRange(text.length, text.length);
    },
  };
}

/** Why something cannot be sent now, and what to do. */
function whyNot({ commands, provider, isTrusted }: ChatState, command: string | undefined): string | undefined {
  const known = commands.find(({ name }) => name === command);
  const needsTrust = known?.needsTrust ?? true;
  const needsModel = known?.needsModel ?? true;
  if (needsTrust && !isTrusted)
    return 'This workspace is not trusted. Trust it to let the architect read, edit and run.';
  if (needsModel && provider.kind === 'none') {
    return 'There is no model yet. Set an Anthropic key, use a model of VS Code, or type a command such as /review.';
  }
  return undefined;
}
