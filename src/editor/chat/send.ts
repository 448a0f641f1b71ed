import { commands, window, workspace } from 'vscode';
import { commandHelp, parseCommand } from '../../architect/commands/command.ts';
import type { Mention } from '../../webviews/chat-state.ts';
import { attachMentions, typedCommand } from './attachments.ts';
import { editorPlace, placeAttachment } from './editor-place.ts';
import type { ChatPanel } from './panel.ts';

/** Sends words, which may be a command, with what they mention. */
export async function sendWords(panel: ChatPanel, text: string, mentions: readonly Mention[]): Promise<void> {
  if (!isAllowed(text)) return;
  const project = await panel.needProject();
  if (project === undefined) return;
  const { ports, session, conversation } = project;
  if (!needsModel(text)) {
    conversation.chat.send(text);
    return;
  }
  const { attachments, complaints } = await attachMentions(text, mentions, ports);
  for (const complaint of complaints) void window.showWarningMessage(complaint);
  const place = editorPlace(session);
  conversation.chat.send(text, place === undefined ? attachments : [...attachments, placeAttachment(place)]);
}

/** Commands that need no model read their mentions themselves. */
export function sendCommand(panel: ChatPanel, name: string, text: string, mentions: readonly Mention[]): Promise<void> {
  const words = `/${name} ${text}`.trim();
  return needsModel(words)
    ? sendWords(panel, words, mentions)
    : sendWords(panel, typedCommand(name, text, mentions), []);
}

export function sendAgain({ project }: ChatPanel): void {
  const chat = project?.conversation.chat;
  const last = chat?.state().turns.at(-1);
  if (chat === undefined || last === undefined || !isAllowed(last.text)) return;
  chat.retry();
}

/** An unknown command is answered here, too. */
function needsModel(text: string): boolean {
  const command = parseCommand(text);
  if (command === undefined) return true;
  return command.kind === 'command' && commandHelp[command.name].needsModel;
}

/** Without trust no model is asked. */
function isAllowed(text: string): boolean {
  if (workspace.isTrusted || !needsModel(text)) return true;
  const manage = 'Manage Workspace Trust';
  const says = 'No model is asked in a workspace that is not trusted. `/review`, `/explain` and `/help` need none.';
  void window.showWarningMessage(says, manage).then((answer) => {
    if (answer === manage) void commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
