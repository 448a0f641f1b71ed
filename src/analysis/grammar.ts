import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrammarBytes } from '../elixir/parser.ts';

/** sha256 of the grammar in tree-sitter-elixir 0.3.5: the shapes of its trees are what we read. */
export const grammarChecksum = 'ed99093c548c12d43f7e337fd3440e9e2daa2ec671a5e29aadb6c6dcb2232a62';

/** Where the two WebAssembly modules are. */
export interface GrammarPaths {
  readonly runtime: string;
  readonly grammar: string;
}

/** The modules as the build puts them beside the bundles. */
export function grammarIn(folder: string): GrammarPaths {
  return { runtime: join(folder, 'web-tree-sitter.wasm'), grammar: join(folder, 'tree-sitter-elixir.wasm') };
}

/** Reads the two modules and refuses a grammar other than the one that this code was written for. */
export function readGrammar(paths: GrammarPaths): GrammarBytes {
  const grammar = readFileSync(paths.grammar);
  const checksum = createHash('sha256').update(grammar).digest('hex');
  if (checksum !== grammarChecksum) throw new Error(`${paths.grammar} is not the grammar of tree-sitter-elixir 0.3.5`);
  return { runtime: readFileSync(paths.runtime), grammar };
}
