import type { AppliedFile, Files, FileText } from '../ports.ts';
import type { ShownCheckpoint } from './chat-event.ts';

/** Edits that were applied, with the texts before and after. */
export interface Checkpoint {
  readonly id: string;
  readonly turn: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly label: string;
  readonly files: readonly AppliedFile[];
}

export type RestoreResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Files that stand in the way. */ readonly paths: readonly string[];
    };

export function showCheckpoint({ id, turn, at, label, files }: Checkpoint): ShownCheckpoint {
  return { id, turn, at, label, paths: files.map(({ path }) => path) };
}

/**
 * Sets files back to what they were before the first of some checkpoints, which are given in the order in which they
 * were made. All or nothing: a file that was edited in between or since by somebody else stops it.
 */
export async function restoreFiles(files: Files, checkpoints: readonly Checkpoint[]): Promise<RestoreResult> {
  const { changes, broken } = inverse(checkpoints);
  const texts = await Promise.all(changes.map(async (change) => ({ change, text: await files.read(change.path) })));
  const edited = texts.filter(({ change, text }) => !hasText(text, change.before)).map(({ change }) => change.path);
  const paths = [...new Set([...broken, ...edited])].sort();
  if (paths.length > 0) {
    return { ok: false, reason: `Edited since, so nothing was restored: ${paths.join(', ')}.`, paths };
  }
  const open = changes.filter(({ before, after }) => before !== after);
  if (open.length === 0) return { ok: true };
  const result = await files.apply(open, 'Restore files');
  return result.ok ? { ok: true } : { ok: false, reason: result.reason, paths: result.stale };
}

/** From the text that each file has to have now, to the one from before; `broken` are files with a gap in between. */
function inverse(checkpoints: readonly Checkpoint[]): {
  readonly changes: readonly AppliedFile[];
  readonly broken: readonly string[];
} {
  const changes = new Map<string, AppliedFile>();
  const broken: string[] = [];
  for (const { path, before, after } of checkpoints.flatMap((checkpoint) => checkpoint.files)) {
    const known = changes.get(path);
    if (known !== undefined && known.before !== before) broken.push(path);
    changes.set(path, { path, before: after, after: known === undefined ? before : known.after });
  }
  return { changes: [...changes.values()], broken };
}

function hasText(text: FileText, expected: string | undefined): boolean {
  if (text.kind === 'text') return text.text === expected;
  return text.kind === 'missing' && expected === undefined;
}
