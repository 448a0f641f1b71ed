import { listProject, readFileOf } from '../analysis/read-project.ts';
import type { Files } from '../architect/ports.ts';
import { mayRead } from '../architect/safety/paths.ts';
import { diskAt } from '../system/disk.ts';
import { realPathBelow } from '../system/real-path.ts';

/** The files of a project on this machine, to be looked at only. Links are followed as far as the project goes. */
export function projectFiles(root: string): Files {
  const disk = diskAt(root);
  return {
    list: async () => (await listProject(disk, '')).paths,
    read: async (path) => {
      const asked = mayRead(path);
      if (asked.kind === 'refused') return asked;
      const real = await realPathBelow(root, asked.path);
      if (real.kind === 'outside') return { kind: 'refused', reason: 'A link on the way leads out of the project.' };
      if (real.kind === 'unknown') return { kind: 'refused', reason: `It cannot be read: ${real.reason}.` };
      if (!real.exists) return { kind: 'missing' };
      const found = mayRead(real.path);
      if (found.kind === 'refused') return found;
      const file = await readFileOf(disk, real.path);
      if (file.kind === 'text') return { kind: 'text', text: file.text, isUnsaved: false };
      return { kind: 'refused', reason: file.kind === 'problem' ? file.message : 'It is no file.' };
    },
    apply: () => Promise.resolve({ ok: false, reason: 'This server writes no files.', stale: [] }),
  };
}
