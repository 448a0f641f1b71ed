import type { ChatState } from '../chat-state.ts';
import { button } from './button.ts';
import { element } from './element.ts';
import { keyedList } from './keyed-list.ts';
import { followLink } from './markdown/link.ts';
import type { PanelContext } from './panel-context.ts';
import { createTurnGroup, createTurnGroups, groupSize, type TurnGroup } from './turn-groups.ts';

export interface Transcript {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
  readonly scrollToEnd: () => void;
}

/** How many messages are drawn at once; older ones follow in idle time, from the newest to the oldest. */
const firstBatch = 40;
const batch = 40;
/** Within this distance of the end, in pixels, the end is followed. */
const nearEnd = 40;

/** The conversation. It is a log whose news the announcer tells, since a reader of every piece would not stop. */
export function createTranscript(context: PanelContext): Transcript {
  const list = element('div', { class: 'turns' });
  const root = element(
    'div',
    { class: 'transcript', role: 'log', 'aria-live': 'off', 'aria-label': 'Conversation', tabindex: '0' },
    list,
  );
  const toEnd = button({ label: 'Go to the latest', icon: 'down', onPress: () => scrollToEnd() });
  toEnd.classList.add('to-end');
  toEnd.hidden = true;
  const frame = element('div', { class: 'transcript-frame' }, root, toEnd);
  const draw = keyedList<TurnGroup>(list, () => createTurnGroup(context));
  const groupsOf = createTurnGroups();
  let state: ChatState | undefined;
  let session = '';
  let drawn = 0;
  let follows = true;
  let isFilling = false;

  const scrollToEnd = (): void => {
    follows = true;
    toEnd.hidden = true;
    root.scrollTop = root.scrollHeight;
  };
  const drawTail = (): void => {
    if (state === undefined) return;
    const from = Math.max(0, state.messages.length - drawn);
    draw(groupsOf(state, Math.floor(from / groupSize)));
  };
  const fill = (): void => {
    isFilling = false;
    if (state === undefined || drawn >= state.messages.length) return;
    drawn += batch;
    drawTail();
    fillLater();
  };
  const fillLater = (): void => {
    if (isFilling || state === undefined || drawn >= state.messages.length) return;
    isFilling = true;
    requestIdleCallback(fill, { timeout: 1_000 });
  };

  root.addEventListener('scroll', () => {
    follows = root.scrollHeight - root.scrollTop - root.clientHeight < nearEnd;
    toEnd.hidden = follows;
  });
  // Heights change after drawing, too: what comes near the screen is laid out then.
  const keepEnd = new ResizeObserver(() => {
    if (follows) root.scrollTop = root.scrollHeight;
  });
  keepEnd.observe(list);
  keepEnd.observe(root);
  root.addEventListener('click', (event) => followLink(event, context.post));
  root.addEventListener('keydown', (event) => {
    const isLink = event.target instanceof Element && event.target.matches('[data-link]');
    if (isLink && event.key === 'Enter') followLink(event, context.post);
  });

  return {
    element: frame,
    scrollToEnd,
    update(next) {
      const added = next.messages.length - (state?.messages.length ?? 0);
      state = next;
      // Nothing is edited, restored or asked again meanwhile.
      root.classList.toggle('is-working', next.isWorking);
      if (next.session.id !== session) {
        session = next.session.id;
        drawn = firstBatch;
        follows = true;
      } else {
        // The window of what is drawn grows with the conversation, so that nothing disappears at its start.
        drawn = Math.max(drawn + Math.max(0, added), firstBatch);
      }
      drawTail();
      fillLater();
      if (follows) root.scrollTop = root.scrollHeight;
    },
  };
}
