import { parseServerAddress } from './server-address.ts';

/** Hosts of providers by the end of their names. */
const providers: readonly (readonly [ending: string, name: string])[] = [
  ['.rds.amazonaws.com', 'Amazon RDS'],
  ['.rds.amazonaws.com.cn', 'Amazon RDS'],
  ['.database.azure.com', 'Azure'],
  ['.cosmos.azure.com', 'Azure'],
  ['.cloudsql.google.com', 'Google Cloud SQL'],
  ['.neon.tech', 'Neon'],
  ['.supabase.co', 'Supabase'],
  ['.supabase.com', 'Supabase'],
  ['.render.com', 'Render'],
  ['.fly.dev', 'Fly'],
  ['.fly.io', 'Fly'],
  ['.flycast', 'Fly'],
  ['.internal', 'a cloud’s private network'],
  ['.ondigitalocean.com', 'DigitalOcean'],
  ['.gigalixirapp.com', 'Gigalixir'],
  ['.gigalixir.com', 'Gigalixir'],
  ['.railway.app', 'Railway'],
  ['.rlwy.net', 'Railway'],
  ['.aivencloud.com', 'Aiven'],
  ['.timescale.com', 'Timescale'],
  ['.tsdb.cloud.timescale.com', 'Timescale'],
  ['.cockroachlabs.cloud', 'CockroachDB'],
  ['.crunchybridge.com', 'Crunchy Bridge'],
  ['.herokuapp.com', 'Heroku'],
];

/**
 * Why a server should not be touched without an explicit yes; undefined when it looks like one for development. The
 * reason names no part of the connection string.
 */
export function looksLikeProduction(connectionString: string): string | undefined {
  const address = parseServerAddress(connectionString);
  if (address === undefined) return undefined;
  const host = address.host.toLowerCase().replace(/\.$/, '');
  const provider = providers.find(([ending]) => host.endsWith(ending) && host !== 'host.docker.internal');
  if (provider !== undefined) return `its host belongs to ${provider[1]}`;
  if (!isNearby(host)) return 'its host is neither this machine nor in a private network';
  const parts = [
    ['host', host],
    ['database', address.database],
    ['user', address.user],
  ] as const;
  const telling = parts.find(([, name]) => namesProduction(name));
  return telling && `the name of its ${telling[0]} speaks of production`;
}

/** `myapp_prod`, `prod2`, `production-db`, `live`, but not `products` or `alive`. */
function namesProduction(name: string): boolean {
  return /prod(?!uc(?!tion))|(?<![a-z])(prd|live)(?![a-z])/i.test(name);
}

/** This machine, a socket, a private address, or a name that only a local network knows. */
function isNearby(host: string): boolean {
  if (host.startsWith('/') || host.startsWith('@')) return true;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
    return /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(host);
  }
  if (host.includes(':')) return /^(::1$|f[cd]|fe[89ab])/.test(host);
  return (
    !host.includes('.') || /\.(localhost|local|lan|home|test|docker)$/.test(host) || host === 'host.docker.internal'
  );
}
