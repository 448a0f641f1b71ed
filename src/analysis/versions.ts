import { asAtom, asString, pairsOf } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

/** Locked versions by package name. */
export type Versions = Readonly<Record<string, string>>;

/** What is assumed where no `mix.lock` says otherwise: the versions that the facts of the model were measured with. */
export const assumedVersions: Versions = {
  ash: '3.32.0',
  ash_postgres: '2.12.0',
  ash_sql: '0.7.0',
  spark: '2.7.2',
  ecto_sql: '3.14.0',
};

/** Reads `mix.lock`, a map of tuples; packages from git have no version. Undefined when it is not such a map. */
export function readLock(body: readonly Expr[]): Versions | undefined {
  const map = body[0];
  if (map?.kind !== 'map') return undefined;
  const versions: Record<string, string> = {};
  for (const pair of pairsOf(map)) {
    const name = asAtom(pair.key) ?? asString(pair.key);
    const version = pair.value.kind === 'tuple' ? asString(pair.value.items[2]) : undefined;
    const isHex = pair.value.kind === 'tuple' && asAtom(pair.value.items[0]) === 'hex';
    if (name !== undefined && version !== undefined && isHex) versions[name] = version;
  }
  return versions;
}

/** Ash 3 changed what resources mean (what is public, accepted and atomic by default): of older ones we know nothing. */
export function isKnownAsh(version: string): boolean {
  return !/^[012]\./.test(version);
}
