import type { ChatState } from '../chat-state.ts';
import type { HostMessage } from '../protocol.ts';
import { createAnnouncer } from './announcer.ts';
import { button } from './button.ts';
import { createComposer } from './composer/composer.ts';
import { element } from './element.ts';
import { createFirstRun } from './first-run.ts';
import type { Host } from './host.ts';
import { recallMemory } from './memory.ts';
import type { PanelContext } from './panel-context.ts';
import { createSessions } from './sessions.ts';
import { emptyStore, receive } from './store.ts';
import { createTranscript } from './transcript.ts';

/** The whole panel: messages of the host in, its own messages out. */
export function createPanel(host: Host): {
  readonly element: HTMLElement;
  readonly receive: (message: HostMessage) => void;
} {
  const announcer = createAnnouncer();
  const context: PanelContext = {
    post: host.post,
    memory: recallMemory(host),
    announce: announcer.say,
    focusComposer: () => composer.focus(),
  };
  const sessions = createSessions(context);
  const firstRun = createFirstRun(context);
  const transcript = createTranscript(context);
  const composer = createComposer(context, () => transcript.scrollToEnd());
  const waiting = button({
    label: 'Go to what waits for your decision',
    text: 'Waits for your decision',
    icon: 'question',
    onPress: () => goToApproval(root),
  });
  waiting.classList.add('waiting');
  waiting.hidden = true;
  const root = element(
    'main',
    { class: 'panel', 'aria-busy': 'true' },
    sessions.element,
    firstRun.element,
    transcript.element,
    waiting,
    composer.element,
    announcer.element,
  );
  let store = emptyStore;
  let isDrawing = false;
  let isPressed = false;

  const draw = (): void => {
    isDrawing = false;
    const { state } = store;
    if (state === undefined) return;
    root.removeAttribute('aria-busy');
    transcript.element.hidden = state.messages.length === 0;
    sessions.update(state);
    firstRun.update(state);
    transcript.update(state);
    composer.update(state);
    showWaiting();
  };
  /** The way to a decision, unless the focus is there. */
  const showWaiting = (): void => {
    if (isPressed) return;
    const isThere = document.activeElement?.closest('.approval[data-status=open]') != null;
    waiting.hidden = isThere || store.state === undefined || !hasOpenApproval(store.state);
  };
  root.addEventListener('focusin', showWaiting);
  // Pressing a button brings the focus there first. Were something to move then, the click would miss the button.
  const release = (): void => {
    isPressed = false;
    setTimeout(showWaiting);
  };
  root.addEventListener('pointerdown', () => (isPressed = true), true);
  addEventListener('pointerup', release);
  addEventListener('pointercancel', release);
  const drawSoon = (): void => {
    if (!isDrawing) requestAnimationFrame(draw);
    isDrawing = true;
  };

  const follow = (message: Parameters<typeof receive>[1]): void => {
    const wasLost = store.isLost;
    store = receive(store, message);
    if (store.isLost && !wasLost) host.post({ kind: 'resync', after: store.seq });
    drawSoon();
  };

  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || store.state?.isWorking !== true)
      return;
    host.post({ kind: 'stop' });
    announcer.say('Stopping.');
  });

  return {
    element: root,
    receive(message) {
      if (message.kind === 'suggestions') composer.suggest(message);
      else if (message.kind === 'compose') composer.insert(message.text, message.mentions);
      else follow(message);
    },
  };
}

function hasOpenApproval({ messages }: ChatState): boolean {
  const last = messages.at(-1);
  if (last?.kind !== 'assistant' || last.isDone) return false;
  return last.parts.some((part) => (part.kind === 'run' || part.kind === 'edits') && part.status === 'open');
}

function goToApproval(root: HTMLElement): void {
  const card = root.querySelector('.approval[data-status=open]');
  const control = card?.querySelector<HTMLElement>('.hunk-controls button, .approval-foot button');
  control?.focus();
  card?.scrollIntoView({ block: 'nearest' });
}
