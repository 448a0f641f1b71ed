import { window, type QuickPickItem } from 'vscode';
import type { PlanReport } from '../../analysis/plan-report.ts';
import { plural } from '../../base/names.ts';
import type { MigrationPreview } from './migration-preview.ts';

type Question = PlanReport['questions'][number];

interface AnswerItem extends QuickPickItem {
  readonly answer: string;
}

/** Asks what the generator would ask, one question after the other: an answer may lead to another question. */
export async function answerQuestions(preview: MigrationPreview): Promise<void> {
  for (;;) {
    const open = preview.report?.questions.filter(({ answer }) => answer === undefined) ?? [];
    const [next] = open;
    if (next === undefined) return;
    const picked = await window.showQuickPick(itemsOf(next), {
      title: titleOf(next),
      placeHolder: `For the preview alone: the generator asks again. ${open.length} ${plural('question', open.length)} open.`,
      ignoreFocusOut: true,
    });
    if (picked === undefined) return;
    await preview.answer(next.prompt, picked.answer);
  }
}

/** Lets the user choose an answer that counts no more, or all of them. */
export async function takeBackAnswers(preview: MigrationPreview): Promise<void> {
  const { answers } = preview;
  const each = answers.map((given) => ({ label: firstLine(given.prompt), description: given.answer, taken: [given] }));
  const all = { label: `All ${answers.length} answers`, taken: answers };
  const picked = await window.showQuickPick(answers.length > 1 ? [...each, all] : each, {
    title: 'Take an answer back',
    placeHolder: answers.length === 0 ? 'No answer was given so far.' : 'Its question is open again then.',
    ignoreFocusOut: true,
  });
  if (picked !== undefined) await preview.takeBack(picked.taken);
}

/** The question for a name does not say what has it now. */
function titleOf({ kind, prompt, table, from }: Question): string {
  return kind === 'new-column-name'
    ? `${table}.${from ?? ''}: ${prompt}`
    : kind === 'new-table-name'
      ? `${table}: ${prompt}`
      : firstLine(prompt);
}

/** The options of a question for a number stand below it, and are to be picked from anyway. */
function firstLine(prompt: string): string {
  return prompt.split('\n', 1)[0] ?? prompt;
}

function itemsOf({ kind, options }: Question): AnswerItem[] {
  if (kind === 'primary-key') return (options ?? []).map(keyItem);
  if (options !== undefined) return options.map((option) => ({ label: option, answer: option }));
  const { yes, no } = consequences[kind];
  return [
    { label: 'Yes', detail: yes, answer: 'y' },
    { label: 'No', detail: no, answer: 'n' },
  ];
}

/** A key is chosen by its number. */
function keyItem(key: string, index: number): AnswerItem {
  return { label: key, detail: 'The primary keys of the other resources become unique indexes.', answer: `${index}` };
}

const renamedColumn = {
  yes: 'The column is renamed, and its values stay.',
  no: 'The column is dropped with its values, and the new one starts with its default.',
};

const renamedTable = {
  yes: 'The table is renamed, and its rows stay.',
  no: 'The new table is created empty; codegen asks about the old one.',
};

/** What an answer means for the data. Questions for a name have their options instead. */
const consequences: Readonly<
  Record<Exclude<Question['kind'], 'primary-key'>, { readonly yes: string; readonly no: string }>
> = {
  'rename-column': renamedColumn,
  'rename-column-to': renamedColumn,
  'new-column-name': renamedColumn,
  'rename-table': renamedTable,
  'rename-table-to': renamedTable,
  'new-table-name': renamedTable,
  'move-table': {
    yes: 'The table moves to the other schema with its rows.',
    no: 'A new, empty table is created in the other schema; codegen asks about the old one.',
  },
  'drop-table': {
    yes: 'The table is dropped with all its rows.',
    no: 'The table stays, and codegen does not ask for it again.',
  },
};
