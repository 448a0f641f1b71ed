/** A concrete syntax tree as plain data, the common ground of the two bindings of tree-sitter. */
export interface RawNode {
  readonly type: string;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly missing: boolean;
  readonly children: readonly RawNode[];
}

/** The part of a tree-sitter cursor that both the WebAssembly and the native binding offer. */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

export function readRawTree(cursor: Cursor): RawNode {
  const children: RawNode[] = [];
  const { startIndex: start, endIndex: end } = cursor;
  const node: RawNode = {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    start,
    end,
    // Only nodes without text can be missing, and each question costs a call into WebAssembly.
    missing: start === end && cursor.nodeIsMissing,
    children,
  };
  if (cursor.gotoFirstChild()) {
    do children.push(readRawTree(cursor));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return node;
}
