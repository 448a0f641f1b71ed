import type { ViewDiagram } from '../../chat-state.ts';
import { plainVisibleText } from '../visible-text.ts';

type Node = ViewDiagram['nodes'][number];
type Row = Node['rows'][number];
type Edge = ViewDiagram['edges'][number];
type Attributes = Readonly<Record<string, string | number>>;

const namespace = 'http://www.w3.org/2000/svg';
const padding = 8;
/** How far the signs of an end reach from the box. */
const foot = 10;

/** The diagram as SVG of geometry and classes alone; the policy of the panel lets no style through. */
export function drawDiagram(diagram: ViewDiagram, label: string): SVGSVGElement {
  const { width, height, nodes, edges } = diagram;
  const viewBox = `0 0 ${width} ${height}`;
  return draw(
    'svg',
    { class: 'drawing', role: 'img', 'aria-label': label, viewBox, width, height },
    // Boxes hide what passes behind them.
    ...edges.map(drawEdge),
    ...nodes.map((node) => drawNode(node, diagram)),
  );
}

function draw<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly SVGElement[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

function write(tag: 'text' | 'title', text: string, attributes: Attributes = {}): SVGElement {
  const made = draw(tag, attributes);
  made.textContent = plainVisibleText(text);
  return made;
}

function drawNode(node: Node, { headHeight, rowHeight, letterWidth }: ViewDiagram): SVGElement {
  const { id, title, state, rows, x, y, width, height } = node;
  const letters = Math.floor((width - 2 * padding) / letterWidth);
  const middle = headHeight / 2;
  const right = width - padding;
  return draw(
    'g',
    { class: `box is-${state}`, transform: `translate(${x} ${y})` },
    draw('rect', { class: 'box-frame', width, height, rx: 4 }),
    draw(
      'g',
      {},
      write('title', state === 'existing' ? `${id} is in the project; its fields are not drawn.` : id),
      write('text', cut(title, letters - state.length - 1), { class: 'box-title', x: padding, y: middle }),
      write('text', state, { class: 'box-state', x: right, y: middle }),
    ),
    ...(rows.length === 0 ? [] : [draw('path', { class: 'box-line', d: `M0 ${headHeight}H${width}` })]),
    ...rows.map((row, index) => drawRow(row, headHeight + (index + 0.5) * rowHeight, right, letters)),
  );
}

/** A name has more to say than a type, so a type that does not fit is cut first. */
function drawRow(row: Row, y: number, right: number, letters: number): SVGElement {
  const { name, type, isKey, isRequired } = row;
  const marks = marksOf(row);
  const shownName = cut(name, letters - marks.length - 1);
  const shownType = cut(type, letters - shownName.length - marks.length - 2);
  return draw(
    'g',
    {},
    write('title', `${name} ${type}${marks}${isRequired ? ', required' : ''}`),
    write('text', shownName, { class: `field${isKey ? ' is-key' : ''}`, x: padding, y }),
    write('text', `${shownType}${marks}`, { class: 'field-type', x: right, y }),
  );
}

/** `?` after the type of what may be NULL, and which kinds of key the field is. */
function marksOf({ isKey, isForeignKey, isUnique, isRequired }: Row): string {
  const marks = [isKey ? 'PK' : '', isForeignKey ? 'FK' : '', isUnique && !isKey ? 'UK' : ''].filter(Boolean);
  return `${isRequired ? '' : '?'}${marks.map((mark) => ` ${mark}`).join('')}`;
}

function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  return letters < 2 ? '' : `${text.slice(0, letters - 1)}…`;
}

function drawEdge({ label, points, fromEnd, toEnd }: Edge): SVGElement {
  const [first] = points;
  const last = points.at(-1);
  const before = points.at(-2);
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  // Lines leave on the left; they arrive from whichever side they come.
  const side = before !== undefined && last !== undefined && before.x > last.x ? 1 : -1;
  return draw(
    'g',
    { class: 'line' },
    write('title', label),
    draw('path', { d: path }),
    ...(first === undefined ? [] : drawEnd(first.x, first.y, -1, fromEnd)),
    ...(last === undefined ? [] : drawEnd(last.x, last.y, side, toEnd)),
  );
}

/** A fork for many, a bar for one, a ring for at most one. */
function drawEnd(x: number, y: number, side: 1 | -1, end: Edge['fromEnd'] | Edge['toEnd']): readonly SVGElement[] {
  const out = x + side * foot;
  switch (end) {
    case 'many':
      return [draw('path', { d: `M${x} ${y - 5}L${out} ${y}L${x} ${y + 5}` })];
    case 'one':
      return [draw('path', { d: `M${out} ${y - 5}V${y + 5}` })];
    case 'zero-or-one':
      return [draw('circle', { cx: x + side * (foot - 3), cy: y, r: 3 })];
  }
}
