type Attributes = Readonly<Record<string, string | true | undefined>>;
export type Child = Node | string | undefined;

/** The only way in which elements come to be: names are ours, and what comes from outside is text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child !== undefined) made.append(child);
  return made;
}

/** Sets or removes an attribute, and leaves it alone where it is right already. */
export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

let lastId = 0;

/** An id that no other element of the page has. */
export function newId(): string {
  return `e${++lastId}`;
}
