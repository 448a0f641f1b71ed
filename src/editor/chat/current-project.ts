import { window, type Memento } from 'vscode';
import { pickSession } from '../pick-session.ts';
import type { ProjectSession } from '../project-session.ts';
import type { Projects } from '../projects.ts';

const lastKey = 'ashArchitect.chat.project';

/**
 * The project that a new chat is about: the one of the active editor, else the only one, else the one of the last
 * chat. Where none of these is there, the user is asked if `mayAsk`.
 */
export async function chooseProject(
  projects: Projects,
  memory: Memento,
  mayAsk: boolean,
): Promise<ProjectSession | undefined> {
  const session = findProject(projects, memory) ?? (mayAsk ? await askForProject(projects) : undefined);
  if (session !== undefined) await memory.update(lastKey, session.place.root.toString());
  return session;
}

function findProject(projects: Projects, memory: Memento): ProjectSession | undefined {
  const folders = projects.sessions.filter(({ place }) => place.isFolder);
  const document = window.activeTextEditor?.document.uri;
  const active = document === undefined ? undefined : projects.find(document)?.session;
  if (active?.place.isFolder === true) return active;
  if (folders.length === 1) return folders[0];
  const last = memory.get<string>(lastKey);
  return folders.find(({ place }) => place.root.toString() === last);
}

async function askForProject(projects: Projects): Promise<ProjectSession | undefined> {
  const session = await pickSession(projects, 'Which project is the chat about?');
  if (session === undefined && !projects.sessions.some(({ place }) => place.isFolder)) {
    void window.showInformationMessage(
      'Open a folder whose `mix.exs` depends on Ash: the architect works on a project.',
    );
  }
  return session;
}
