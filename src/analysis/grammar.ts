import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GrammarBytes } from '../elixir/parser.ts';

/** sha256 of the grammar in tree-sitter-elixir 0.3.5: the shapes of its trees are what we read. */
export const grammarChecksum = 'ed99093c548c12d43f7e337fd3440e9e2daa2ec671a5e29aadb6c6dcb2232a62';

/** Reads the two modules and refuses a grammar other than the one that this code was written for. */
export function readGrammar(runtimePath: string, grammarPath: string): GrammarBytes {
  const grammar = readFileSync(grammarPath);
  const checksum = createHash('sha256').update(grammar).digest('hex');
  if (checksum !== grammarChecksum) throw new Error(`${grammarPath} is not the grammar of tree-sitter-elixir 0.3.5`);
  return { runtime: readFileSync(runtimePath), grammar };
}
