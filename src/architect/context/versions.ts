import type { Versions } from '../../analysis/versions.ts';

const relevant = /^(ash|ash_.+|spark|reactor|ecto|ecto_sql|postgrex|phoenix|phoenix_live_view|oban)$/;

/** What the system prompt says of the locked versions; `isLocked` is false where no `mix.lock` was found. */
export function printVersions(versions: Versions, isLocked: boolean): string {
  const list = Object.entries(versions)
    .filter(([name, version]) => relevant.test(name) && /^[\w.+-]{1,40}$/.test(version))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `- ${name} ${version}`)
    .join('\n');
  return isLocked
    ? `# Versions that this project is locked to\n\n${list}\n\nWhat later versions added does not exist here, and what these versions removed is gone.`
    : `# Versions\n\nThe project has no mix.lock. These versions are assumed, and every statement about an option that came or went near them has to say so:\n${list}`;
}
