/** Versions of packages from Hex by their names, as `mix.lock` says; packages from elsewhere have none. */
export function lockedVersions(lock: string): ReadonlyMap<string, string> {
  const entries = lock.matchAll(/^\s*"([a-z][a-z0-9_]{0,80})": \{:hex, :[a-z0-9_]{1,80}, "([\w.+-]{1,40})"/gm);
  return new Map([...entries].map(([, name = '', version = '']) => [name, version]));
}
