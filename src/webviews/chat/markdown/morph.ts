/**
 * Makes the children of an element like those of another, keeping every node that is the same already: what is
 * selected or focused in the paragraph that is still being written stays so.
 */
export function morphChildren(target: ParentNode & Node, wanted: ParentNode & Node, from = 0): void {
  const next = [...wanted.childNodes];
  for (const [index, node] of next.entries()) {
    const old = target.childNodes[from + index];
    if (old === undefined) target.appendChild(node);
    else if (!morph(old, node)) target.replaceChild(node, old);
  }
  while (target.childNodes.length > from + next.length) target.lastChild?.remove();
}

/** False where the nodes are of different kinds. */
function morph(old: ChildNode, wanted: ChildNode): boolean {
  if (old instanceof Text && wanted instanceof Text) {
    const growth = wanted.data.startsWith(old.data) ? wanted.data.slice(old.data.length) : undefined;
    if (growth === undefined) old.data = wanted.data;
    else if (growth !== '') old.appendData(growth);
    return true;
  }
  if (!(old instanceof HTMLElement && wanted instanceof HTMLElement) || !hasSameAttributes(old, wanted)) return false;
  morphChildren(old, wanted);
  return true;
}

function hasSameAttributes(one: Element, other: Element): boolean {
  if (one.tagName !== other.tagName || one.attributes.length !== other.attributes.length) return false;
  return [...one.attributes].every(({ name, value }) => other.getAttribute(name) === value);
}
