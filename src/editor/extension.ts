import { commands, Disposable, window, type ExtensionContext } from 'vscode';
import { registerBaselineCommand } from './baseline-command.ts';
import { createChecklistView } from './checklist-view.ts';
import { registerCodeActions } from './code-actions.ts';
import { registerChooseFix } from './choose-fix.ts';
import { Diagnostics } from './diagnostics.ts';
import { registerEnvironmentReport } from './environment-report.ts';
import { registerFixCommands } from './fix-commands.ts';
import { Projects } from './projects.ts';
import { registerRulePages } from './rule-pages.ts';
import { createStatusBar } from './status-bar.ts';

/** What tests and other extensions may ask for. */
export interface ExtensionApi {
  /** Resolves when everything that was typed, opened or changed so far is examined and shown. */
  readonly settled: () => Promise<void>;
  /** Ends the analysis thread as a crash would. */
  readonly endWorker: () => Promise<void>;
  /** How long `activate` took, in milliseconds. */
  readonly activationTime: number;
}

/** The entry that VS Code calls. Nothing is parsed or read before it returns. */
export function activate(context: ExtensionContext): ExtensionApi {
  const begun = performance.now();
  const log = window.createOutputChannel('Ash Architect', { log: true });
  const projects = new Projects(context, log);
  context.subscriptions.push(
    log,
    projects,
    new Diagnostics(projects),
    createStatusBar(projects),
    createChecklistView(projects),
    registerCodeActions(projects),
    registerFixCommands(projects),
    registerChooseFix(projects),
    registerRulePages(context),
    registerBaselineCommand(projects),
    registerEnvironmentReport(context, projects),
    registerGeneralCommands(projects, () => log.show()),
    tellWhetherActive(projects),
  );
  projects.start();
  return {
    settled: () => projects.settled(),
    endWorker: () => projects.endWorker(),
    activationTime: performance.now() - begun,
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
