import { commands, Disposable, languages, Uri, window } from 'vscode';
import { pickSession } from '../pick-session.ts';
import type { ProjectSession } from '../project-session.ts';
import type { Projects } from '../projects.ts';
import type { PlanView } from '../../analysis/plan-document.ts';
import { answerQuestions, takeBackAnswers } from './answer-questions.ts';
import { planScheme } from './preview-address.ts';
import { answerCommand, provideLenses, showElixirCommand, showSqlCommand, takeBackCommand } from './preview-lenses.ts';
import { openCause, openCauseCommand, provideDefinition, provideHover, provideLinks } from './preview-links.ts';
import type { Previews } from './previews.ts';

export const previewCommand = 'ashArchitect.previewMigration';

/** The documents with the next migration, and everything that can be done with them. */
export function registerPreviews(projects: Projects, previews: Previews): Disposable {
  const ours = { scheme: planScheme };
  return Disposable.from(
    previews,
    languages.registerDocumentLinkProvider(ours, { provideDocumentLinks: ({ uri }) => provideLinks(previews, uri) }),
    languages.registerDefinitionProvider(ours, {
      provideDefinition: ({ uri }, at) => provideDefinition(previews, uri, at),
    }),
    languages.registerHoverProvider(ours, { provideHover: ({ uri }, at) => provideHover(previews, uri, at) }),
    languages.registerCodeLensProvider(ours, {
      onDidChangeCodeLenses: previews.onDidChangeLenses,
      provideCodeLenses: (document) => provideLenses(previews, document),
    }),
    commands.registerCommand(previewCommand, async (given?: unknown) => {
      const session = await sessionFor(projects, previews, given);
      if (session !== undefined) await previews.open(session, 'elixir');
    }),
    commands.registerCommand(showSqlCommand, (given?: unknown) => showView(previews, given, 'sql')),
    commands.registerCommand(showElixirCommand, (given?: unknown) => showView(previews, given, 'elixir')),
    commands.registerCommand(answerCommand, async (given?: unknown) => {
      const found = previewAt(previews, given);
      if (found !== undefined) await answerQuestions(found.preview);
    }),
    commands.registerCommand(takeBackCommand, async (given?: unknown) => {
      const found = previewAt(previews, given);
      if (found !== undefined) await takeBackAnswers(found.preview);
    }),
    commands.registerCommand(openCauseCommand, (uri: unknown, line: unknown) => openCause(previews, uri, line)),
  );
}

/** The project of a file that is given or looked at; asks where there are several. */
export async function sessionFor(
  projects: Projects,
  previews: Previews,
  given: unknown,
): Promise<ProjectSession | undefined> {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  const found = uri === undefined ? undefined : (previews.at(uri)?.session ?? projects.find(uri)?.session);
  if (found?.place.isFolder === true) return found;
  const picked = await pickSession(projects, 'The project of the migration');
  if (picked === undefined && !projects.sessions.some(({ place }) => place.isFolder)) {
    void window.showInformationMessage(
      'No project of the Ash Framework is open: open a folder whose `mix.exs` depends on Ash.',
    );
  }
  return picked;
}

/** The preview that a button belongs to, or that is looked at. */
function previewAt(previews: Previews, given: unknown): ReturnType<Previews['at']> {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : previews.at(uri);
}

async function showView(previews: Previews, given: unknown, view: PlanView): Promise<void> {
  const session = previewAt(previews, given)?.session;
  if (session !== undefined) await previews.open(session, view);
}
