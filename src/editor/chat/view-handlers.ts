import { commands, env, Position, Range, Uri, window, workspace } from 'vscode';
import { canEnter } from '../../architect/plan/phases.ts';
import { normalisePath } from '../../architect/safety/normalise-path.ts';
import type { Phase } from '../../architect/tool.ts';
import type { ViewMessage } from '../../webviews/protocol.ts';
import { applyCode } from './apply-code-block.ts';
import type { Say } from './connections.ts';
import { decide } from './decide.ts';
import { editorPlace } from './editor-place.ts';
import type { ChatPanel } from './panel.ts';
import type { ProjectChat } from './project-chat.ts';
import { sendAgain, sendCommand, sendWords } from './send.ts';
import { findSuggestions } from './suggestions.ts';

type Handled = Exclude<ViewMessage, { readonly kind: 'ready' | 'resync' }>;
type Message<Kind extends Handled['kind']> = Extract<Handled, { readonly kind: Kind }>;
type Handlers = {
  readonly [Kind in Handled['kind']]: (message: Message<Kind>, panel: ChatPanel, say: Say) => unknown;
};

/** Does what a message of the view asks for. `say` answers the page that sent it. */
export async function handleViewMessage(message: Handled, panel: ChatPanel, say: Say): Promise<void> {
  const handler = handlers[message.kind] as (message: Handled, panel: ChatPanel, say: Say) => unknown;
  await handler(message, panel, say);
}

const handlers: Handlers = {
  send: ({ text, mentions }, panel) => sendWords(panel, text, mentions),
  command: ({ name, text, mentions }, panel) => sendCommand(panel, name, text, mentions),
  stop: (_, { project }) => project?.conversation.chat.stop(),
  retry: (_, panel) => sendAgain(panel),
  continue: (_, panel) => sendWords(panel, 'Go on.', []),
  editMessage: async ({ id, text }, { project }) => project?.conversation.chat.edit(id, text),
  unqueue: ({ id }, { project }) => project?.conversation.chat.unqueue(id),
  decide: ({ approval, decision }, { project }) => project && decideOn(project, approval, decision),
  choose: ({ approval, hunks }, { project }) => project?.conversation.proposals.choose(approval, hunks),
  openDiff: ({ approval, hunk }, { project }) => project && openDiff(project, approval, hunk),
  openFile: ({ path, line }, { project }) => project && openFile(project, path, line),
  openLink: ({ url }) => env.openExternal(Uri.parse(url, true)),
  copy: ({ text }) => env.clipboard.writeText(text),
  applyCode: ({ block }, { project }) => project && applyCode(project, block),
  newSession: (_, panel) => panel.beginSession(),
  openSession: ({ id }, { project }) => project?.open(id),
  renameSession: ({ id, name }, { project }) => project?.rename(id, name),
  removeSession: ({ id }, { project }) => project?.remove(id),
  exportSession: ({ id }, { project }) => project?.export(id),
  setModel: async ({ model }, panel) => {
    await panel.models.setModel(model);
    panel.insist({ provider: panel.models.frame });
  },
  setPhase: ({ phase }, panel) => setPhase(panel, phase),
  openPlan: (_, panel) => panel.project && panel.plans.show(panel.project.conversation.id),
  addKey: (_, { models }) => models.addKey(),
  chooseVsCodeModel: (_, { models }) => models.chooseVsCodeModel(),
  chooseModel: (_, { models }) => models.chooseModel(),
  manageTrust: () => commands.executeCommand('workbench.trust.manage'),
  suggest: async ({ request, of, prefix }, { project }, say) => {
    if (project === undefined) return;
    const selection = editorPlace(project.session)?.selection;
    const items = await findSuggestions(of, prefix, project.ports, selection);
    say({ kind: 'suggestions', request, items: [...items] });
  },
  restore: ({ checkpoint, what }, panel) => restore(panel, checkpoint, what),
};

/** The user may go on without what the phases before should have left behind, and is told what that is. */
async function setPhase(panel: ChatPanel, phase: Phase): Promise<void> {
  const project = await panel.needProject();
  if (project === undefined) {
    panel.insist({ phase: 'free' });
    return;
  }
  const { chat } = project.conversation;
  const before = chat.phase;
  const { plan, turns } = chat.state();
  const transition = canEnter(phase, { plan, messages: turns.flatMap(({ messages }) => messages) });
  chat.setPhase(phase);
  if (transition.ok) return;
  const back = 'Go Back';
  const answer = await window.showWarningMessage(transition.missing.join(' '), back);
  if (answer === back && chat.phase === phase) chat.setPhase(before);
}

async function decideOn(
  project: ProjectChat,
  approval: string,
  decision: Message<'decide'>['decision'],
): Promise<void> {
  if (decision.kind === 'edit') await openDiff(project, approval, undefined);
  else decide(project.conversation, approval, decision);
}

async function openDiff(project: ProjectChat, approval: string, hunk: string | undefined): Promise<void> {
  const { chat, proposals } = project.conversation;
  if (await proposals.show(approval, hunk)) return;
  // It was decided long ago: the file itself is what there is to see.
  const hunks = chat
    .state()
    .turns.flatMap(({ events }) => events)
    .flatMap((event) => (event.kind === 'approve-edits' && event.approval === approval ? event.hunks : []));
  const place = hunks.find(({ id }) => id === hunk) ?? hunks[0];
  if (place !== undefined) await openFile(project, place.path, place.line);
}

/** Only what is inside the project. */
async function openFile({ session }: ProjectChat, given: string, line = 1): Promise<void> {
  const path = normalisePath(given);
  const uri = path.ok ? session.place.uriOf(path.path) : undefined;
  if (uri === undefined) return void window.showWarningMessage(`\`${given}\` is no file of the project.`);
  try {
    const document = await workspace.openTextDocument(uri);
    const position = new Position(Math.min(line, document.lineCount) - 1, 0);
    await window.showTextDocument(document, { selection: new Range(position, position), preview: true });
  } catch {
    void window.showWarningMessage(`\`${given}\` cannot be opened: it is gone, or it is no text.`);
  }
}

async function restore({ project }: ChatPanel, checkpoint: string, what: 'files' | 'chat' | 'both'): Promise<void> {
  const result = await project?.conversation.chat.restore(checkpoint, what);
  if (result?.ok === false) void window.showWarningMessage(result.reason);
}
