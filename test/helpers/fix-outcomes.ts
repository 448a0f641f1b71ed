import { applyEdits, type FileEdit } from '../../src/base/text-edit.ts';
import { answerChoice, type Answer, type Choice } from '../../src/checklist/choice.ts';
import type { Fix } from '../../src/checklist/finding.ts';

/** What a fix comes to with one answer. */
export interface Outcome {
  readonly name: string;
  readonly edits: readonly FileEdit[];
}

/** Every way that a fix can go; the first is what it proposes. */
export function outcomesOf(fix: Fix): Outcome[] {
  if (fix.choice === undefined) return [{ name: fix.title, edits: fix.edits }];
  const { choice, title } = fix;
  return answersTo(choice).map((answer) => {
    const answered = answerChoice(choice, answer);
    if (!answered.ok) throw new Error(`${title} refuses ${JSON.stringify(answer)}: ${answered.complaint}`);
    return { name: `${title} ${JSON.stringify(answer)}`, edits: answered.edits };
  });
}

/** All options; of values those that are picked, or two if there are none, and so many that they need several lines. */
function answersTo(choice: Choice): Answer[] {
  if (choice.kind === 'one') return choice.options.map((_, option) => ({ kind: 'one', option }));
  const picked = choice.values.filter((value) => value.picked).map(({ value }) => value);
  const proposed = picked.length >= choice.minimum ? picked : ['one', 'two'];
  const many = Array.from({ length: 20 }, (_, index) => `value_${index}`);
  return [proposed, [...picked, ...many]].map((values) => ({ kind: 'many', values }));
}

/** The files of a project after edits, those that the edits make among them. */
export function withEdits(
  files: Readonly<Record<string, string>>,
  edits: readonly FileEdit[],
): Readonly<Record<string, string>> {
  const changed = { ...files };
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const own = edits.filter((edit) => edit.path === path).flatMap((edit) => edit.edits);
    changed[path] = applyEdits(files[path] ?? '', own);
  }
  return changed;
}
