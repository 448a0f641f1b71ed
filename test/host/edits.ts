import { strict as assert } from 'node:assert';
import {
  commands,
  Position,
  Range,
  window,
  workspace,
  WorkspaceEdit,
  type CodeAction,
  type CodeActionKind,
  type TextEditor,
  type Uri,
} from 'vscode';
import { problemsOn } from './problems.ts';

export async function openFile(uri: Uri): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(uri));
}

/** Replaces the first occurrence of a text in an editor, as typing would. */
export async function replace(editor: TextEditor, text: string, by: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(text);
  assert(start >= 0, `There is no ${text}.`);
  const range = new Range(document.positionAt(start), document.positionAt(start + text.length));
  assert(await editor.edit((builder) => builder.replace(range, by)));
}

/** The code actions at the first problem of a rule. */
export async function actionsAt(uri: Uri, rule: string, kind?: CodeActionKind): Promise<CodeAction[]> {
  const problem = problemsOn(uri).find(({ code }) => typeof code === 'object' && code.value === rule);
  assert(problem, `There is no problem of ${rule}.`);
  return actionsIn(uri, problem.range, kind);
}

export function actionsIn(uri: Uri, range: Range, kind?: CodeActionKind): Promise<CodeAction[]> {
  return Promise.resolve(
    commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind?.value),
  );
}

export const startOfFile = new Range(new Position(0, 0), new Position(0, 0));

/** Does what choosing an action from the menu does. */
export async function run(action: CodeAction | undefined): Promise<void> {
  assert(action, 'There is no such action.');
  if (action.edit !== undefined) assert(await workspace.applyEdit(action.edit));
  const { command } = action;
  if (command !== undefined)
    await commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** Closes everything, and puts a file back as it is on disk. */
export async function revert(uri: Uri): Promise<void> {
  await openFile(uri);
  await commands.executeCommand('workbench.action.files.revert');
  await commands.executeCommand('workbench.action.closeAllEditors');
}

export async function renameFile(from: Uri, to: Uri): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.renameFile(from, to);
  assert(await workspace.applyEdit(edit));
}
