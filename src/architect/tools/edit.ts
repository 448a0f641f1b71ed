import { z } from 'zod';
import { plural } from '../../base/names.ts';
import { applyReplacements, type Replacement } from '../edits/apply-replacements.ts';
import { asData } from '../safety/as-data.ts';
import { judgeChanges } from '../safety/judge-changes.ts';
import { redactionMark } from '../safety/redact.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { propose } from './propose.ts';
import { readProjectFile, type ProjectFile } from './read-project-file.ts';

const input = z.strictObject({
  path: z.string().describe('The file, relative to the project.'),
  summary: z.string().min(1).max(300).describe('One sentence for the user: what the edit does and why.'),
  edits: z
    .array(
      z.strictObject({
        old: z.string().min(1).describe('The text to replace, exactly as it stands in the file, and only once in it.'),
        new: z.string().describe('What stands there afterwards.'),
      }),
    )
    .min(1)
    .max(50),
});

export const edit = defineTool({
  name: 'edit',
  description:
    'Proposes replacements in one file. Each `old` has to stand in the file exactly once, without the line numbers that `read` shows; take in more lines where it stands several times. The result is parsed and checked before the user sees it, and nothing is written before the user accepts. To add an identity, a relationship, a reference or an index, `ash_edit` is safer.',
  title: ({ path, edits }) => `Edit ${path} (${edits.length} ${plural('place', edits.length)})`,
  input,
  risk: 'propose',
  phases: ['free', 'design', 'migrations'],
  propose: async ({ path, summary, edits }, context) => {
    const file = await readProjectFile(context, path);
    if (file.kind !== 'text') return { ok: false, reason: file.reason };
    // Said before the places are looked for: no other `old` would help.
    const { phase, facts } = context;
    const untouched = { path: file.path, before: file.text, after: file.text };
    const verdict = judgeChanges({ files: [untouched] }, { phase, migrations: facts.migrations });
    if (!verdict.ok) return verdict;
    const result = applyReplacements(file.text, edits);
    if (!result.ok) return { ok: false, reason: whyNot(file, edits, context) };
    return propose(summary, [{ ...untouched, after: result.text }], context);
  },
});

/** The reason quotes the file: as it was shown, since lines in the middle of a key cannot be told to be of one. */
function whyNot(
  file: ProjectFile & { readonly kind: 'text' },
  edits: readonly Replacement[],
  { clock }: ToolContext,
): string {
  const shown = applyReplacements(withoutSecrets(file.text), edits);
  if (!shown.ok) return asData(file.path, shown.reason, clock.randomId());
  return `An \`old\` holds \`${redactionMark}\`, which stands for a secret that was not shown to you. Take lines without it. Nothing was changed.`;
}
