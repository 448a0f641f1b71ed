import type { ApprovalStatus } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element, newId } from '../element.ts';
import type { PanelContext } from '../panel-context.ts';

/** In milliseconds: keys that were meant for another place do not decide anything. */
const grace = 500;

export interface ApprovalFrame {
  readonly element: HTMLElement;
  /** For what is decided on. */
  readonly body: HTMLElement;
  /** For the buttons that decide; refusing comes after them. */
  readonly actions: HTMLElement;
  readonly title: HTMLElement;
  /** Shows whether it still waits; asks for the focus when it begins to. */
  readonly setStatus: (status: ApprovalStatus, sentence: string, firstControl: () => HTMLElement) => void;
  readonly refuse: () => void;
}

interface Options {
  readonly context: PanelContext;
  /** What the card does with its own keys; true when it did something. */
  readonly onKey: (key: string) => boolean;
  readonly approval: () => string;
  readonly refuseText: string;
}

/**
 * What both kinds of approval share: focus comes when it opens (unless the user is writing), keys count only inside,
 * a reason can be given with a refusal, and the focus returns to the composer.
 */
export function createApprovalFrame({ context, onKey, approval, refuseText }: Options): ApprovalFrame {
  const { post, announce, focusComposer } = context;
  const titleId = newId();
  const title = element('h3', { class: 'card-heading', id: titleId, dir: 'auto' });
  const outcome = element('span', { class: 'outcome' });
  const body = element('div', { class: 'approval-body' });
  const reason = element('input', {
    type: 'text',
    class: 'input reason',
    placeholder: 'What should be different (optional)',
    'aria-label': 'What should be different, told to the architect when you refuse',
    maxlength: '2000',
    dir: 'auto',
  });
  const actions = element('div', { class: 'row' });
  const foot = element('div', { class: 'approval-foot' }, actions, reason);
  const root = element(
    'section',
    { class: 'approval', 'aria-labelledby': titleId },
    element('header', {}, title, outcome),
    body,
    foot,
  );
  let status: ApprovalStatus | undefined;
  let openedAt = 0;

  const refuse = (): void => {
    if (isOpen())
      post({ kind: 'decide', approval: approval(), decision: { kind: 'refuse', reason: reason.value.trim() } });
  };
  const isOpen = (): boolean => status === 'open' && performance.now() - openedAt >= grace;
  actions.append(
    button({ label: `${refuseText} (with the reason, if you give one)`, text: refuseText, onPress: refuse }),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === reason) {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      return refuse();
    }
    if (isOpen() && !event.repeat && onKey(letterOf(event))) event.preventDefault();
  };
  root.addEventListener('keydown', onKeyDown);
  // Whoever types on, holds a key, or clicked at what was there before has not read what came under it.
  const swallow = (event: Event): void => {
    if (status === 'open' && !isOpen()) event.stopImmediatePropagation();
  };
  root.addEventListener('click', swallow, true);

  return {
    element: root,
    body,
    actions,
    title,
    refuse,
    setStatus(next, sentence, firstControl) {
      const before = status;
      status = next;
      root.dataset['status'] = next;
      outcome.textContent = sentence;
      if (next === 'open' && before !== 'open') {
        openedAt = performance.now();
        announce(`The architect waits for your decision: ${title.textContent}`);
        requestAnimationFrame(() => takeFocus(firstControl));
      } else if (next !== 'open' && before === 'open') {
        announce(sentence);
        if (root.contains(document.activeElement)) focusComposer();
      }
      for (const control of foot.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input')) {
        control.disabled = next !== 'open';
      }
      foot.hidden = next !== 'open';
    },
  };
}

/** The key by its Latin letter, so that the keys shown work with every keyboard. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (key.length !== 1) return key;
  return (/^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? key)).toLowerCase();
}

/** Nobody who writes, or looks at something else, is interrupted. */
function takeFocus(firstControl: () => HTMLElement): void {
  const active = document.activeElement;
  const isWriting = active instanceof HTMLTextAreaElement && active.value !== '';
  const isElsewhere = active !== null && active !== document.body && !(active instanceof HTMLTextAreaElement);
  if (document.hasFocus() && !isWriting && !isElsewhere) firstControl().focus();
}
