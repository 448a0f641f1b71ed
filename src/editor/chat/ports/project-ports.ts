import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { ChangedFiles } from '../../../architect/commands/command-context.ts';
import type { Clock, Files, ProjectFacts, Runner } from '../../../architect/ports.ts';
import type { GuidanceFiles } from '../../../architect/skills/guidance-files.ts';
import type { SkillPages } from '../../../architect/skills/skill.ts';
import { systemClock } from '../../../system/clock.ts';
import { createRunner } from '../../../system/runner.ts';
import type { ProjectSession } from '../../project-session.ts';
import { changedIn } from '../../session-sources.ts';
import { readRulePage, skillPages } from './extension-pages.ts';
import { createGuidance } from './guidance.ts';
import { createFacts } from './project-facts.ts';
import { ProjectFiles } from './project-files.ts';

/** Everything that the architect may ask of one project, as the editor gives it. */
export interface ProjectPorts {
  readonly files: Files;
  /** Its configuration is there once `settled` has resolved. */
  readonly facts: ProjectFacts;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly rulePages: (id: string) => Promise<string | undefined>;
  readonly skillPages: SkillPages;
  readonly guidance: GuidanceFiles;
  /** Files that differ from the merge base, relative to the project. */
  readonly changed: () => Promise<ChangedFiles>;
}

/** Nothing has to be disposed of, and nothing is read before it is asked for; trust is looked at each time. */
export function createProjectPorts(
  session: ProjectSession,
  context: ExtensionContext,
  log: LogOutputChannel,
): ProjectPorts {
  const { root, isFolder } = session.place;
  const files = new ProjectFiles(session, log);
  return {
    files,
    facts: createFacts(session),
    runner: createProjectRunner(session),
    clock: systemClock,
    rulePages: (id) => readRulePage(context, id),
    skillPages: skillPages(context),
    guidance: createGuidance(session.place, (path) => files.read(path)),
    changed: () =>
      isFolder
        ? changedIn(root, session.config?.migrations.base)
        : Promise.resolve({ isKnown: false, reason: 'this document is in no project' }),
  };
}

function createProjectRunner({ place: { root, isFolder } }: ProjectSession): Runner {
  return {
    run: (command, signal, onOutput) => {
      const reason = !workspace.isTrusted
        ? 'the workspace is not trusted. The user can trust it with the command `Workspaces: Manage Workspace Trust`.'
        : !isFolder || root.scheme !== 'file'
          ? 'the project is in no folder of this machine, so that no program can be started in it.'
          : undefined;
      if (reason !== undefined) return Promise.resolve({ kind: 'refused', reason });
      return createRunner(root.fsPath).run(command, signal, onOutput);
    },
  };
}
