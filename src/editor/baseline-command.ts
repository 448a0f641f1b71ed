import { commands, window, workspace, type Disposable } from 'vscode';
import { plural } from '../base/names.ts';
import { createBaseline } from '../checklist/baseline.ts';
import { pickSession } from './pick-session.ts';
import type { Projects } from './projects.ts';

/** Writes the file with known findings, so that from then on only new ones are shown. */
export function registerBaselineCommand(projects: Projects): Disposable {
  return commands.registerCommand('ashArchitect.updateBaseline', async () => {
    const session = await pickSession(projects, 'Accept the findings of which project?');
    const path = session?.config?.baseline;
    const uri = path === undefined ? undefined : session?.place.uriOf(path);
    if (session === undefined || path === undefined || uri === undefined) return;
    const findings = await session.allFindings();
    const accept = 'Accept Them';
    const answer = await window.showWarningMessage(
      `Accept ${findings.length} ${plural('finding', findings.length)} of ${session.place.name}?`,
      { modal: true, detail: `They are written to ${path} and not shown any more. New findings are.` },
      accept,
    );
    if (answer !== accept) return;
    const keys = findings.map(({ rule, path: file, lineText }) => ({ rule, path: file, text: lineText.trim() }));
    const text = `${JSON.stringify(createBaseline(keys), undefined, 2)}\n`;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await session.reconfigure();
  });
}
