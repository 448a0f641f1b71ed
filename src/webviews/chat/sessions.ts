import type { ChatState, Frame } from '../chat-state.ts';
import { button } from './button.ts';
import { element, newId, setAttribute, setText } from './element.ts';
import { icon } from './icons.ts';
import type { PanelContext } from './panel-context.ts';

type Session = Frame['sessions'][number];

/** The head of the panel: which session this is, and the list of all. */
export function createSessions(context: PanelContext): {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
} {
  const { post, focusComposer } = context;
  const listId = newId();
  const name = element('span', { class: 'session-name', dir: 'auto' });
  const opener = element(
    'button',
    {
      type: 'button',
      class: 'button plain session-opener',
      'aria-expanded': 'false',
      'aria-controls': listId,
      title: 'Sessions',
    },
    icon('history'),
    name,
  );
  const start = button({ label: 'New session', icon: 'plus', onPress: () => post({ kind: 'newSession' }) });
  const list = element('ul', { class: 'session-list', id: listId, 'aria-label': 'Sessions', hidden: true });
  const root = element(
    'header',
    { class: 'head' },
    element('h1', { class: 'visually-hidden' }, 'Architect'),
    element('div', { class: 'head-row' }, opener, start),
    list,
  );
  let state: ChatState | undefined;

  const setOpen = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    setAttribute(opener, 'aria-expanded', String(isOpen));
    if (isOpen) draw();
  };
  const draw = (): void => {
    const { sessions = [], session } = state ?? {};
    list.replaceChildren(...sessions.map((each) => entry(each, each.id === session?.id)));
    if (sessions.length === 0) list.append(element('li', { class: 'note' }, 'There is no other session yet.'));
  };
  const entry = (session: Session, isCurrent: boolean): HTMLElement => {
    const open = element(
      'button',
      { type: 'button', class: 'session-entry', 'aria-current': isCurrent ? 'true' : undefined },
      element('span', { class: 'session-entry-name', dir: 'auto' }, session.name),
      element('span', { class: 'session-when' }, session.when),
    );
    open.addEventListener('click', () => {
      setOpen(false);
      if (!isCurrent) post({ kind: 'openSession', id: session.id });
      focusComposer();
    });
    const item = element(
      'li',
      { class: 'session-item' },
      open,
      button({ label: `Rename ${session.name}`, icon: 'pencil', onPress: () => rename(item, session) }),
      button({
        label: `Export ${session.name} as Markdown`,
        icon: 'export',
        onPress: () => post({ kind: 'exportSession', id: session.id }),
      }),
      button({
        label: `Remove ${session.name}`,
        icon: 'trash',
        onPress: () => post({ kind: 'removeSession', id: session.id }),
      }),
    );
    return item;
  };
  const rename = (item: HTMLElement, session: Session): void => {
    const field = element('input', {
      type: 'text',
      class: 'input',
      'aria-label': 'Name of the session',
      maxlength: '200',
      dir: 'auto',
    });
    field.value = session.name;
    field.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      const changed = field.value.trim();
      if (event.key === 'Enter' && changed !== '') post({ kind: 'renameSession', id: session.id, name: changed });
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      draw();
      opener.focus();
    });
    item.replaceChildren(field);
    field.focus();
    field.select();
  };

  opener.addEventListener('click', () => setOpen(list.hasAttribute('hidden')));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || list.hidden) return;
    event.stopPropagation();
    setOpen(false);
    opener.focus();
  });

  return {
    element: root,
    update(next) {
      const isChanged = next.sessions !== state?.sessions || next.session !== state.session;
      state = next;
      setText(name, next.session.name);
      setAttribute(opener, 'aria-label', `Session ${next.session.name}. All sessions`);
      if (isChanged && !list.hidden && list.querySelector('input') === null) draw();
    },
  };
}
