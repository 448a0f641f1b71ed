import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Span } from '../base/span.ts';
import type { JsonPath } from './difference.ts';

/** Where a value stands in the text of a snapshot file, with its key; the nearest thing around it where it is not written. */
export function findPlace(text: string, path: JsonPath): Span {
  const tree = parseTree(text);
  for (let length = path.length; length > 0 && tree !== undefined; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node === undefined) continue;
    const { offset, length: size } = node.parent?.type === 'property' ? node.parent : node;
    // Of a whole object its first line is enough.
    const end = text.indexOf('\n', offset);
    return { start: offset, end: Math.min(offset + size, end === -1 ? text.length : end) };
  }
  return { start: 0, end: 0 };
}
