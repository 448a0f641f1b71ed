import { lastSegment } from '../../base/names.ts';
import type { Blueprint, BlueprintResource } from './blueprint.ts';
import { destinationKeyOf, foreignKeyOf, keyFields } from './blueprint-fields.ts';

/**
 * An entity-relationship diagram as boxes and lines, in pixels; whoever draws it measures nothing. A box has a head of
 * `headHeight` and rows of `rowHeight`, and is as wide as its texts are in letters of `letterWidth`, up to a bound.
 */
export interface Diagram {
  readonly headHeight: number;
  readonly rowHeight: number;
  readonly letterWidth: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly width: number;
  readonly height: number;
}

export interface DiagramNode {
  /** The module. */
  readonly id: string;
  readonly title: string;
  /** Of what is changed, only what is new or different has a row; of what exists and stays, nothing. */
  readonly state: 'new' | 'changed' | 'existing';
  readonly rows: readonly DiagramRow[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DiagramRow {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly isForeignKey: boolean;
  readonly isUnique: boolean;
  readonly isRequired: boolean;
}

/** A line from the resource that holds the key (the many side) to the one that it names. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** The relationship's name. */
  readonly label: string;
  /** The field of `from` that holds the key. */
  readonly key: string;
  /** How many rows may be at each end. */
  readonly fromEnd: 'one' | 'many';
  readonly toEnd: 'one' | 'zero-or-one';
  /** Corners, from the border of one box to that of the other. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const rowHeight = 20;
const headHeight = 28;
const letterWidth = 7.5;
const minWidth = 140;
const maxWidth = 320;
const gapX = 90;
const gapY = 40;
const margin = 20;
/** How far a line leaves its box where it cannot use the gap between columns; less than the margin. */
const detour = 14;

type Box = Omit<DiagramNode, 'x' | 'y'>;
type Link = Omit<DiagramEdge, 'points'>;

/**
 * Resources of the blueprint and those that they are related to; parents stand left of their children. The blueprint
 * has to have passed its check: what a relationship leads to and the blueprint does not have is taken as existing.
 */
export function createDiagram(blueprint: Blueprint): Diagram {
  const links = linksOf(blueprint);
  const boxes = [...blueprint.resources.map(plannedBox), ...existingBoxes(blueprint, links)];
  const nodes = place(boxes, links);
  const edges = links.flatMap((link) => route(link, nodes));
  return {
    ...{ headHeight, rowHeight, letterWidth, nodes, edges },
    width: Math.max(0, ...nodes.map(({ x, width }) => x + width)) + margin,
    height: Math.max(0, ...nodes.map(({ y, height }) => y + height)) + margin,
  };
}

/** Each belongs_to is a line; a has_one or has_many only where the other side is not in the blueprint. */
function linksOf({ resources }: Blueprint): Link[] {
  const planned = new Map(resources.map((resource) => [resource.module, resource]));
  const links: Link[] = [];
  for (const { module, relationships, identities } of resources) {
    for (const relationship of relationships) {
      const { kind, destination, name, required } = relationship;
      if (kind === 'belongs_to') {
        const key = foreignKeyOf(relationship);
        const isUnique = identities.some(({ keys }) => keys.length === 1 && keys[0] === key);
        const toEnd = required === true ? 'one' : 'zero-or-one';
        links.push({ from: module, to: destination, label: name, key, fromEnd: isUnique ? 'one' : 'many', toEnd });
      } else if (kind !== 'many_to_many' && !hasBelongsTo(planned.get(destination), module)) {
        const fromEnd = kind === 'has_one' ? 'one' : 'many';
        const key = destinationKeyOf(module, relationship);
        links.push({ from: destination, to: module, label: name, key, fromEnd, toEnd: 'zero-or-one' });
      }
    }
  }
  return links;
}

function hasBelongsTo(resource: BlueprintResource | undefined, destination: string): boolean {
  return (resource?.relationships ?? []).some(
    (other) => other.kind === 'belongs_to' && other.destination === destination,
  );
}

function plannedBox(resource: BlueprintResource): Box {
  const { module, change, attributes, relationships, identities } = resource;
  const keys = keyFields(resource);
  const unique = new Set(
    identities.filter((identity) => identity.keys.length === 1).flatMap((identity) => identity.keys),
  );
  const foreign = relationships.filter(({ kind }) => kind === 'belongs_to');
  const rowOf = (name: string, type: string, isRequired: boolean, isForeignKey: boolean): DiagramRow => {
    const isKey = keys.includes(name);
    return { name, type, isKey, isForeignKey, isUnique: unique.has(name), isRequired: isRequired || isKey };
  };
  const stored = new Set(foreign.map(foreignKeyOf));
  const declared = new Set(attributes.map(({ name }) => name));
  const rows = [
    ...keys
      .filter((name) => !declared.has(name) && !stored.has(name))
      .map((name) => rowOf(name, resource.primaryKey?.kind ?? '', true, false)),
    ...attributes.map(({ name, type, required }) => rowOf(name, type, required, stored.has(name))),
    ...foreign
      .filter((relationship) => !declared.has(foreignKeyOf(relationship)))
      .map((relationship) => rowOf(foreignKeyOf(relationship), 'foreign key', relationship.required === true, true)),
  ];
  return box(module, change, rows);
}

/** Related resources that stay as they are: their name alone. */
function existingBoxes({ resources }: Blueprint, links: readonly Link[]): Box[] {
  const planned = new Set(resources.map(({ module }) => module));
  const named = new Set(links.flatMap(({ from, to }) => [from, to]));
  const others = [...named].filter((module) => !planned.has(module)).sort();
  return others.map((module) => box(module, 'existing', []));
}

function box(id: string, state: DiagramNode['state'], rows: readonly DiagramRow[]): Box {
  const title = lastSegment(id);
  const letters = Math.max(
    title.length + state.length + 4,
    ...rows.map(({ name, type }) => name.length + type.length + 7),
  );
  const width = Math.min(maxWidth, Math.max(minWidth, Math.ceil(letters * letterWidth)));
  return { id, title, state, rows, width, height: headHeight + rows.length * rowHeight };
}

/** Columns by how many parents stand above a resource; within one, in the order in which they were given. */
function place(boxes: readonly Box[], links: readonly Link[]): DiagramNode[] {
  const ranks = rankAll(boxes, links);
  const nodes: DiagramNode[] = [];
  let x = margin;
  for (let rank = 0; rank <= Math.max(0, ...ranks.values()); rank++) {
    const column = boxes.filter(({ id }) => ranks.get(id) === rank);
    let y = margin;
    for (const entry of column) {
      nodes.push({ ...entry, x, y });
      y += entry.height + gapY;
    }
    if (column.length > 0) x += Math.max(...column.map(({ width }) => width)) + gapX;
  }
  return nodes;
}

/** The longest way up to a resource without parents, for each; a link that closes a circle does not count. */
function rankAll(boxes: readonly Box[], links: readonly Link[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    open.add(id);
    const parents = links.filter(({ from, to }) => from === id && !open.has(to)).map(({ to }) => to);
    const rank = Math.max(-1, ...parents.map(visit)) + 1;
    open.delete(id);
    ranks.set(id, rank);
    return rank;
  };
  for (const { id } of boxes) visit(id);
  return ranks;
}

function route(link: Link, nodes: readonly DiagramNode[]): DiagramEdge[] {
  const from = nodes.find(({ id }) => id === link.from);
  const to = nodes.find(({ id }) => id === link.to);
  if (from === undefined || to === undefined) return [];
  const start = { x: from.x, y: heightOf(from, link.key) };
  if (from === to) {
    const out = from.x - detour;
    const end = { x: from.x, y: from.y + headHeight / 2 };
    return [{ ...link, points: [start, { x: out, y: start.y }, { x: out, y: end.y }, end] }];
  }
  const isRightOf = from.x > to.x;
  const end = { x: isRightOf ? to.x + to.width : to.x, y: to.y + headHeight / 2 };
  const middle = isRightOf ? start.x - gapX / 2 : Math.min(start.x, end.x) - detour;
  return [{ ...link, points: [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end] }];
}

/** The line starts at the row of its key, where there is one. */
function heightOf(node: DiagramNode, key: string): number {
  const row = node.rows.findIndex(({ name }) => name === key);
  return row === -1 ? node.y + headHeight / 2 : node.y + headHeight + row * rowHeight + rowHeight / 2;
}
