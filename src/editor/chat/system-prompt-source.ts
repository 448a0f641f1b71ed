import { printDigest } from '../../architect/context/digest.ts';
import { loadModel, loadReport } from '../../architect/context/look-up.ts';
import { printVersions } from '../../architect/context/versions.ts';
import { createSystemPrompt } from '../../architect/persona/system-prompt.ts';
import type { ModelRequest } from '../../architect/provider.ts';
import type { Phase } from '../../architect/tool.ts';
import type { ProjectPorts } from './ports/project-ports.ts';

/**
 * The system prompt of one conversation. What it says of the project is taken when it is asked for the first time:
 * the same beginning keeps what the provider has cached.
 */
export function createSystemSource({
  files,
  facts,
}: Pick<ProjectPorts, 'files' | 'facts'>): (about: { readonly phase: Phase }) => Promise<ModelRequest['system']> {
  let known: Promise<{ readonly versions: string; readonly digest: string }> | undefined;
  const load = async (): Promise<{ readonly versions: string; readonly digest: string }> => {
    const report = await loadReport({ files, facts });
    const lock = await files.read('mix.lock');
    const { findings, stats } = report;
    return {
      versions: printVersions(report.versions, lock.kind === 'text'),
      digest: printDigest({ model: await loadModel({ facts }), findings, stats }),
    };
  };
  return async ({ phase }) => {
    known ??= load().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return createSystemPrompt({ phase, ...(await known) });
  };
}
