import { window } from 'vscode';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

/** The project that a command is about; asks where there are several. */
export async function pickSession(projects: Projects, title: string): Promise<ProjectSession | undefined> {
  const items = projects.sessions
    .filter(({ place }) => place.isFolder)
    .map((session) => ({ label: session.place.name, session }));
  if (items.length < 2) return items[0]?.session;
  return (await window.showQuickPick(items, { title }))?.session;
}
