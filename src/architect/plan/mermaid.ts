import type { Diagram, DiagramEdge, DiagramNode } from './diagram.ts';

/** The diagram as Mermaid's `erDiagram`, for exported conversations; nothing here draws it. */
export function printMermaid({ nodes, edges }: Diagram): string {
  const names = entityNames(nodes);
  return [
    'erDiagram',
    ...nodes.flatMap((node) => printEntity(node, names.get(node.id) ?? '')),
    ...edges.map((edge) => printEdge(edge, names)),
  ].join('\n');
}

/** Last segments, and whole modules where two share theirs; Mermaid's names have no dots. */
function entityNames(nodes: readonly DiagramNode[]): ReadonlyMap<string, string> {
  return new Map(
    nodes.map(({ id, title }) => {
      const isShared = nodes.some((other) => other.id !== id && other.title === title);
      return [id, isShared ? id.replaceAll('.', '_') : title];
    }),
  );
}

function printEntity({ rows }: DiagramNode, name: string): string[] {
  if (rows.length === 0) return [`  ${name}`];
  const lines = rows.map(({ name: field, type, isKey, isForeignKey, isUnique }) => {
    const marks = [isKey ? 'PK' : '', isForeignKey ? 'FK' : '', isUnique ? 'UK' : ''].filter((mark) => mark !== '');
    return `    ${word(type)} ${word(field)}${marks.length === 0 ? '' : ` ${marks.join(', ')}`}`;
  });
  return [`  ${name} {`, ...lines, '  }'];
}

function printEdge({ from, to, label, fromEnd, toEnd }: DiagramEdge, names: ReadonlyMap<string, string>): string {
  const left = fromEnd === 'one' ? '|o' : '}o';
  const right = toEnd === 'one' ? '||' : 'o|';
  return `  ${names.get(from) ?? ''} ${left}--${right} ${names.get(to) ?? ''} : ${word(label)}`;
}

function word(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `t_${plain}`;
}
