import { window, workspace } from 'vscode';
import { judgeChanges } from '../../architect/safety/judge-changes.ts';
import { answerParts } from '../../webviews/answer-parts.ts';
import { codeBlock } from '../../webviews/markdown.ts';
import type { CodeBlockPlace } from '../../webviews/protocol.ts';
import { changeOfCode, type CodeTarget } from './apply-code.ts';
import type { ProjectChat } from './project-chat.ts';
import { withShownCalls } from './shown-calls.ts';
import { answerId } from './view-state.ts';

/** Makes a proposal of a code block of an answer: it is checked, shown, and applied when the user decides so. */
export async function applyCode(project: ProjectChat, place: CodeBlockPlace): Promise<void> {
  const reason = await proposeCode(project, place);
  if (reason !== undefined) void window.showWarningMessage(reason);
}

/** Undefined when the proposal is shown; else a sentence that says why not. */
async function proposeCode(project: ProjectChat, place: CodeBlockPlace): Promise<string | undefined> {
  const { conversation, ports } = project;
  const block = findCode(project, place);
  if (block === undefined) return 'This code block is not there any more.';
  if (!/^(elixir|exs?)?$/i.test(block.language)) return 'Only Elixir is applied to files of the project.';
  if (!workspace.isTrusted) return 'This workspace is not trusted, so nothing is edited in it.';
  const change = await changeOfCode(block.text, targetOf(project), ports);
  if (!change.ok) return change.reason;
  const verdict = judgeChanges(change.changes, { phase: 'free', migrations: ports.facts.migrations });
  if (!verdict.ok) return verdict.reason;
  const [file] = change.changes.files;
  const isShown = conversation.chat.propose(`Apply the code block to \`${file?.path ?? ''}\`.`, change.changes);
  return isShown ? undefined : 'The architect is at work. Apply the code when it is done, or stop it first.';
}

function findCode(
  { conversation }: ProjectChat,
  { message, part, index }: CodeBlockPlace,
): ReturnType<typeof codeBlock> {
  const turn = conversation.chat.state().turns.find(({ id }) => answerId(id) === message);
  if (turn === undefined) return undefined;
  const shown = withShownCalls(answerParts(turn.events), turn.messages).find(({ id }) => id === part);
  return shown?.kind === 'text' ? codeBlock(shown.text, index) : undefined;
}

function targetOf({ session }: ProjectChat): CodeTarget | undefined {
  const editor = window.activeTextEditor;
  const path = editor === undefined ? undefined : session.place.pathOf(editor.document.uri);
  if (editor === undefined || path === undefined) return undefined;
  const { start, end } = editor.selection;
  return { path, start: editor.document.offsetAt(start), end: editor.document.offsetAt(end) };
}
