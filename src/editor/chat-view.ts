import { commands, Disposable, window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { loadChatBundle } from './chat-bundle.ts';
import type { LoadedChat } from './chat/main.ts';
import type { ProofsOf } from './proof-view.ts';
import type { Projects } from './projects.ts';

const viewId = 'ashArchitect.chat';

const commandNames = [
  ...(['ask', 'askAboutSelection', 'newSession', 'stop', 'setKey', 'removeKey'] as const),
  ...(['fixFinding', 'explainFinding'] as const),
] satisfies readonly (keyof LoadedChat['commands'])[];

/** What a code action calls with the name of a finding: the root of its project, its file, its rule and its line. */
export const fixFindingCommand = `${viewId}.fixFinding`;
export const explainFindingCommand = `${viewId}.explainFinding`;

export interface ChatView {
  readonly load: () => LoadedChat;
  /** Keeps what was said; resolves when that is done. */
  readonly close: () => Promise<void>;
  readonly dispose: () => void;
}

/** The architect's panel and its commands. What they do is in a bundle of its own, loaded when it is needed first. */
export function registerChatView(
  context: ExtensionContext,
  projects: Projects,
  proofsOf: ProofsOf,
  log: LogOutputChannel,
): ChatView {
  let loaded: LoadedChat | undefined;
  const load = (): LoadedChat => (loaded ??= loadChatBundle(context).createChat(context, projects, proofsOf, log));
  const registered = Disposable.from(
    window.registerWebviewViewProvider(viewId, { resolveWebviewView: (view) => load().panel.resolve(view) }),
    commands.registerCommand('ashArchitect.openChat', () => commands.executeCommand(`${viewId}.focus`)),
    ...commandNames.map((name) =>
      commands.registerCommand(`${viewId}.${name}`, (...given: readonly unknown[]) => {
        const run: (...given: readonly unknown[]) => Promise<void> = load().commands[name];
        return run(...given);
      }),
    ),
  );
  return {
    load,
    close: async () => loaded?.panel.close(),
    dispose: () => {
      registered.dispose();
      loaded?.panel.dispose();
    },
  };
}
