import type { Resource } from '../ash/model.ts';
import type { Meaning, Project } from '../ash/project.ts';

/** What snapshots ask a project for. */
export type ProjectView = Pick<Project, 'find' | 'findResource' | 'rootOf' | 'resources'>;

/** Notes what was looked up, so that it can be told later whether the answers are still the same. */
export class RecordingView implements ProjectView {
  readonly #project: ProjectView;
  readonly #lookUps: {
    readonly name: string | undefined;
    readonly from: string;
    readonly found: Meaning | undefined;
  }[] = [];
  #askedForAll = false;

  constructor(project: ProjectView) {
    this.#project = project;
  }

  find(name: string | undefined, from: string): Meaning | undefined {
    const found = this.#project.find(name, from);
    this.#lookUps.push({ name, from, found });
    return found;
  }

  findResource(name: string | undefined, from: string): Resource | undefined {
    return this.find(name, from)?.resource;
  }

  rootOf(path: string): ReturnType<ProjectView['rootOf']> {
    return this.#project.rootOf(path);
  }

  resources(): readonly Resource[] {
    this.#askedForAll = true;
    return this.#project.resources();
  }

  /** Whether a project gives the same answers now. A module's meaning is a new object after every change of it. */
  holdsFor(project: ProjectView): boolean {
    return !this.#askedForAll && this.#lookUps.every(({ name, from, found }) => project.find(name, from) === found);
  }
}
