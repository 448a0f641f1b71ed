import type { AnalysisPort } from '../analysis/port.ts';
import { loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { readProject } from '../analysis/read-project.ts';
import { diskAt } from '../system/disk.ts';
import { findTarget } from './root.ts';

/** Prints the model of a project; problems go to standard error. */
export async function model(paths: readonly string[], start: () => AnalysisPort, output: Output): Promise<number> {
  const { root } = findTarget(paths, process.cwd());
  const config = await loadConfig(root);
  const disk = await readProject(diskAt(root), (count) => output.progress(`Reading files: ${count}`));
  const analysis = start();
  try {
    await analysis.apply(disk.files);
    const result = await analysis.model(config.wrappers);
    output.progress('');
    for (const { path, message } of disk.problems) output.note(`${path}: ${message}`);
    output.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return 0;
  } finally {
    await analysis.dispose();
  }
}
