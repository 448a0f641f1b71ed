import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { AnalysisPort } from '../analysis/port.ts';
import type { FileChange } from '../analysis/workspace.ts';
import { UsageError } from './errors.ts';
import type { Output } from './output.ts';
import { migrationToJson } from './reports/migration-json.ts';
import { migrationToText } from './reports/migration-text.ts';
import { findTarget } from './root.ts';

/** The options of `ash-architect migration`, as they were given. */
export interface MigrationOptions {
  readonly format: 'text' | 'json';
}

/** Prints what a migration file does. Those before it in its folder say how the columns were that it changes. */
export async function migration(
  file: string,
  { format }: MigrationOptions,
  start: () => AnalysisPort,
  output: Output,
): Promise<number> {
  const { root, scope } = findTarget([file], process.cwd());
  if (!(await stat(file)).isFile()) throw new UsageError(`\`${file}\` is a folder: name one migration.`);
  const path = scope?.[0] ?? basename(file);
  const text = await readFile(resolve(file), 'utf8');
  const analysis = start();
  try {
    await analysis.apply(await readEarlier(root, path));
    const answer = await analysis.readMigration({ path, text });
    if (!answer.ok) throw new UsageError(answer.reason);
    output.write(
      format === 'json'
        ? `${JSON.stringify(migrationToJson(answer.migration), undefined, 2)}\n`
        : migrationToText(answer.migration, output.colors),
    );
    return 0;
  } finally {
    await analysis.dispose();
  }
}

async function readEarlier(root: string, path: string): Promise<FileChange[]> {
  const names = await readdir(join(root, dirname(path)));
  const earlier = names.filter((name) => name.endsWith('.exs') && name < basename(path));
  return Promise.all(
    earlier.map(async (name) => ({
      path: `${dirname(path)}/${name}`,
      text: await readFile(join(root, dirname(path), name), 'utf8'),
    })),
  );
}
