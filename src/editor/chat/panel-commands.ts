import { window } from 'vscode';
import { z } from 'zod';
import { loadModel } from '../../architect/context/look-up.ts';
import { printMention } from '../../architect/context/mention.ts';
import { mentionSchema, type Mention } from '../../webviews/chat-state.ts';
import type { Projects } from '../projects.ts';
import { editorPlace } from './editor-place.ts';
import type { ChatPanel } from './panel.ts';
import type { ProjectChat } from './project-chat.ts';
import { sendCommand, sendWords } from './send.ts';

/** The commands of the panel, by the last part of their names. */
export interface PanelCommands {
  readonly ask: (given: unknown) => Promise<void>;
  readonly askAboutSelection: () => Promise<void>;
  readonly newSession: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly setKey: () => Promise<void>;
  readonly removeKey: () => Promise<void>;
  readonly fixFinding: (...name: readonly unknown[]) => Promise<void>;
  readonly explainFinding: (...name: readonly unknown[]) => Promise<void>;
}

const request = z.object({ text: z.string(), mentions: z.array(mentionSchema) });

/** The root of a project, a file of it, a rule, and the line of the finding, from 1. */
const findingName = z.tuple([z.string(), z.string(), z.string(), z.number()]);

export function createPanelCommands(panel: ChatPanel, projects: Projects): PanelCommands {
  /** The panel with the chat of a project; undefined where that is not there any more. */
  const chatOf = async (root: string): Promise<ProjectChat | undefined> => {
    const session = projects.sessions.find(({ place }) => place.root.toString() === root);
    return session === undefined ? undefined : panel.showProject(session);
  };
  const hasModel = (): boolean => panel.state().isTrusted && panel.models.frame.kind !== 'none';
  const about = async (
    given: readonly unknown[],
    say: (mentions: readonly Mention[]) => Promise<void>,
  ): Promise<void> => {
    const name = findingName.safeParse(given);
    if (!name.success) return;
    const [root, path, rule, line] = name.data;
    const project = await chatOf(root);
    if (project === undefined) return;
    await panel.reveal();
    await say([findingMention(rule, path, line), ...(await resourceMentions(project, path))]);
  };
  return {
    ask: async (given) => {
      const { text, mentions } = request.safeParse(given).data ?? { text: '', mentions: [] };
      await panel.compose(text, mentions);
    },
    askAboutSelection: async () => {
      const project = await panel.needProject();
      const place = project === undefined ? undefined : editorPlace(project.session);
      if (place === undefined) {
        void window.showInformationMessage('Open a file of the project, and select what the question is about.');
        return;
      }
      const { path, line, selection = { path, startLine: line, endLine: line } } = place;
      const label = `${path}:${selection.startLine}-${selection.endLine}`;
      await panel.compose('', [{ kind: 'selection', id: printMention({ kind: 'selection', ...selection }), label }]);
    },
    newSession: async () => {
      await panel.beginSession();
      await panel.reveal();
    },
    stop: async () => panel.project?.conversation.chat.stop(),
    setKey: () => panel.models.addKey(),
    removeKey: () => panel.models.removeKey(),
    fixFinding: (...given) =>
      about(given, (mentions) =>
        hasModel()
          ? sendWords(panel, 'Fix this finding, in all files that belong to it. Say why the fix is right.', mentions)
          : panel.compose('Fix this finding.', mentions),
      ),
    explainFinding: (...given) =>
      about(given, (mentions) =>
        hasModel()
          ? sendWords(panel, 'Explain this finding: what happens to the data, and what can be done about it.', mentions)
          : sendCommand(panel, 'explain', '', mentions.slice(0, 1)),
      ),
  };
}

function findingMention(rule: string, path: string, line: number): Mention {
  return { kind: 'finding', id: printMention({ kind: 'finding', rule, path, line }), label: `${rule} ${path}:${line}` };
}

/** The slice of the model that a finding is about: the resources of its file. */
async function resourceMentions({ ports }: ProjectChat, path: string): Promise<Mention[]> {
  const { resources } = await loadModel(ports);
  return resources
    .filter((resource) => resource.path === path)
    .slice(0, 3)
    .map(({ module }) => ({ kind: 'resource', id: printMention({ kind: 'resource', name: module }), label: module }));
}
