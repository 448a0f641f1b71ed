import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { configName } from '../analysis/config-name.ts';
import { readBaseline, readConfig, type ReadResult } from '../analysis/read-config.ts';
import type { Baseline } from '../checklist/baseline.ts';
import type { Config } from '../checklist/config.ts';
import { rules } from '../checklist/rules.generated.ts';
import { UsageError } from './errors.ts';

/** Reads the configuration of a folder; the defaults where it has none. */
export async function loadConfig(root: string): Promise<Config> {
  return orUsageError(readConfig(await readOrUndefined(join(root, configName)), {}, rules.keys()));
}

export async function loadBaseline(path: string, isRequired: boolean): Promise<Baseline | undefined> {
  const text = await readOrUndefined(path);
  if (text === undefined && isRequired) {
    throw new UsageError(`There is no baseline \`${path}\`. \`--update-baseline\` writes one.`);
  }
  return text === undefined ? undefined : orUsageError(readBaseline(relative(process.cwd(), path), text));
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function orUsageError<T>(result: ReadResult<T>): T {
  if (result.ok) return result.value;
  throw new UsageError(result.complaints.map(({ path, line, message }) => `${path}:${line}: ${message}`).join('\n'));
}
