import type { MigrationSelection } from '../../analysis/port.ts';
import type { ChangeSet, ChangedFile } from '../change-set.ts';
import type { Phase } from '../tool.ts';
import { isMigration, mayWrite } from './paths.ts';
import { redactionMark } from './redact.ts';

export type ChangesVerdict =
  { readonly ok: true; readonly warnings: readonly string[] } | { readonly ok: false; readonly reason: string };

export interface ChangesContext {
  readonly phase: Phase;
  readonly migrations: MigrationSelection;
}

/** Whether proposed edits may be shown at all, and what the user is told along with them. Asked before every proposal. */
export function judgeChanges({ files }: Pick<ChangeSet, 'files'>, context: ChangesContext): ChangesVerdict {
  const warnings: string[] = [];
  for (const file of files) {
    const verdict = mayWrite(file.path, { migrations: context.migrations, exists: file.before !== undefined });
    if (verdict.kind === 'refused') return { ok: false, reason: verdict.reason };
    const reason = whyNotInPhase(verdict.path, context.phase) ?? whyNotContent(file);
    if (reason !== undefined) return { ok: false, reason };
    warnings.push(...verdict.warnings);
  }
  return { ok: true, warnings };
}

function whyNotInPhase(path: string, phase: Phase): string | undefined {
  switch (phase) {
    case 'free':
      return undefined;
    case 'analysis':
      return 'Nothing is edited in the phase of domain analysis: say what you found and ask what you need to know. The user moves on to the next phase.';
    case 'design':
      if (isMigration(path)) {
        return `\`${path}\` is a migration, and migrations come after resource design: finish the resources first. The user moves on to the phase of migrations.`;
      }
      return path.endsWith('.ex') ? undefined : outside(path, 'resource design edits `.ex` files only');
    case 'migrations':
      return path.endsWith('.ex') || isMigration(path)
        ? undefined
        : outside(path, 'the phase of migrations edits migrations and `.ex` files only');
  }
}

function outside(path: string, rule: string): string {
  return `\`${path}\` is not edited in this phase: ${rule}. Tell the user what should change there; outside the phases it can be proposed.`;
}

/** What was shown in place of a secret would replace the secret. */
function whyNotContent({ path, before, after }: ChangedFile): string | undefined {
  if (!after.includes(redactionMark) || (before?.includes(redactionMark) ?? false)) return undefined;
  return `The edit would write \`${redactionMark}\` into \`${path}\`, which stands for a secret that was not shown to you. Leave those lines as they are: use \`edit\` on the others.`;
}
