import type { DatabaseSource, Opened } from '../database.ts';
import { looksLikeProduction } from './looks-like-production.ts';
import { createOwnDatabase, dropOwnDatabase } from './own-databases.ts';
import { type ServerAddress, parseServerAddress } from './server-address.ts';
import { connectTo, cutOff } from './server-connection.ts';
import { ServerDatabase } from './server-database.ts';
import { serverTrouble } from './server-trouble.ts';

export interface OwnServerOptions {
  /** `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`. A secret: no reason and no error contains a part of it. */
  readonly connectionString: string;
  /** Somebody said yes to a server that `looksLikeProduction`. */
  readonly confirmed: boolean;
}

const refused = (reason: string): Opened => ({ ok: false, reason });

/**
 * Databases on a user's own server: each is created with a name of ours and dropped when it is closed. Nothing else on
 * that server is read or changed.
 */
export function ownServerDatabases({ connectionString, confirmed }: OwnServerOptions): DatabaseSource {
  const address = parseServerAddress(connectionString);
  const danger = looksLikeProduction(connectionString);
  const open = new Set<ServerDatabase>();
  /** Openings under way; they never fail. */
  const opening = new Set<Promise<Opened>>();
  let isDisposed = false;

  const openOne = async (address: ServerAddress, extensions: readonly string[]): Promise<Opened> => {
    try {
      const created = await createOwnDatabase(address);
      if ('tooOld' in created) return refused(`PostgreSQL ${created.tooOld} is too old: 13 is needed at least.`);
      const database = await enter(address, created.name, extensions);
      if (isDisposed) {
        await database.close();
        return refused('The connection to the server was ended.');
      }
      open.add(database);
      void database.closed.then(() => open.delete(database));
      return { ok: true, database };
    } catch (error) {
      return refused(serverTrouble(error, address));
    }
  };

  return {
    open: async ({ extensions }) => {
      if (isDisposed) return refused('The connection to the server was ended.');
      if (address === undefined) {
        return refused('The connection string is not of the form `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`.');
      }
      if (danger !== undefined && !confirmed) {
        return refused(`The server looks like one in production: ${danger}. It is used after an explicit yes only.`);
      }
      const attempt = openOne(address, extensions);
      opening.add(attempt);
      const opened = await attempt;
      opening.delete(attempt);
      return opened;
    },
    dispose: async () => {
      isDisposed = true;
      await Promise.all(opening);
      await Promise.all([...open].map((database) => database.close()));
    },
  };
}

/** Connects to a new database, and drops it when that fails. */
async function enter(address: ServerAddress, name: string, extensions: readonly string[]): Promise<ServerDatabase> {
  // Where the server is gone there is nobody to drop it; the next opening does, a day later.
  const drop = (): Promise<void> => dropOwnDatabase(address, name).catch(() => undefined);
  try {
    const client = await connectTo(address, name);
    try {
      return await ServerDatabase.prepare(client, extensions, drop);
    } catch (error) {
      cutOff(client);
      throw error;
    }
  } catch (error) {
    await drop();
    throw error;
  }
}
