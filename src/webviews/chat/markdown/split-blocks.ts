import type { MarkdownToken } from '../../markdown.ts';

/** A block on the outermost level: a paragraph, a list, a table, a code block … */
export interface Block {
  readonly tokens: readonly MarkdownToken[];
  /** From 0. */
  readonly firstLine: number;
}

export function splitBlocks(tokens: readonly MarkdownToken[]): Block[] {
  const blocks: Block[] = [];
  let current: MarkdownToken[] = [];
  for (const token of tokens) {
    current.push(token);
    if (token.level !== 0 || token.nesting === 1) continue;
    blocks.push({ tokens: current, firstLine: current[0]?.map?.[0] ?? 0 });
    current = [];
  }
  return blocks;
}

/**
 * How many blocks at the start can no longer change, whatever is appended: those before a block whose first line is
 * complete. Until a line ends it may still become something else and belong to what stands before it.
 */
export function countStable(blocks: readonly Block[], completeLines: number): number {
  const last = blocks.findLastIndex(({ firstLine }) => firstLine < completeLines);
  return Math.max(0, last);
}
