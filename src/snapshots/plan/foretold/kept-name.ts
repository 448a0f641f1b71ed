import { firstBytes, longestIdentifier } from '../../../base/byte-length.ts';

/** A name as PostgreSQL keeps it. */
export function keptName(name: string): string {
  return firstBytes(name, longestIdentifier);
}
