import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Workspace } from '../../src/analysis/workspace.ts';
import { testParser } from './parser.ts';

/** A workspace of files given by path. */
export async function createWorkspace(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const workspace = Workspace.withParser(await testParser());
  workspace.apply(Object.entries(files).map(([path, text]) => ({ path, text })));
  return workspace;
}

/** The files below a folder, by their path relative to it. */
export function readFolder(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (statSync(path).isFile()) files[relative(folder, path)] = readFileSync(path, 'utf8');
  }
  return files;
}
