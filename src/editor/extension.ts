import { commands, Disposable, ExtensionMode, window, type ExtensionContext } from 'vscode';
import { registerBaselineCommand } from './baseline-command.ts';
import { registerChatView } from './chat-view.ts';
import type { ChatPanel } from './chat/panel.ts';
import { registerCodegenCommand } from './codegen-command.ts';
import { createChecklistView } from './checklist-view.ts';
import { registerCodeActions } from './code-actions.ts';
import { registerChooseFix } from './choose-fix.ts';
import { Diagnostics } from './diagnostics.ts';
import { registerEnvironmentReport } from './environment-report.ts';
import { registerFixCommands } from './fix-commands.ts';
import { EvidenceStore } from './evidence-store.ts';
import { registerLanguageModel, type LanguageModel } from './language-model.ts';
import { Projects } from './projects.ts';
import { registerProofs } from './proof-view.ts';
import { registerRulePages } from './rule-pages.ts';
import { Previews } from './preview/previews.ts';
import { registerPreviews } from './preview/register-previews.ts';
import { tellWhatCanBePreviewed } from './preview/tell-what-can-be-previewed.ts';
import { createDriftItem, createStatusBar } from './status-bar.ts';

/** What tests and other extensions may ask for. */
export interface ExtensionApi {
  /** Resolves when everything that was typed, opened or changed so far is examined and shown. */
  readonly settled: () => Promise<void>;
  /** Ends the analysis thread as a crash would. */
  readonly endWorker: () => Promise<void>;
  /** How long `activate` took, in milliseconds. */
  readonly activationTime: number;
  /** The architect's panel, for tests alone: nobody else may press its buttons. */
  readonly chat?: () => Pick<ChatPanel, 'connect' | 'state'>;
  /** What VS Code's own AI asks, for tests alone: nobody can type into its chat there. */
  readonly languageModel?: LanguageModel;
}

let close: (() => Promise<void>) | undefined;

/** VS Code waits a moment for what is to be kept. */
export function deactivate(): Promise<void> | undefined {
  return close?.();
}

/** The entry that VS Code calls. Nothing is parsed or read before it returns. */
export function activate(context: ExtensionContext): ExtensionApi {
  const begun = performance.now();
  const log = window.createOutputChannel('Ash Architect', { log: true });
  const evidence = new EvidenceStore(context.workspaceState);
  const projects = new Projects(context, evidence, log);
  const previews = new Previews(projects);
  const proofs = registerProofs(context, projects, evidence, log);
  const chat = registerChatView(context, projects, proofs.proofsOf, log);
  close = () => chat.close();
  const languageModel = registerLanguageModel(context, projects, proofs.proofsOf, log);
  context.subscriptions.push(
    log,
    evidence,
    projects,
    new Diagnostics(projects),
    createStatusBar(projects),
    createDriftItem(projects),
    createChecklistView(projects),
    registerCodeActions(projects),
    registerFixCommands(projects),
    registerChooseFix(projects),
    registerRulePages(context),
    registerBaselineCommand(projects),
    registerEnvironmentReport(context, projects),
    registerPreviews(projects, previews),
    registerCodegenCommand(projects, previews),
    tellWhatCanBePreviewed(projects),
    proofs,
    chat,
    languageModel,
    registerGeneralCommands(projects, () => log.show()),
    tellWhetherActive(projects),
  );
  projects.start();
  return {
    settled: () => projects.settled(),
    endWorker: () => projects.endWorker(),
    activationTime: performance.now() - begun,
    ...(context.extensionMode === ExtensionMode.Test ? { chat: () => chat.load().panel, languageModel } : {}),
  };
}

function registerGeneralCommands(projects: Projects, showLog: () => void): Disposable {
  return Disposable.from(
    commands.registerCommand('ashArchitect.restart', () => projects.restart()),
    commands.registerCommand('ashArchitect.showLog', showLog),
    commands.registerCommand('ashArchitect.showChecklist', () =>
      commands.executeCommand('ashArchitect.checklist.focus'),
    ),
  );
}

/** Commands that need a project are hidden where there is none. */
function tellWhetherActive(projects: Projects): Disposable {
  let known: boolean | undefined;
  return projects.onDidChange(() => {
    const isActive = projects.sessions.length > 0;
    if (isActive === known) return;
    known = isActive;
    void commands.executeCommand('setContext', 'ashArchitect.isActive', isActive);
  });
}
