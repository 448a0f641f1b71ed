import { resolve } from 'node:path';
import type { AnalysisPort, CheckReport } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import { diskAt } from '../system/disk.ts';
import { loadBaseline, loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { toJson } from './reports/json.ts';
import { toText } from './reports/text.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect drift`, as they were given. */
export interface DriftOptions {
  readonly format: 'text' | 'json';
}

/** Tells where resources and the last snapshots of their tables differ; gives 1 when they do somewhere, else 0. */
export async function drift(
  paths: readonly string[],
  { format }: DriftOptions,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  const begun = performance.now();
  const { root, scope } = findTarget(paths, process.cwd());
  const config = await loadConfig(root);
  const disk = await readProject(diskAt(root), (count) => output.progress(`Reading files: ${count}`));
  const analysis = start();
  try {
    await analysis.apply(disk.files);
    const report = await analysis.check({
      config,
      only: ['drift'],
      scope,
      migrations: { kind: 'some', paths: [], reason: '`drift` looks at snapshots, and at no migration' },
      baseline: await loadBaseline(resolve(root, config.baseline), false),
    });
    output.progress('');
    if (report.stats.snapshots === 0) output.note(`There are no resource snapshots in ${root}: nothing was compared.`);
    print({ ...report, problems: [...disk.problems, ...report.problems] }, performance.now() - begun, format, output);
    return report.findings.length > 0 ? 1 : 0;
  } finally {
    await analysis.dispose();
  }
}

/** As text it goes without the checklist, of which next to nothing was examined. */
function print(report: CheckReport, ms: number, format: DriftOptions['format'], output: Output): void {
  if (format === 'json') output.write(`${JSON.stringify(toJson({ report, ms }), undefined, 2)}\n`);
  else output.write(toText({ report: { ...report, checklist: [], uncoveredAreas: [] }, ms }, output.colors));
}
