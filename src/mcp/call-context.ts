import type { Files, ProjectFacts, Runner } from '../architect/ports.ts';
import type { ToolContext } from '../architect/tool.ts';
import { systemClock } from '../system/clock.ts';
import { createCallProofs } from './call-proofs.ts';
import type { LiveProject, ProjectState } from './live-project.ts';
import type { OpenProofs } from './load-proofs.ts';
import type { Pages } from './pages.ts';
import { NoProject, type Projects } from './projects.ts';

export interface CallPlace {
  readonly projects: Projects;
  readonly pages: Pages;
  readonly openProofs: OpenProofs;
  /** The project's name, where the client gave one. */
  readonly project: string | undefined;
  readonly signal: AbortSignal;
}

/** What a tool may use during one call. Nothing is read before the tool asks for it: a rule's page needs no project. */
export function createCallContext({ projects, pages, openProofs, project: name, signal }: CallPlace): ToolContext {
  let found: Promise<LiveProject> | undefined;
  const find = (): Promise<LiveProject> => (found ??= projects.find(name));
  const facts = createFacts(find);
  return {
    files: createFiles(find),
    facts,
    runner: noRunner,
    proofs: createCallProofs(find, facts, openProofs),
    clock: systemClock,
    phase: 'free',
    signal,
    rulePages: (id) => pages.rule(id),
  };
}

/** The project is read anew once in a call, when a tool first waits for it. */
function createFacts(find: () => Promise<LiveProject>): ProjectFacts {
  let reading: Promise<void> | undefined;
  let state: ProjectState | undefined;
  const current = (): ProjectState => {
    if (state === undefined) throw new Error('The project was asked before it was read.');
    return state;
  };
  const read = async (): Promise<void> => {
    state = await (await find()).refresh();
  };
  return {
    settled: () => (reading ??= read()),
    get analysis() {
      return current().analysis;
    },
    get config() {
      return current().config;
    },
    get migrations() {
      return current().migrations;
    },
  };
}

/** Where there is no project, no file is there either: the DSL can be looked up all the same. */
function createFiles(find: () => Promise<LiveProject>): Files {
  const files = async (): Promise<Files | undefined> => {
    try {
      return (await find()).files;
    } catch (error) {
      if (error instanceof NoProject) return undefined;
      throw error;
    }
  };
  return {
    list: async () => (await files())?.list() ?? [],
    read: async (path) => (await files())?.read(path) ?? { kind: 'missing' },
    apply: () => Promise.resolve({ ok: false, reason: 'This server writes no files.', stale: [] }),
  };
}

const noRunner: Runner = {
  run: () => Promise.resolve({ kind: 'refused', reason: 'this server starts no programs.' }),
};
