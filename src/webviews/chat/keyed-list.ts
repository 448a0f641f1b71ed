/** Draws one item, and draws it again when it became another value. */
export interface View<Item> {
  readonly element: HTMLElement;
  readonly update: (item: Item) => void;
  /** Called when the element is gone for good. */
  readonly dispose?: () => void;
}

/**
 * Keeps the children of an element in step with a list. Elements of items that stay are never made anew or moved
 * without need: focus, selection, folds and scroll positions survive.
 */
export function keyedList<Item extends { readonly id: string }>(
  parent: HTMLElement,
  create: (item: Item) => View<Item>,
): (items: readonly Item[]) => void {
  const shown = new Map<string, { readonly view: View<Item>; readonly item: Item }>();
  return (items) => {
    const wanted = new Set(items.map(({ id }) => id));
    for (const [id, { view }] of shown) {
      if (wanted.has(id)) continue;
      view.element.remove();
      view.dispose?.();
      shown.delete(id);
    }
    let next: Element | null = parent.firstElementChild;
    for (const item of items) {
      const old = shown.get(item.id);
      const view = old?.view ?? create(item);
      if (old?.item !== item) {
        view.update(item);
        shown.set(item.id, { view, item });
      }
      if (view.element === next) next = next.nextElementSibling;
      else parent.insertBefore(view.element, next);
    }
  };
}
