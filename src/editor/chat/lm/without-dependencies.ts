import { workspace } from 'vscode';
import type { Files } from '../../../architect/ports.ts';

/** What dependencies tell agents is not passed on in a workspace that is not trusted; facts about the project are. */
export function withoutDependencies(files: Files): Files {
  return {
    list: () => files.list(),
    apply: (changes, label) => files.apply(changes, label),
    read: async (path) => {
      if (!workspace.isTrusted && /^(\.\/)?deps\//.test(path)) {
        return { kind: 'refused', reason: 'The workspace is not trusted.' };
      }
      return files.read(path);
    },
  };
}
