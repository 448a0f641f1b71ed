/** A connection string, taken apart. What it leaves out is the usual, never the environment's. */
export interface ServerAddress {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  /** Where databases are created and dropped from. */
  readonly database: string;
  readonly encryption: 'none' | 'unverified' | 'verified';
}

/** Reads `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…`; undefined for anything else. */
export function parseServerAddress(connectionString: string): ServerAddress | undefined {
  try {
    const url = new URL(connectionString.trim());
    if (!['postgres:', 'postgresql:'].includes(url.protocol)) return undefined;
    const user = url.searchParams.get('user') ?? decodeURIComponent(url.username);
    const password = url.searchParams.get('password') ?? decodeURIComponent(url.password);
    // As libpq has it, parameters count more than what stands before them, and a socket's folder is such a parameter.
    const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
    return {
      host: host === '' ? 'localhost' : host,
      port: Number(url.searchParams.get('port') ?? (url.port === '' ? '5432' : url.port)),
      user: user === '' ? 'postgres' : user,
      password: password === '' ? undefined : password,
      database: url.searchParams.get('dbname') ?? (decodeURIComponent(url.pathname.slice(1)) || 'postgres'),
      encryption: encryptionOf(url.searchParams.get('sslmode')),
    };
  } catch {
    return undefined;
  }
}

/** libpq's `require` does not look at certificates; what is not known is taken for the strictest. */
function encryptionOf(mode: string | null): ServerAddress['encryption'] {
  if (mode === null || ['disable', 'allow', 'prefer'].includes(mode)) return 'none';
  return mode === 'require' || mode === 'no-verify' ? 'unverified' : 'verified';
}
