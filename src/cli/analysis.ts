import { join } from 'node:path';
import { grammarIn } from '../analysis/grammar.ts';
import type { AnalysisPort } from '../analysis/port.ts';
import { WorkerClient } from '../analysis/worker-client.ts';

/** Starts the analysis from the files that stand beside the command in `dist`. */
export function startAnalysis(folder: string): AnalysisPort {
  const client = new WorkerClient(join(folder, 'worker.cjs'), grammarIn(folder));
  return { ...client.open(''), dispose: () => client.dispose() };
}
