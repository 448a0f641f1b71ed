import type { DatabaseSetup, DatabaseSource, Opened } from '../database.ts';
import { EmbeddedDatabase } from './embedded-database.ts';
import { bundlesFor, missingFromEmbedded } from './embedded-extensions.ts';
import { seedFileIn } from './seed-file.ts';

export interface EmbeddedOptions {
  /** Where the prepared data directory is kept between runs; without one, each opening takes seconds longer. */
  readonly cacheFolder: string | undefined;
  /** `postgres-worker.cjs`, as the build puts it beside the other bundles. */
  readonly workerFile: string;
}

/** PostgreSQL as WebAssembly, each database in a thread of its own. Nothing is loaded before the first one is opened. */
export function embeddedDatabases({ cacheFolder, workerFile }: EmbeddedOptions): DatabaseSource {
  const seedFile = cacheFolder === undefined ? undefined : seedFileIn(cacheFolder);
  const open = new Set<EmbeddedDatabase>();
  let isDisposed = false;
  return {
    open: async ({ extensions }: DatabaseSetup): Promise<Opened> => {
      if (isDisposed) return { ok: false, reason: 'The embedded PostgreSQL was ended.' };
      const data = { seedFile, bundles: bundlesFor(extensions) };
      const database = EmbeddedDatabase.start(workerFile, data, missingFromEmbedded(extensions));
      open.add(database);
      void database.ended.then(() => open.delete(database));
      const trouble = await database.ready();
      if (trouble === undefined) return { ok: true, database };
      return { ok: false, reason: `The embedded PostgreSQL could not be started: ${trouble}.` };
    },
    dispose: async () => {
      isDisposed = true;
      await Promise.all([...open].map((database) => database.close()));
    },
  };
}
