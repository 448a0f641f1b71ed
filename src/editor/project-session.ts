import { EventEmitter, type Event } from 'vscode';
import {
  checklistKey,
  type AnalysisPort,
  type FileFindings,
  type FixAllResult,
  type LiveChecklist,
  type MigrationSelection,
  type ReportedFinding,
  type Update,
  type WholeUpdate,
} from '../analysis/port.ts';
import { fileKind } from '../analysis/file-kind.ts';
import type { Complaint } from '../analysis/read-config.ts';
import type { Evidence } from '../base/evidence.ts';
import type { Config } from '../checklist/config.ts';
import { inPortions } from './in-portions.ts';
import type { ProjectPlace } from './project-place.ts';
import { readConfiguration, type SessionConfiguration } from './session-configuration.ts';
import type { SessionSources } from './session-sources.ts';

export interface SessionChange {
  /** Files of which something else is known now. */
  readonly paths: readonly string[];
  /** The whole project was examined. */
  readonly isWhole: boolean;
}

/** One project while it is edited: hands changes to the analysis, and keeps what it says. */
export class ProjectSession {
  readonly place: ProjectPlace;
  readonly onDidChange: Event<SessionChange>;
  /** The analysis has the texts as they are now, and did not begin to examine them. */
  readonly onDidHandOver: Event<void>;
  readonly #port: AnalysisPort;
  readonly #sources: SessionSources;
  readonly #changed = new EventEmitter<SessionChange>();
  readonly #handedOver = new EventEmitter<void>();
  readonly #texts = new Map<string, string>();
  readonly #waiting = new Map<string, string | undefined>();
  readonly #files = new Map<string, FileFindings>();
  readonly #checklists = new Map<string, LiveChecklist>();
  /** Files whose present text was not told of yet, with the number of the change that brought it. */
  readonly #stale = new Map<string, number>();
  /** Files that were typed in since git was asked, and those that are not saved. */
  readonly #typed = new Set<string>();
  #configuration: SessionConfiguration = { counts: undefined, complaints: [] };
  #focus: readonly string[] = [];
  #changes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Until everything was read there is nothing to compare with. */
  #isReading = true;
  #flushing = 0;
  #whole: WholeUpdate | undefined;
  #progress: { readonly read: number; readonly total: number } | undefined;
  #failure: string | undefined;
  #settled: (() => void)[] = [];
  #isDisposed = false;

  constructor(place: ProjectPlace, port: AnalysisPort, sources: SessionSources) {
    this.place = place;
    this.#port = port;
    this.#sources = sources;
    this.onDidChange = this.#changed.event;
    this.onDidHandOver = this.#handedOver.event;
  }

  /** Reads everything; what is opened or typed meanwhile goes before what is on disk. */
  async start(): Promise<void> {
    this.#flushing++;
    try {
      const texts = await this.#sources.readAll((read, total) => {
        this.#progress = { read, total };
        this.#changed.fire({ paths: [], isWhole: false });
      });
      this.#sources.log.info(`${this.place.name}: ${texts.size} files were read`);
      for (const [path, text] of texts) if (!this.has(path)) this.#waiting.set(path, text);
      await this.#configure();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#progress = undefined;
      this.#isReading = false;
      this.#flushing--;
    }
    await this.flush();
  }

  /** A file has another text; it is examined when nothing else has come for a while (milliseconds). */
  change(path: string, text: string | undefined, delay: number): void {
    const known = this.#waiting.has(path) ? this.#waiting.get(path) : this.#texts.get(path);
    if (known === text && (text !== undefined || !this.#texts.has(path))) return;
    this.#waiting.set(path, text);
    if (delay > 0) this.#typed.add(path);
    this.#schedule(delay);
  }

  /** Reads a file anew: what was typed there is not to be kept. */
  async reread(path: string): Promise<void> {
    const text = await this.#sources.readText(path);
    this.change(path, text, 0);
  }

  /** Files that somebody looks at are examined first. */
  setFocus(paths: readonly string[]): void {
    this.#focus = paths;
  }

  /** The configuration, the baseline, or which migrations count may be others now. */
  async reconfigure(): Promise<void> {
    if (this.#isReading) return;
    this.#flushing++;
    try {
      await this.#configure();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#flushing--;
    }
    await this.flush();
  }

  /** Hands over what waits, and asks what follows from it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isDisposed || this.#isReading) return;
    this.#flushing++;
    try {
      await this.#apply();
      this.#handedOver.fire();
      await this.#update();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#flushing--;
      this.#tellIfSettled();
    }
  }

  /** Resolves when everything that came in so far was examined and told. */
  settled(): Promise<void> {
    if (this.#timer !== undefined) void this.flush();
    if (this.#flushing === 0 || this.#isDisposed) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Resolves when the present text of one file was examined. */
  async settledAt(path: string): Promise<void> {
    if (this.#timer !== undefined) void this.flush();
    while (this.findingsOf(path) === undefined && this.#flushing > 0 && !this.#isDisposed) {
      await new Promise<void>((resolve) => {
        const listener = this.#changed.event(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  }

  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** All texts as the analysis has them now; what is typed later is not among them. */
  get texts(): ReadonlyMap<string, string> {
    return new Map(this.#texts);
  }

  has(path: string): boolean {
    return this.#waiting.has(path) ? this.#waiting.get(path) !== undefined : this.#texts.has(path);
  }

  /** Every file that is known below a folder. */
  pathsBelow(folder: string): string[] {
    const known = new Set([...this.#texts.keys(), ...this.#waiting.keys()]);
    return [...known].filter((path) => path === folder || path.startsWith(`${folder}/`));
  }

  /** What is known of a file's present text; undefined while it is examined. */
  findingsOf(path: string): FileFindings | undefined {
    if (this.#waiting.has(path) || this.#stale.has(path)) return undefined;
    return this.#files.get(path) ?? { path, findings: [], problem: undefined };
  }

  pathsWithFindings(): string[] {
    return [...this.#files.keys()];
  }

  get checklists(): readonly LiveChecklist[] {
    return [...this.#checklists.values()];
  }

  get complaints(): readonly Complaint[] {
    return this.#configuration.complaints;
  }

  get config(): Config | undefined {
    return this.#configuration.counts?.config;
  }

  /** The analysis itself, for questions that change nothing; it ends with the session. */
  get analysis(): AnalysisPort {
    return this.#port;
  }

  get migrations(): MigrationSelection {
    return this.#configuration.counts?.migrations ?? { kind: 'all' };
  }

  /** What was run on PostgreSQL in this project. */
  get evidence(): readonly Evidence[] {
    return this.#sources.evidence();
  }

  /** What was said when the whole project was examined the last time; undefined before the first. */
  get whole(): WholeUpdate | undefined {
    return this.#whole;
  }

  /** Whether the analysis has all files. */
  get isRead(): boolean {
    return !this.#isReading;
  }

  /** Whether the migration generator was ever run here. */
  get hasSnapshots(): boolean {
    for (const path of this.#texts.keys()) if (fileKind(path) === 'snapshot') return true;
    return false;
  }

  /** How many resources differ from their snapshots, as far as the project was examined. */
  get notGenerated(): number {
    const isDrift = ({ rule }: { readonly rule: string }): boolean => rule.startsWith('drift/');
    return this.checklists.filter(({ items }) => items.some(({ findings }) => findings.some(isDrift))).length;
  }

  /** How far the first reading is; undefined afterwards. */
  get progress(): { readonly read: number; readonly total: number } | undefined {
    return this.#progress;
  }

  /** Why nothing can be said; undefined when all is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The edits of all fixes of a rule, or of all safe fixes, in one file or in all, for the texts as they are then. */
  async fixAll(rule: string | undefined, path: string | undefined): Promise<FixAllResult> {
    for (;;) {
      await this.settled();
      const { counts } = this.#configuration;
      if (counts === undefined || this.#isDisposed) return { edits: [], fixed: 0 };
      const known = this.#changes;
      const result = await this.#port.fixAll({
        ...counts,
        evidence: this.evidence,
        only: rule === undefined ? undefined : [rule],
        scope: path === undefined ? undefined : [path],
        choose: rule === undefined ? 'safe' : 'first',
      });
      // What was typed meanwhile makes these edits ones of another text.
      if (this.#changes === known && this.#waiting.size === 0) return result;
    }
  }

  /** All findings of the project, those that the baseline knows among them. */
  async allFindings(): Promise<readonly ReportedFinding[]> {
    await this.settled();
    const { counts } = this.#configuration;
    if (counts === undefined) return [];
    const request = { ...counts, evidence: this.evidence, baseline: undefined, only: undefined, scope: undefined };
    return (await this.#port.check(request)).findings;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#tellIfSettled();
    this.#changed.dispose();
    this.#handedOver.dispose();
    await this.#port.dispose();
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#isReading) return;
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  async #configure(): Promise<void> {
    this.#configuration = await readConfiguration(this.#port, this.#sources, this.config);
    const unsaved = new Set(this.#sources.unsaved());
    for (const path of this.#typed) if (!unsaved.has(path)) this.#typed.delete(path);
  }

  async #apply(): Promise<void> {
    const entries = [...this.#waiting];
    this.#waiting.clear();
    this.#changes++;
    for (const [path, text] of entries) {
      this.#stale.set(path, this.#changes);
      if (text === undefined) this.#texts.delete(path);
      else this.#texts.set(path, text);
    }
    for (const changes of inPortions(entries)) {
      await this.#port.apply(changes.map(([path, text]) => ({ path, text })));
    }
  }

  async #update(): Promise<void> {
    const { counts } = this.#configuration;
    if (counts === undefined) {
      this.#changed.fire({ paths: [], isWhole: true });
      return;
    }
    const uncommitted = [...(counts.migrations.changed?.uncommitted ?? []), ...this.#typed];
    const request = { ...counts, uncommitted, focus: this.#focus, evidence: this.evidence };
    const known = this.#changes;
    const begun = performance.now();
    const update = await this.#port.update(request, (first) => this.#take(first, request.focus, known));
    this.#failure = undefined;
    if (update !== undefined) this.#take(update, [...this.#stale.keys()], known);
    const end = update === undefined ? 'gave way to a change' : 'examined';
    this.#sources.log.debug(`${this.place.name}: ${end} after ${Math.round(performance.now() - begun)} ms`);
  }

  /** Takes what was said of the texts after so many changes; `covered` are the files that it speaks of. */
  #take({ files, whole }: Update, covered: readonly string[], known: number): void {
    if (this.#isDisposed) return;
    const paths = new Set(files.map(({ path }) => path));
    if (whole?.isFirst === true) this.#forget(paths);
    for (const file of files) {
      if (file.findings.length === 0 && file.problem === undefined) this.#files.delete(file.path);
      else this.#files.set(file.path, file);
    }
    for (const path of covered) if (this.#stale.has(path)) paths.add(path);
    for (const path of paths) {
      if ((this.#stale.get(path) ?? 0) > known) paths.delete(path);
      else this.#stale.delete(path);
    }
    if (whole !== undefined) this.#takeWhole(whole);
    this.#changed.fire({ paths: [...paths].filter((path) => !this.#waiting.has(path)), isWhole: whole !== undefined });
  }

  /** The analysis started anew and has told everything: what it did not mention is no more. */
  #forget(paths: Set<string>): void {
    for (const path of this.#files.keys()) {
      if (paths.has(path)) continue;
      this.#files.delete(path);
      paths.add(path);
    }
    this.#checklists.clear();
  }

  #takeWhole(whole: WholeUpdate): void {
    this.#whole = whole;
    for (const key of whole.removed) this.#checklists.delete(key);
    for (const checklist of whole.checklists) this.#checklists.set(checklistKey(checklist), checklist);
    for (const failure of whole.failures) this.#sources.log.error(failure);
  }

  #fail(error: unknown): void {
    if (this.#isDisposed) return;
    this.#failure = error instanceof Error ? error.message : String(error);
    this.#sources.log.error(
      this.place.root.path,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    this.#changed.fire({ paths: [], isWhole: true });
  }

  #tellIfSettled(): void {
    if (!this.#isDisposed && this.#flushing > 0) return;
    if (!this.#isDisposed && this.#timer !== undefined && this.#settled.length > 0) {
      void this.flush();
      return;
    }
    const waiting = this.#settled;
    this.#settled = [];
    for (const resolve of waiting) resolve();
  }
}
