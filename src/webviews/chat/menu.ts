import { button } from './button.ts';
import { element, newId, setAttribute } from './element.ts';
import type { Icon } from './icons.ts';

interface Entry {
  readonly label: string;
  readonly onPress: () => void;
}

/** A button that opens a short menu, by the pattern that screen readers know. */
export function createMenu(label: string, sign: Icon, entries: () => readonly Entry[]): HTMLElement {
  const id = newId();
  const list = element('div', { class: 'menu', role: 'menu', id, 'aria-label': label, hidden: true });
  const opener = button({ label, icon: sign, onPress: () => (list.hidden ? open() : close()) });
  setAttribute(opener, 'aria-haspopup', 'menu');
  setAttribute(opener, 'aria-expanded', 'false');
  const root = element('div', { class: 'menu-holder' }, opener, list);

  const open = (): void => {
    list.replaceChildren(
      ...entries().map((entry) => {
        const item = element(
          'button',
          { type: 'button', role: 'menuitem', tabindex: '-1', class: 'menu-item' },
          entry.label,
        );
        item.addEventListener('click', () => {
          close();
          entry.onPress();
        });
        return item;
      }),
    );
    list.hidden = false;
    setAttribute(opener, 'aria-expanded', 'true');
    items()[0]?.focus();
  };
  const close = (): void => {
    list.hidden = true;
    setAttribute(opener, 'aria-expanded', 'false');
  };
  const items = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];

  root.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    if (event.key === 'Escape') {
      close();
      opener.focus();
    } else if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
    else if (event.key === 'ArrowUp') all.at(at - 1)?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) close();
  });
  return root;
}
