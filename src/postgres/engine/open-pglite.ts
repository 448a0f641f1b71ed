import { readFile } from 'node:fs/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { readSeed, removeSeed, writeSeed } from './seed-file.ts';

/** What is opened: PGlite's own files and what to load of them. */
export interface PgliteSetup {
  /** Has `pglite.wasm`, `pglite.data`, `initdb.wasm` and the extensions' bundles; ends with a slash. */
  readonly assets: URL;
  readonly seedFile: string | undefined;
  readonly bundles: readonly string[];
}

/**
 * PGlite with an empty database, from the seed where there is one. Making a data directory takes seconds, so the first
 * one becomes the seed.
 */
export async function openPglite({ assets, seedFile, bundles }: PgliteSetup): Promise<PGlite> {
  const asset = (name: string): Promise<Uint8Array<ArrayBuffer>> => readFile(new URL(name, assets));
  const [engine, data] = await Promise.all([asset('pglite.wasm'), asset('pglite.data')]);
  const options: PGliteOptions = {
    // Its own look for these goes by the module's address, which a bundle does not have.
    pgliteWasmModule: await WebAssembly.compile(engine),
    fsBundle: new Blob([data]),
    extensions: Object.fromEntries(bundles.map((name) => [name, new URL(`${name}.tar.gz`, assets)])),
    ...(bundles.includes('pg_stat_statements') && {
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_preload_libraries=pg_stat_statements'],
    }),
  };
  return (seedFile && (await openSeed(seedFile, options))) || initialise(seedFile, options, await asset('initdb.wasm'));
}

/** Undefined where there is no seed, or one that the engine does not take. */
async function openSeed(file: string, options: PGliteOptions): Promise<PGlite | undefined> {
  const tar = readSeed(file);
  if (tar === undefined) return undefined;
  try {
    return await PGlite.create({ ...options, loadDataDir: new Blob([tar], { type: 'application/x-tar' }) });
  } catch {
    removeSeed(file);
    return undefined;
  }
}

async function initialise(
  seedFile: string | undefined,
  options: PGliteOptions,
  initdb: Uint8Array<ArrayBuffer>,
): Promise<PGlite> {
  const db = await PGlite.create({ ...options, initdbWasmModule: await WebAssembly.compile(initdb) });
  if (seedFile !== undefined) {
    const tar = await db.dumpDataDir('none');
    writeSeed(seedFile, new Uint8Array(await tar.arrayBuffer()));
  }
  return db;
}
