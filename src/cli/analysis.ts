import { join } from 'node:path';
import { readGrammar } from '../analysis/grammar.ts';
import type { AnalysisPort } from '../analysis/port.ts';
import { WorkerClient } from '../analysis/worker-client.ts';

/** Starts the analysis from the files that stand beside the command in `dist`. */
export function startAnalysis(folder: string): AnalysisPort {
  const grammar = readGrammar(join(folder, 'web-tree-sitter.wasm'), join(folder, 'tree-sitter-elixir.wasm'));
  return new WorkerClient(join(folder, 'worker.cjs'), grammar);
}
