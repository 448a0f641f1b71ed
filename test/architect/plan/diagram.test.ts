import { describe, expect, expectTypeOf, it } from 'vitest';
import { blueprintSchema } from '../../../src/architect/plan/blueprint.ts';
import { createDiagram, type Diagram } from '../../../src/architect/plan/diagram.ts';
import type { ViewDiagram } from '../../../src/webviews/chat-state.ts';

const domain = 'Shop';
const order = (more: object): object => ({
  ...{ module: 'Shop.Order', domain, table: 'orders', change: 'new', purpose: 'Orders.' },
  ...more,
});

function diagramOf(...resources: readonly object[]): Diagram {
  return createDiagram(blueprintSchema.parse({ title: 'Orders', resources }));
}

/** The row at whose height each line leaves its box. */
function rowsOfLines({ nodes, edges, headHeight, rowHeight }: Diagram): unknown[] {
  return edges.map(({ from, label, points }) => {
    const node = nodes.find(({ id }) => id === from);
    const row = ((points[0]?.y ?? 0) - (node?.y ?? 0) - headHeight - rowHeight / 2) / rowHeight;
    return [label, node?.rows[row]?.name ?? 'head'];
  });
}

describe('a line leaves its box', () => {
  it('at the row of its key, also where the name of another begins alike', () => {
    const relationships = ['user_group', 'user', 'use'].map((name) => {
      return { name, kind: 'belongs_to', destination: `Shop.${name === 'user_group' ? 'Group' : 'User'}` };
    });
    expect(rowsOfLines(diagramOf(order({ relationships })))).toEqual([
      ['user_group', 'user_group_id'],
      ['user', 'user_id'],
      ['use', 'use_id'],
    ]);
  });

  it('at the row of a key that has a name of its own, or at the head where it has no row', () => {
    const attributes = [{ name: 'buyer', type: ':uuid', required: true }];
    const relationships = [
      { name: 'user', kind: 'belongs_to', destination: 'Shop.User', sourceAttribute: 'buyer' },
      { name: 'lines', kind: 'has_many', destination: 'Shop.Line' },
    ];
    const diagram = diagramOf(order({ attributes, relationships }));
    expect(rowsOfLines(diagram)).toEqual([
      ['user', 'buyer'],
      ['lines', 'head'],
    ]);
    expect(diagram.edges.map(({ key }) => key)).toEqual(['buyer', 'order_id']);
    expect(diagram.nodes.find(({ id }) => id === 'Shop.Order')?.rows).toMatchObject([
      { name: 'buyer', type: ':uuid', isForeignKey: true },
    ]);
  });
});

describe('a diagram', () => {
  it('has a box for what exists and stays, without fields', () => {
    const relationships = [{ name: 'user', kind: 'belongs_to', destination: 'Shop.User' }];
    expect(diagramOf(order({ relationships })).nodes).toMatchObject([
      { id: 'Shop.User', state: 'existing', rows: [] },
      { id: 'Shop.Order', state: 'new' },
    ]);
  });

  it('is what the panel draws', () => {
    expectTypeOf<Diagram>().toExtend<ViewDiagram>();
    expectTypeOf<ViewDiagram>().toExtend<Diagram>();
  });
});
