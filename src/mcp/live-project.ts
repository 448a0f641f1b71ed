import { configName } from '../analysis/config-name.ts';
import type { AnalysisPort, MigrationSelection, ReportedProblem } from '../analysis/port.ts';
import { selectMigrations } from '../analysis/select-migrations.ts';
import type { Files } from '../architect/ports.ts';
import type { Config } from '../checklist/config.ts';
import { systemClock } from '../system/clock.ts';
import { diskAt } from '../system/disk.ts';
import { changedFiles, type ChangedFiles } from '../system/git.ts';
import { DiskFollower } from './disk-follower.ts';
import { projectFiles } from './project-files.ts';

/** A project as it was on disk when it was read. */
export interface ProjectState {
  /** Its reports name what could not be read as well. */
  readonly analysis: AnalysisPort;
  readonly config: Config;
  readonly migrations: MigrationSelection;
}

/** One project that follows what is on disk, without a watcher: it is read again whenever somebody wants to know. */
export class LiveProject {
  readonly files: Files;
  readonly #root: string;
  readonly #analysis: AnalysisPort;
  readonly #disk: DiskFollower;
  #next: Promise<ProjectState> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(root: string, analysis: AnalysisPort) {
    this.#root = root;
    this.#analysis = analysis;
    this.#disk = new DiskFollower(root, diskAt(root), () => systemClock.now());
    this.files = projectFiles(root);
  }

  /**
   * The project as it is now, handed over to the analysis. A reading that has begun may have passed by a file that
   * changed since, so that whoever asks meanwhile gets the next one.
   */
  refresh(): Promise<ProjectState> {
    if (this.#next !== undefined) return this.#next;
    const next = this.#running.then(() => {
      this.#next = undefined;
      return this.#read();
    });
    this.#next = next;
    this.#running = next.catch(() => undefined);
    return next;
  }

  /** Files that differ from the merge base with a branch; undefined for the one that the repository names. */
  changed(base: string | undefined): Promise<ChangedFiles> {
    return changedFiles(this.#root, base);
  }

  async #read(): Promise<ProjectState> {
    const settings = this.#configure();
    // Whatever is wrong with the configuration, the files are read to their end: another reading begins only then.
    const [problems] = await Promise.all([this.#follow(), settings.catch(() => undefined)]);
    return { ...(await settings), analysis: withProblems(this.#analysis, problems) };
  }

  async #follow(): Promise<readonly ReportedProblem[]> {
    const { changes, problems } = await this.#disk.follow();
    if (changes.length > 0) await this.#analysis.apply(changes);
    return problems;
  }

  async #configure(): Promise<Pick<ProjectState, 'config' | 'migrations'>> {
    const file = await this.files.read(configName);
    if (file.kind === 'refused') throw new Error(`\`${configName}\` cannot be read: ${file.reason}`);
    const result = await this.#analysis.configure(file.kind === 'text' ? file.text : undefined, {});
    if (!result.ok) {
      const lines = result.complaints.map(({ path, line, message }) => `- ${path}:${line}: ${message}`);
      throw new Error(['The configuration is broken; put it right, then call again:', ...lines].join('\n'));
    }
    const { examine, base } = result.value.migrations;
    const seeAll = `\`"migrations": {"examine": "all"}\` in \`${configName}\` examines them all`;
    const migrations = selectMigrations(examine, await this.changed(base), seeAll);
    return { config: result.value, migrations };
  }
}

function withProblems(analysis: AnalysisPort, problems: readonly ReportedProblem[]): AnalysisPort {
  return {
    ...analysis,
    check: async (request) => {
      const report = await analysis.check(request);
      return { ...report, problems: [...problems, ...report.problems] };
    },
  };
}
