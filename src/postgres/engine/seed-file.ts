import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A data directory, as one version of PGlite makes it, cannot be read by another one. */
export const pgliteVersion = '0.5.16';

/** What was not renamed for so long was left by a process that ended before it could. */
const abandonedAfterMs = 3_600_000;

/** Where the prepared data directory is kept in a cache folder. */
export function seedFileIn(cacheFolder: string): string {
  return join(cacheFolder, `pglite-${pgliteVersion}.tar.gz`);
}

/** The prepared data directory as a tar; undefined where there is none that is whole. */
export function readSeed(file: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    // gzip's own checksum tells a broken file.
    return new Uint8Array(gunzipSync(readFileSync(file)));
  } catch {
    return undefined;
  }
}

/**
 * Keeps a data directory for the next time. The file is complete or not there, also when several processes write it at
 * once. A folder that cannot be written and a full disk only mean that there is none.
 */
export function writeSeed(file: string, tar: Uint8Array): void {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    removeAbandoned(file);
    writeFileSync(unfinished, gzipSync(tar));
    renameSync(unfinished, file);
  } catch {
    removeSeed(unfinished);
  }
}

/** Throws a seed away that is of no use. */
export function removeSeed(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder may not be ours to change; the next seed then replaces nothing, and none is read.
  }
}

function removeAbandoned(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.`) || !name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedAfterMs) removeSeed(path);
  }
}
