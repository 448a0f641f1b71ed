import { commands, Disposable, window, workspace } from 'vscode';
import { plural } from '../base/names.ts';
import { pickSession } from './pick-session.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';
import { toWorkspaceEdit } from './workspace-edits.ts';

/** Arguments: the root of a project, a rule, and a file of it; without a file all files, after a preview. */
export const fixAllCommand = 'ashArchitect.fixAllOfRule';
const fixSafeCommand = 'ashArchitect.fixAllSafe';

/** The editor refuses edits of a text that somebody types in at that moment; then they are made anew. */
const attempts = 10;

export function registerFixCommands(projects: Projects): Disposable {
  return Disposable.from(
    commands.registerCommand(fixAllCommand, async (root?: unknown, rule?: unknown, path?: unknown) => {
      const session =
        projects.sessions.find(({ place }) => place.root.toString() === root) ??
        (await pickSession(projects, 'Fix all of a rule: in which project?'));
      const chosen = typeof rule === 'string' ? rule : session === undefined ? undefined : await pickRule(session);
      if (session === undefined || chosen === undefined) return;
      await fixAll(session, chosen, typeof path === 'string' ? path : undefined);
    }),
    commands.registerCommand(fixSafeCommand, async () => {
      const uri = window.activeTextEditor?.document.uri;
      const found = uri === undefined ? undefined : projects.find(uri);
      if (found === undefined) void window.showInformationMessage('There is nothing of Ash in this editor.');
      else await fixAll(found.session, undefined, found.path);
    }),
  );
}

/** Several files are shown before they are changed. */
async function fixAll(session: ProjectSession, rule: string | undefined, path: string | undefined): Promise<void> {
  const label = rule === undefined ? 'Safe fixes' : `Fixes of ${rule}`;
  const needsConfirmation = path === undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { edits, fixed } = await session.fixAll(rule, path);
    const edit = toWorkspaceEdit(session, edits, needsConfirmation ? { needsConfirmation, label } : undefined);
    if (edit === undefined || edits.length === 0) {
      void window.showInformationMessage('There is nothing to fix.');
      return;
    }
    const isApplied = await workspace.applyEdit(edit, { isRefactoring: needsConfirmation });
    const done = `Fixed ${fixed} ${plural('finding', fixed)} in ${edits.length} ${plural('file', edits.length)}.`;
    if (isApplied) window.setStatusBarMessage(done, 5000);
    // What was shown may also have been declined.
    if (isApplied || needsConfirmation) return;
  }
  void window.showWarningMessage('The code was changed all the time, so that nothing was fixed. Try again.');
}

async function pickRule(session: ProjectSession): Promise<string | undefined> {
  const counts = new Map<string, number>();
  for (const path of session.pathsWithFindings()) {
    for (const { rule, fixes } of session.findingsOf(path)?.findings ?? []) {
      if (fixes[0] !== undefined && fixes[0].choice === undefined) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  const items = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, count]) => ({ label, description: `${count}` }));
  if (items.length === 0) void window.showInformationMessage('There is nothing to fix.');
  return items.length === 0 ? undefined : (await window.showQuickPick(items, { title: 'Fix all of a rule' }))?.label;
}
