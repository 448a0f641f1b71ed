import { printMigration } from '../../ecto/print-migration.ts';
import type { InstalledExtensions, Snapshot } from '../snapshot.ts';
import { printJson, writeSnapshot, type Json } from '../write-snapshot.ts';
import type { Plan } from './plan.ts';

/** The text that a file has afterwards; undefined for one that is gone. */
export type FileTexts = ReadonlyMap<string, string | undefined>;

/** All files that change. `textOf` gives what a snapshot that is rewritten in place says now. */
export function plannedFiles({ migrations, snapshots, removed }: Plan, textOf: (path: string) => string): FileTexts {
  const files = new Map<string, string | undefined>();
  for (const change of snapshots) {
    if (change.action === 'remove') files.set(change.path, undefined);
    else if (change.action === 'rewrite') files.set(change.path, withOptOut(textOf(change.path)));
    else files.set(change.path, printContent(change.content));
  }
  for (const path of removed) files.set(path, undefined);
  for (const migration of migrations) files.set(migration.path, printMigration(migration));
  return files;
}

function printContent(content: Snapshot | InstalledExtensions): string {
  if (!('installed' in content)) return writeSnapshot(content);
  const { ashFunctionsVersion: version, installed } = content;
  return printJson({ ...(version === undefined ? {} : { ash_functions_version: version }), installed });
}

/** The user does not want the table to be dropped, and is not asked again. */
function withOptOut(text: string): string {
  const file = JSON.parse(text) as { readonly [key: string]: Json };
  return printJson({ ...file, drop_table_opted_out: true });
}
