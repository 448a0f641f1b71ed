import { commands, Uri, window, workspace, type Disposable, type Terminal, type TextDocument } from 'vscode';
import { fileKind } from '../analysis/file-kind.ts';
import { isMigrationName } from '../analysis/codegen-inputs.ts';
import { nothingSentence, planOutline, refusedSentence } from '../analysis/plan-outline.ts';
import type { PlanReport } from '../analysis/plan-report.ts';
import { plural } from '../base/names.ts';
import { findProgram } from '../system/find-program.ts';
import { sessionFor } from './preview/register-previews.ts';
import type { Previews } from './preview/previews.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

export const runCodegenCommand = 'ashArchitect.runCodegen';

const title = 'mix ash.codegen';
const runAllTheSame = 'Run All the Same';

/** Runs the generator in a terminal, after everything was said that is known of what it will do. */
export function registerCodegenCommand(projects: Projects, previews: Previews): Disposable {
  return commands.registerCommand(runCodegenCommand, async (given?: unknown) => {
    if (!workspace.isTrusted) {
      void window.showWarningMessage('Mix runs the code of the project: trust the workspace first, then run codegen.');
      return;
    }
    const session = await sessionFor(projects, previews, given instanceof Uri ? given : undefined);
    if (session !== undefined) await runCodegen(session, previews);
  });
}

/** Programs are started for files on this machine that the user trusts. */
export function canRunCodegen({ place }: ProjectSession): boolean {
  return workspace.isTrusted && place.isFolder && place.root.scheme === 'file';
}

async function runCodegen(session: ProjectSession, previews: Previews): Promise<void> {
  if (!canRunCodegen(session)) {
    void window.showWarningMessage(
      `\`${title}\` is run in local folders only: run it in ${session.place.root.toString()} yourself.`,
    );
    return;
  }
  if (!(await mayRunMix())) return;
  const { name: proposed, report } = await previews.current(session);
  const name = await window.showInputBox({
    title: `${title} in ${session.place.name}`,
    prompt: report === undefined ? 'The name of the migration.' : expectation(report),
    value: proposed,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isMigrationName(text) ? undefined : 'Give a name of letters, digits and underscores, such as `add_posts`.',
  });
  if (name === undefined || !(await mayStart(session, report))) return;
  const terminal = terminalIn(session);
  terminal.show();
  // The name is letters, digits and underscores: nothing in it means anything to a shell.
  terminal.sendText(`${title} ${name}`);
}

/** The terminal's own shell may know programs that the editor does not, so that the user decides. */
async function mayRunMix(): Promise<boolean> {
  const { env, platform } = process;
  const mix = await findProgram('mix', env['PATH'] ?? env['Path'] ?? '', platform === 'win32');
  if (mix !== undefined) return true;
  const answer = await window.showWarningMessage(
    '`mix` was not found in the `PATH` of the editor: install Elixir, or start the editor from a shell that has it.',
    runAllTheSame,
  );
  return answer === runAllTheSame;
}

/** What the generator will ask and write, as far as the text tells. */
function expectation(report: PlanReport): string {
  const { migrations, questions, refused } = report;
  if (refused !== undefined) return 'Codegen will raise, as far as the text tells.';
  const asked =
    questions.length === 0
      ? 'Codegen will ask nothing.'
      : `Codegen will ask: ${questions.map(({ prompt }) => prompt).join(' · ')}`;
  return migrations.length === 0 ? `${nothingSentence(report)} ${asked}` : asked;
}

/** Warns of what goes wrong, and of texts that Mix does not see. */
async function mayStart(session: ProjectSession, report: PlanReport | undefined): Promise<boolean> {
  const errors = report === undefined ? [] : foretoldErrors(report);
  const unsaved = workspace.textDocuments.filter((document) => isUnsaved(session, document));
  if (errors.length === 0 && unsaved.length === 0) return true;
  const said = [
    ...(errors.length === 0 ? [] : ['Codegen will go wrong.']),
    ...(unsaved.length === 0
      ? []
      : [
          `Codegen reads the disk, and ${unsaved.length} ${plural('file', unsaved.length)} of the project are not saved.`,
        ]),
  ];
  const go = unsaved.length > 0 ? 'Save and Run' : runAllTheSame;
  const answer = await window.showWarningMessage(said.join(' '), { modal: true, detail: errors.join('\n\n') }, go);
  if (answer !== go) return false;
  return (await Promise.all(unsaved.map((document) => document.save()))).every((isSaved) => isSaved);
}

function foretoldErrors(report: PlanReport): string[] {
  const foretold = planOutline(report)
    .flatMap(({ entries }) => entries)
    .filter(({ finding }) => finding?.severity === 'error')
    .map(({ place, text }) => (place === undefined ? text : `${place.path}:${place.line}: ${text}`));
  return report.refused === undefined || foretold.length > 0 ? foretold : [`${refusedSentence} ${report.refused}`];
}

function isUnsaved({ place }: ProjectSession, { isDirty, uri }: TextDocument): boolean {
  const path = place.pathOf(uri);
  return isDirty && path !== undefined && fileKind(path) !== 'other';
}

function terminalIn({ place }: ProjectSession): Terminal {
  const name = `${title} (${place.name})`;
  const known = window.terminals.find((terminal) => terminal.name === name && terminal.exitStatus === undefined);
  return known ?? window.createTerminal({ name, cwd: place.root });
}
