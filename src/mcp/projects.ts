import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { WorkerClient } from '../analysis/worker-client.ts';
import { projectOf } from '../cli/root.ts';
import { diskAt } from '../system/disk.ts';
import { findAshProjects } from '../analysis/find-ash-projects.ts';
import { LiveProject } from './live-project.ts';

/** There is nothing to speak of; the message says what to do. */
export class NoProject extends Error {}

/** The projects of the folder that the server was started with, looked for at each call: they come and go. */
export class Projects {
  readonly #folder: string;
  readonly #client: WorkerClient;
  readonly #live = new Map<string, LiveProject>();

  /** An absolute path, there or not. */
  constructor(folder: string, client: WorkerClient) {
    this.#folder = folder;
    this.#client = client;
  }

  /** The folders of the projects, relative to that of the server, `.` for itself. */
  async names(): Promise<readonly string[]> {
    return (await this.#roots()).map((root) => this.#nameOf(root));
  }

  /** The project of that name; without a name, the only one. Throws with what to do instead. */
  async find(name: string | undefined): Promise<LiveProject> {
    const roots = await this.#roots();
    const [first] = roots;
    if (first === undefined) throw new NoProject(this.#whyNone());
    const names = roots.map((root) => this.#nameOf(root));
    if (name === undefined) {
      if (roots.length === 1) return this.#open(first);
      throw new Error(`There are several projects here: ${names.join(', ')}. Say which one with \`project\`.`);
    }
    const root = roots[names.indexOf(name.replace(/^\.\/(?=.)|(?<=.)\/+$/g, ''))];
    if (root !== undefined) return this.#open(root);
    throw new Error(`There is no project \`${name}\` here. Projects: ${names.join(', ')}.`);
  }

  /** Ends the analysis of all of them. */
  dispose(): Promise<void> {
    return this.#client.dispose();
  }

  /** A folder in a project stands for all of it, since a resource means little without the others. */
  async #roots(): Promise<readonly string[]> {
    if (!this.#isFolder()) return [];
    const around = projectOf(this.#folder);
    if (around !== undefined) return [around];
    return (await findAshProjects(diskAt(this.#folder))).map((path) => join(this.#folder, path));
  }

  #isFolder(): boolean {
    return existsSync(this.#folder) && statSync(this.#folder).isDirectory();
  }

  #whyNone(): string {
    if (!this.#isFolder()) {
      return `There is no folder \`${this.#folder}\`. Start this server with the folder of a Mix project, or in it.`;
    }
    return `\`${this.#folder}\` is no Mix project, and there is none that depends on Ash up to four folders below it. Start this server with the folder of one, which is where its \`mix.exs\` is.`;
  }

  #nameOf(root: string): string {
    const name = relative(this.#folder, root).split(sep).join('/');
    return name === '' ? '.' : name;
  }

  #open(root: string): LiveProject {
    const known = this.#live.get(root) ?? new LiveProject(root, this.#client.open(root));
    this.#live.set(root, known);
    return known;
  }
}
