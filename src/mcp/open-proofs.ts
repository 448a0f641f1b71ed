import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProjectFacts } from '../architect/ports.ts';
import { embeddedDatabases } from '../postgres/engine/embedded-databases.ts';
import { userCacheFolder } from '../postgres/engine/user-cache-folder.ts';
import { createProofs } from '../postgres/project-proofs.ts';
import type { Proofs } from '../postgres/proofs.ts';
import type { LiveProject } from './live-project.ts';

/**
 * Proofs of a project that was read, on embedded databases; `dispose` gives them back. The entry of the bundle
 * `dist/mcp-proofs.cjs`.
 */
export function openProofs(
  { analysis, config }: Pick<ProjectFacts, 'analysis' | 'config'>,
  project: LiveProject,
): { readonly proofs: Proofs; readonly dispose: () => Promise<void> } {
  const source = embeddedDatabases({
    cacheFolder: userCacheFolder(process.platform, process.env, homedir()),
    workerFile: join(__dirname, 'postgres-worker.cjs'),
  });
  const proofs = createProofs({
    ...{ analysis, source, wrappers: config.wrappers, distributions: {} },
    changed: async () => {
      const found = await project.changed(config.migrations.base);
      return found.isKnown ? found.paths : { reason: found.reason };
    },
  });
  return { proofs, dispose: () => source.dispose() };
}
