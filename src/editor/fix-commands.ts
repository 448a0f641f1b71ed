import { commands, Disposable, window, workspace } from 'vscode';
import { plural } from '../base/names.ts';
import { FixPreview } from './fix-preview.ts';
import { pickSession } from './pick-session.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';
import { toWorkspaceEdit } from './workspace-edits.ts';

/** Arguments: the root of a project, a rule, and a file of it; without a file all files, after a preview. */
export const fixAllCommand = 'ashArchitect.fixAllOfRule';
const fixSafeCommand = 'ashArchitect.fixAllSafe';

/** The editor refuses edits of a text that somebody types in at that moment; then they are made anew. */
const attempts = 10;

const nothing = 'There is nothing to fix.';

export function registerFixCommands(projects: Projects): Disposable {
  const preview = new FixPreview();
  return Disposable.from(
    preview,
    commands.registerCommand(fixAllCommand, async (root?: unknown, rule?: unknown, path?: unknown) => {
      const session =
        projects.sessions.find(({ place }) => place.root.toString() === root) ??
        (await pickSession(projects, 'Fix all of a rule: in which project?'));
      const chosen = typeof rule === 'string' ? rule : session === undefined ? undefined : await pickRule(session);
      if (session === undefined || chosen === undefined) return;
      if (typeof path === 'string') await fixAll(session, chosen, path);
      else await fixEverywhere(session, chosen, preview);
    }),
    commands.registerCommand(fixSafeCommand, async () => {
      const uri = window.activeTextEditor?.document.uri;
      const found = uri === undefined ? undefined : projects.find(uri);
      if (found === undefined) void window.showInformationMessage('There is nothing of Ash in this editor.');
      else await fixAll(found.session, undefined, found.path);
    }),
  );
}

/** All files are shown before they are changed, and what was shown is what is done. */
async function fixEverywhere(session: ProjectSession, rule: string, preview: FixPreview): Promise<void> {
  const shown = await session.fixAll(rule, undefined);
  const count = `${shown.fixed} ${plural('finding', shown.fixed)} in ${shown.edits.length} ${plural('file', shown.edits.length)}`;
  if (shown.edits.length === 0) void window.showInformationMessage(nothing);
  else if (await preview.confirm(session, shown.edits, `Fix ${count} (${rule})`)) {
    await fixAll(session, rule, undefined, JSON.stringify(shown.edits));
  }
}

/** `expected` are the edits that were shown, as JSON. */
async function fixAll(session: ProjectSession, rule?: string, path?: string, expected?: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { edits, fixed } = await session.fixAll(rule, path);
    if (expected !== undefined && JSON.stringify(edits) !== expected) {
      void window.showWarningMessage('The code has changed since the fixes were shown. Look at them again.');
      return;
    }
    const edit = toWorkspaceEdit(session, edits);
    if (edit === undefined || edits.length === 0) {
      void window.showInformationMessage(nothing);
      return;
    }
    if (await workspace.applyEdit(edit)) {
      const done = `Fixed ${fixed} ${plural('finding', fixed)} in ${edits.length} ${plural('file', edits.length)}.`;
      window.setStatusBarMessage(done, 5000);
      return;
    }
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
  if (items.length === 0) void window.showInformationMessage(nothing);
  return items.length === 0 ? undefined : (await window.showQuickPick(items, { title: 'Fix all of a rule' }))?.label;
}
