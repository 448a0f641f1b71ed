import { element, newId, setAttribute } from '../element.ts';
import { visibleText } from '../visible-text.ts';

/** One line of the list. */
export interface Option {
  readonly label: string;
  readonly detail: string;
  /** Said before the label, such as the kind of thing. */
  readonly tag?: string;
  readonly choose: () => void;
}

export interface Completion {
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  readonly show: (options: readonly Option[]) => void;
  /** True when the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** A list of completions for a text field, which keeps the focus. */
export function createCompletion(field: HTMLElement, announce: (sentence: string) => void): Completion {
  const id = newId();
  const list = element('div', { class: 'completion', role: 'listbox', id, 'aria-label': 'Suggestions', hidden: true });
  setAttribute(field, 'aria-autocomplete', 'list');
  setAttribute(field, 'aria-haspopup', 'listbox');
  let options: readonly Option[] = [];
  let active = 0;

  const mark = (index: number): void => {
    active = (index + options.length) % options.length;
    [...list.children].forEach((item, at) => setAttribute(item, 'aria-selected', String(at === active)));
    const chosen = list.children[active];
    setAttribute(field, 'aria-activedescendant', chosen?.id);
    chosen?.scrollIntoView({ block: 'nearest' });
  };
  const show = (next: readonly Option[]): void => {
    const before = options.length;
    options = next;
    list.hidden = next.length === 0;
    setAttribute(field, 'aria-controls', list.hidden ? undefined : id);
    list.replaceChildren(...next.map(optionElement));
    if (list.hidden) setAttribute(field, 'aria-activedescendant', undefined);
    else mark(0);
    if (next.length > 0 && next.length !== before)
      announce(next.length === 1 ? '1 suggestion' : `${next.length} suggestions`);
  };
  // A press would take the focus from the field.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const index = [...list.children].findIndex((item) => target instanceof Node && item.contains(target));
    options[index]?.choose();
  });

  return {
    element: list,
    isOpen: () => !list.hidden,
    show,
    onKey(event) {
      if (list.hidden) return false;
      if (event.key === 'ArrowDown') mark(active + 1);
      else if (event.key === 'ArrowUp') mark(active - 1);
      else if (event.key === 'Escape') show([]);
      else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey))
        options[active]?.choose();
      else return false;
      return true;
    },
  };
}

function optionElement({ label, detail, tag }: Option): HTMLElement {
  return element(
    'div',
    { role: 'option', id: newId(), class: 'option' },
    tag === undefined ? undefined : element('span', { class: 'chip-kind' }, tag),
    element('span', { class: 'option-label', dir: 'auto' }, ...visibleText(label)),
    element('span', { class: 'option-detail', dir: 'auto' }, ...visibleText(detail)),
  );
}
