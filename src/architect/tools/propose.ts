import { judgeChanges } from '../safety/judge-changes.ts';
import type { ChangedFile } from '../change-set.ts';
import type { Proposed, ToolContext } from '../tool.ts';

/** A proposal, if policy lets it be shown. */
export function propose(summary: string, files: readonly ChangedFile[], context: ToolContext): Proposed {
  const changed = files.filter(({ before, after }) => before !== after);
  if (changed.length === 0)
    return { ok: false, reason: 'The edit changes nothing: the text is as you want it already.' };
  const verdict = judgeChanges({ files: changed }, { phase: context.phase, migrations: context.facts.migrations });
  if (!verdict.ok) return verdict;
  return { ok: true, changes: { summary, files: changed }, warnings: verdict.warnings };
}
