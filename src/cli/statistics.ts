import type { AnalysisPort } from '../analysis/port.ts';
import { readProject } from '../analysis/read-project.ts';
import { plural } from '../base/names.ts';
import { openReadOnly } from '../postgres/engine/read-only-server.ts';
import { readDistributions } from '../postgres/rows/read-distributions.ts';
import { diskAt } from '../system/disk.ts';
import { connectionStringIn } from './databases.ts';
import { UsageError } from './errors.ts';
import { loadConfig } from './load-config.ts';
import type { Output } from './output.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect statistics`, as they were given. */
export interface StatisticsOptions {
  readonly serverEnv: string;
  readonly yesThisServer: boolean;
}

/** Prints what a server knows of the tables of a project, as `tables` of the configuration; nothing else is read. */
export async function statistics(
  paths: readonly string[],
  { serverEnv, yesThisServer }: StatisticsOptions,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  const { root } = findTarget(paths, process.cwd());
  const connectionString = connectionStringIn(serverEnv);
  const tables = await tablesOf(root, start, output);
  if (tables.length === 0) throw new UsageError('The project has no resource with a table of PostgreSQL.');
  const opened = await openReadOnly({ connectionString, confirmed: yesThisServer });
  if (!opened.ok) throw new UsageError(opened.reason);
  try {
    const read = await readDistributions(opened.database, tables);
    if (!read.ok) throw new UsageError('The server did not tell its statistics: may this user read `pg_stats`?');
    const { distributions, withoutStatistics } = read;
    const known = Object.keys(distributions).length;
    output.note(
      `${known} of ${tables.length} ${plural('table', tables.length)} ${known === 1 ? 'has' : 'have'} statistics.`,
    );
    if (withoutStatistics.length > 0) output.note(`Run \`ANALYZE\` for these: ${withoutStatistics.join(', ')}.`);
    output.write(`${JSON.stringify({ tables: distributions }, undefined, 2)}\n`);
    return 0;
  } finally {
    await opened.database.close();
  }
}

async function tablesOf(root: string, start: () => AnalysisPort, output: Output): Promise<string[]> {
  const config = await loadConfig(root);
  const disk = await readProject(diskAt(root), (count) => output.progress(`Reading files: ${count}`));
  const analysis = start();
  try {
    await analysis.apply(disk.files);
    const demands = await analysis.indexDemand({ wrappers: config.wrappers });
    output.progress('');
    return demands.flatMap(({ tables }) =>
      tables.map(({ schema, name }) => (schema === undefined ? name : `${schema}.${name}`)),
    );
  } finally {
    await analysis.dispose();
  }
}
