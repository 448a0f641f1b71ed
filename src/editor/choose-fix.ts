import { commands, window, workspace, type Disposable } from 'vscode';
import type { ReportedFinding } from '../analysis/port.ts';
import { answerChoice } from '../checklist/choice.ts';
import type { Fix } from '../checklist/finding.ts';
import { askChoice } from './ask-choice.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';
import { toWorkspaceEdit } from './workspace-edits.ts';

export const chooseFixCommand = 'ashArchitect.chooseFix';

/** What names a fix: the root of a project, a file, a rule, the line of the finding and the title. */
export type FixName = readonly [root: string, path: string, rule: string, line: number, title: string];

export function nameOf(session: ProjectSession, { path, rule, range }: ReportedFinding, { title }: Fix): FixName {
  return [session.place.root.toString(), path, rule, range.start.line, title];
}

/** Fixes that ask something first. */
export function registerChooseFix(projects: Projects): Disposable {
  return commands.registerCommand(chooseFixCommand, async (...name: FixName) => {
    const [root, , , , title] = name;
    const session = projects.sessions.find(({ place }) => place.root.toString() === root);
    const asked = session === undefined ? undefined : findFix(session, name);
    if (session === undefined || asked?.choice === undefined) return;
    const answer = await askChoice(title.replace(/…$/, '.'), asked.choice);
    if (answer === undefined) return;
    // The code may have changed while the question stood there: the answer is for what is there now.
    await session.settled();
    const choice = findFix(session, name)?.choice;
    const answered = choice === undefined ? undefined : answerChoice(choice, answer);
    const edit = answered?.ok === true ? toWorkspaceEdit(session, answered.edits) : undefined;
    if (edit === undefined)
      void window.showInformationMessage('The code has changed: there is nothing to fix any more.');
    else await workspace.applyEdit(edit);
  });
}

function findFix(session: ProjectSession, [, path, rule, line, title]: FixName): Fix | undefined {
  return session
    .findingsOf(path)
    ?.findings.filter((finding) => finding.rule === rule && finding.range.start.line === line)
    .flatMap(({ fixes }) => fixes)
    .find((fix) => fix.title === title);
}
