import type { AshEdit } from '../../analysis/ash-edits/ash-edit.ts';
import type { ChangeSet } from '../change-set.ts';
import type { Files, ProjectFacts } from '../ports.ts';

export type MadeEdit =
  { readonly ok: true; readonly changes: ChangeSet } | { readonly ok: false; readonly reason: string };

/** A structured change as edits of whole files, for the texts that the user sees now; nothing is written. */
export async function makeAshEdit(edit: AshEdit, facts: ProjectFacts, files: Pick<Files, 'read'>): Promise<MadeEdit> {
  await facts.settled();
  const made = await facts.analysis.editAsh(edit);
  if (!made.ok) return made;
  for (const { path, before } of made.files) {
    const file = await files.read(path);
    if (file.kind === 'refused') return { ok: false, reason: file.reason };
    const isSame = file.kind === 'text' ? file.text === before : before === undefined;
    if (!isSame) return { ok: false, reason: `\`${path}\` changed meanwhile; ask for the edit again.` };
  }
  return { ok: true, changes: { summary: made.summary, files: made.files } };
}
