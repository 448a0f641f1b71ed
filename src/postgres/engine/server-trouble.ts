import type { ServerAddress } from './server-address.ts';

const inTime = 'The server did not answer in time. Look at host, port and firewall.';

/** What went wrong with a connection, by the error's code: PostgreSQL's, or the operating system's. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens at the server’s address. Start PostgreSQL, or look at host and port.',
  ECONNRESET: 'The server broke the connection off.',
  ENOENT: 'There is no server at that socket. Start PostgreSQL, or look at the folder in `host`.',
  ENOTFOUND: 'The server’s host name is not known. Look at its spelling.',
  EAI_AGAIN: 'The server’s host name could not be looked up. Look at the network.',
  ETIMEDOUT: inTime,
  EHOSTUNREACH: 'The server’s host cannot be reached. Look at the network.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The server’s certificate is self-signed. Use `sslmode=require` to accept it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The server’s certificate is self-signed. Use `sslmode=require` to accept it.',
  '28P01': 'The server refused the user name or the password.',
  '28000': 'The server does not let this user in. Look at its `pg_hba.conf` and at `sslmode`.',
  '3D000': 'The database in the connection string does not exist. Name one that does.',
  '42501': 'This user may not create databases. Give it the right with `ALTER ROLE … CREATEDB`.',
  '53300': 'The server takes no more connections.',
  '57P03': 'The server is starting up or shutting down. Try again in a moment.',
};

/** A reason for users, without a part of the connection string: servers repeat names in their messages. */
export function serverTrouble(error: unknown, address: ServerAddress): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  const known = sentences[code];
  if (known !== undefined) return known;
  if (message.includes('does not support SSL')) {
    return 'The server does not encrypt connections. Leave `sslmode` out, or use `sslmode=disable`.';
  }
  if (/timeout/i.test(message)) return inTime;
  if (message.includes('client password must be')) return 'The server wants a password, and there is none.';
  return `The server could not be used: ${maskAddress(message, address)}`;
}

/** Puts `…` for whatever of a connection string stands in a text. */
export function maskAddress(text: string, { host, user, password, database }: ServerAddress): string {
  const secret = password ?? '';
  const parts = [secret, encodeURIComponent(secret), host, user, database];
  return parts
    .filter((part) => part !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((masked, part) => masked.replaceAll(wholeWord(part), '…'), text);
}

/** A short name such as `me` is masked where it stands alone only, or nothing of a message would be left. */
function wholeWord(part: string): RegExp {
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return part.length > 5 ? new RegExp(escaped, 'g') : new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'g');
}
