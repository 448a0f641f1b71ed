import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSource } from '../postgres/database.ts';
import { embeddedDatabases } from '../postgres/engine/embedded-databases.ts';
import { ownServerDatabases } from '../postgres/engine/own-server-databases.ts';
import { userCacheFolder } from '../postgres/engine/user-cache-folder.ts';
import { UsageError } from './errors.ts';

export interface DatabaseOptions {
  /** The name of a variable of the environment that holds a connection string: arguments are seen by everybody. */
  readonly serverEnv: string | undefined;
  /** Somebody says that the server may be used though it looks like one in production. */
  readonly yes: boolean;
}

/** The databases that a command runs things on. `folder` is where the command's own files are. */
export function databasesFor({ serverEnv, yes }: DatabaseOptions, folder: string): DatabaseSource {
  if (serverEnv === undefined) {
    return embeddedDatabases({
      cacheFolder: userCacheFolder(process.platform, process.env, homedir()),
      workerFile: join(folder, 'postgres-worker.cjs'),
    });
  }
  return ownServerDatabases({ connectionString: connectionStringIn(serverEnv), confirmed: yes });
}

export function connectionStringIn(variable: string): string {
  const connectionString = process.env[variable];
  if (connectionString === undefined || connectionString === '')
    throw new UsageError(
      `The variable \`${variable}\` is not set. It has to hold \`postgresql://USER:PASSWORD@HOST:PORT/DATABASE\`.`,
    );
  return connectionString;
}
