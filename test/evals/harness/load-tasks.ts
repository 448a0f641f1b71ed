import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tasksFolder } from './project-files.ts';
import type { Task } from './task.ts';

export interface LoadedTask extends Task {
  /** Its folder below the tasks, such as `identities/natural-key`. */
  readonly id: string;
}

/** All tasks by id: every `<area>/<name>/task.ts`. */
export async function loadTasks(): Promise<readonly LoadedTask[]> {
  const ids = readdirSync(tasksFolder).flatMap((area) =>
    readdirSync(`${tasksFolder}/${area}`).map((name) => `${area}/${name}`),
  );
  return Promise.all(ids.sort().map(loadTask));
}

async function loadTask(id: string): Promise<LoadedTask> {
  const url = pathToFileURL(resolve(tasksFolder, id, 'task.ts')).href;
  const { default: task } = (await import(/* @vite-ignore */ url)) as { default: Task };
  return { ...task, id };
}
