import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../helpers/workspace.ts';
import type { Task } from './task.ts';

/** Relative to the product's folder, where all its scripts run. */
export const tasksFolder = 'test/evals/tasks';

const projects: Readonly<Record<Task['project'], string>> = {
  lodge: 'test/evals/projects/lodge',
  helpdesk: 'examples/helpdesk',
};

/** The files that a task begins with. */
export function projectFiles(id: string, { project }: Pick<Task, 'project'>): ReadonlyMap<string, string> {
  const own = join(tasksFolder, id, 'files');
  return new Map(Object.entries({ ...readFolder(projects[project]), ...(existsSync(own) ? readFolder(own) : {}) }));
}
