import type { Opened } from '../database.ts';
import { looksLikeProduction } from './looks-like-production.ts';
import type { OwnServerOptions } from './own-server-databases.ts';
import { parseServerAddress } from './server-address.ts';
import { connectTo, cutOff } from './server-connection.ts';
import { ServerDatabase } from './server-database.ts';
import { serverTrouble } from './server-trouble.ts';

/** The very database that a connection string names, in a session in which the server refuses to write. */
export async function openReadOnly({ connectionString, confirmed }: OwnServerOptions): Promise<Opened> {
  const address = parseServerAddress(connectionString);
  const refused = (reason: string): Opened => ({ ok: false, reason });
  if (address === undefined)
    return refused('The connection string is not of the form `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`.');
  const danger = looksLikeProduction(connectionString);
  if (danger !== undefined && !confirmed)
    return refused(`The server looks like one in production: ${danger}. It is asked after an explicit yes only.`);
  try {
    const client = await connectTo(address, address.database);
    try {
      const database = await ServerDatabase.prepare(client, [], () => Promise.resolve());
      const set = await database.run('SET default_transaction_read_only = on');
      if (set.ok) return { ok: true, database };
      await database.close();
      return refused('The server does not let a session be read-only.');
    } catch (error) {
      cutOff(client);
      throw error;
    }
  } catch (error) {
    return refused(serverTrouble(error, address));
  }
}
