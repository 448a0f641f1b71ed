import type { ViewDiagram } from '../../chat-state.ts';
import { element } from '../element.ts';
import type { View } from '../keyed-list.ts';
import { plainVisibleText } from '../visible-text.ts';
import { drawDiagram } from './draw-diagram.ts';
import type { ShownPart } from './part-view.ts';

type Edge = ViewDiagram['edges'][number];
type Node = ViewDiagram['nodes'][number];

/** A design as a picture that scrolls, with the same as a list for those who do not see it. */
export function createDiagramPart(): View<ShownPart> {
  const list = element('ul', { class: 'visually-hidden' });
  const frame = element('div', { class: 'diagram-frame', tabindex: '0', role: 'group' });
  let drawn: ViewDiagram | undefined;
  return {
    element: element('div', { class: 'diagram' }, frame, list),
    update({ part }) {
      if (part.kind !== 'diagram' || part.diagram === drawn) return;
      drawn = part.diagram;
      const title = plainVisibleText(part.title);
      frame.setAttribute('aria-label', `Diagram: ${title}. It can be scrolled.`);
      frame.replaceChildren(drawDiagram(part.diagram, `Diagram of ${title}`));
      list.replaceChildren(...sentences(part.diagram).map((text) => element('li', {}, plainVisibleText(text))));
    },
  };
}

function sentences({ nodes, edges }: ViewDiagram): string[] {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  return [...nodes.map(nodeSentence), ...edges.map((edge) => edgeSentence(edge, titleOf))];
}

function nodeSentence({ id, state, rows }: Node): string {
  if (state === 'existing') return `${id} is in the project and stays as it is.`;
  const fields = rows.length === 0 ? 'no fields' : rows.map(({ name }) => name).join(', ');
  return `${id} is ${state}, with ${fields}.`;
}

function edgeSentence({ from, to, label, fromEnd, toEnd }: Edge, titleOf: (id: string) => string): string {
  const parents = toEnd === 'one' ? 'exactly one' : 'at most one';
  const children = fromEnd === 'one' ? 'at most one' : 'any number of';
  return `${label}: each ${titleOf(from)} has ${parents} ${titleOf(to)}, each ${titleOf(to)} ${children} ${titleOf(from)}.`;
}
