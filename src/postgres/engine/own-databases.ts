import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { type ServerAddress } from './server-address.ts';
import { connectTo } from './server-connection.ts';

/** Creating and dropping databases waits for other sessions; nothing here may wait for ever. */
const answerLimitMs = 60_000;

const leftOverAfterMs = 24 * 3_600_000;

/** Sessions that create and drop: short ones, since a server's connections are few. */
async function inMaintenance<Result>(
  address: ServerAddress,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectTo(address, address.database, answerLimitMs);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The oldest version whose databases can be dropped whoever is connected. */
const oldestVersion = 130_000;

/** Creates an empty database with a name that nobody else would give, and drops those of ours that were forgotten. */
export function createOwnDatabase(
  address: ServerAddress,
): Promise<{ readonly name: string } | { readonly tooOld: string }> {
  return inMaintenance(address, async (client) => {
    const { rows } = await client.query<{ version: string; number: number; now: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
              (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now`,
    );
    const [server] = rows;
    if (server === undefined || server.number < oldestVersion) return { tooOld: server?.version ?? 'unknown' };
    await dropLeftOvers(client, Number(server.now));
    const name = `ash_architect_${Number(server.now).toString(36)}_${randomBytes(6).toString('hex')}`;
    // What somebody put into `template1` would not be empty.
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
    return { name };
  });
}

export function dropOwnDatabase(address: ServerAddress, name: string): Promise<void> {
  return inMaintenance(address, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

/** The name tells when it was made, by the server's clock. */
const ownName = /^ash_architect_([0-9a-z]{8,9})_[0-9a-f]{12}$/;

async function dropLeftOvers(client: Client, now: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
     WHERE datname LIKE 'ash\\_architect\\_%' AND pg_get_userbyid(datdba) = current_user
       AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)`,
  );
  for (const { name } of rows) {
    const made = ownName.exec(name)?.[1];
    if (made === undefined || now - parseInt(made, 36) < leftOverAfterMs) continue;
    // Without force: whoever connected in the meantime keeps it, and the next opening tries again.
    await client.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined);
  }
}
