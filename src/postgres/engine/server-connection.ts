import type { Client } from 'pg';
import type { ServerAddress } from './server-address.ts';

const connectLimitMs = 10_000;

/** Connects to a database of a server. `pg` is loaded with the first connection. Throws what `pg` throws. */
export async function connectTo(address: ServerAddress, database: string, answerLimitMs?: number): Promise<Client> {
  const { default: pg } = await import('pg');
  const { host, port, user, password, encryption } = address;
  const client = new pg.Client({
    ...{ host, port, user, database },
    // As a function, since `pg` takes an empty one from the environment, and would send that to whatever host this is.
    password: () => password ?? '',
    ssl: encryption === 'none' ? false : { rejectUnauthorized: encryption === 'verified' },
    application_name: 'Ash Architect',
    connectionTimeoutMillis: connectLimitMs,
    ...(answerLimitMs !== undefined && { query_timeout: answerLimitMs }),
  });
  // An error while nothing is asked has no other listener, and would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    cutOff(client);
    throw error;
  }
  return client;
}

/** Ends a connection without a word to the server, whatever it is doing. */
export function cutOff(client: Client): void {
  const { connection } = client as unknown as { readonly connection: { readonly stream: { destroy(): void } } };
  connection.stream.destroy();
}
