import type { ExplainNode } from './explain-output.ts';

/** What EXPLAIN's text format prints of a node: `Index Scan using posts_pkey on posts p`, `Hash Left Join`. */
export function nodeLabel(node: ExplainNode): string {
  const backward = node['Scan Direction'] === 'Backward' ? ' Backward' : '';
  return `${operationOf(node)}${backward}${sourceOf(node)}`;
}

function operationOf(node: ExplainNode): string {
  const type = node['Node Type'];
  const partial = ['Partial', 'Finalize'].includes(node['Partial Mode'] ?? '') ? `${node['Partial Mode'] ?? ''} ` : '';
  switch (type) {
    case 'Aggregate':
      return `${partial}${aggregates[node.Strategy ?? ''] ?? type}`;
    case 'SetOp':
      return `${node.Strategy === 'Hashed' ? 'HashSetOp' : 'SetOp'} ${node.Command ?? ''}`.trim();
    case 'ModifyTable':
      return node.Operation ?? type;
    case 'Nested Loop':
    case 'Hash Join':
    case 'Merge Join':
      return joinOf(type, node['Join Type'] ?? 'Inner');
    default:
      return type;
  }
}

const aggregates: Readonly<Record<string, string>> = {
  Hashed: 'HashAggregate',
  Sorted: 'GroupAggregate',
  Mixed: 'MixedAggregate',
};

function joinOf(type: string, join: string): string {
  if (join === 'Inner') return type;
  return type === 'Nested Loop' ? `Nested Loop ${join} Join` : type.replace('Join', `${join} Join`);
}

function sourceOf(node: ExplainNode): string {
  const index = node['Index Name'];
  if (node['Node Type'] === 'Bitmap Index Scan') return index === undefined ? '' : ` on ${index}`;
  const using = index === undefined ? '' : ` using ${index}`;
  const name = node['Relation Name'] ?? node['CTE Name'] ?? node['Function Name'];
  const source = name ?? node.Alias;
  if (source === undefined) return using;
  const alias = node.Alias === undefined || node.Alias === source ? '' : ` ${node.Alias}`;
  return `${using} on ${source}${alias}`;
}
