import { Examination, type ToldFinding } from './examination.ts';
import type { Subject } from '../checklist/engine.ts';
import type { Finding } from '../checklist/finding.ts';
import type { Rule } from '../checklist/rule.ts';
import type { LineTables } from './line-tables.ts';
import {
  checklistKey,
  type CheckRequest,
  type FileFindings,
  type LiveChecklist,
  type Update,
  type UpdateRequest,
  type WholeUpdate,
} from './port.ts';
import { createChecklists } from './resource-checklists.ts';
import { statsOf } from './stats.ts';
import type { Workspace } from './workspace.ts';

/** Subjects are examined for so many milliseconds before whoever waits gets a turn. */
const slice = 8;

/**
 * The findings of a workspace while it is edited. It remembers what it said, and says only what is different:
 * files in focus at once, all others after everything was examined again.
 */
export class LiveFindings {
  readonly #workspace: Workspace;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #lines: LineTables;
  readonly #pause: () => Promise<boolean>;
  /** What was said of each file and resource, printed. */
  readonly #saidOfFiles = new Map<string, string>();
  readonly #saidOfResources = new Map<string, string>();
  /** For each path, the subjects elsewhere that had something to say of it the last time. */
  #reporters: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(
    workspace: Workspace,
    rules: ReadonlyMap<string, Rule>,
    lines: LineTables,
    pause: () => Promise<boolean>,
  ) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#lines = lines;
    this.#pause = pause;
  }

  async update(request: UpdateRequest, onFirst: (first: Update) => void): Promise<Update | undefined> {
    const whole: CheckRequest = { ...request, only: undefined, scope: undefined };
    const examination = new Examination(this.#workspace, this.#rules, this.#lines, whole);
    const focus = new Set(request.focus);
    const subjects = examination.subjects();
    const found = new Map<Subject, Finding[]>();
    for (const subject of subjects) {
      if (this.#mayReportOn(subject, focus)) found.set(subject, examination.examine(subject));
    }
    if (focus.size > 0) onFirst({ files: this.#sayOfFiles(this.#first(examination, found, focus)), whole: undefined });
    let until = performance.now() + slice;
    for (const subject of subjects) {
      if (found.has(subject)) continue;
      if (performance.now() > until) {
        if (!(await this.#pause())) return undefined;
        until = performance.now() + slice;
      }
      found.set(subject, examination.examine(subject));
    }
    return this.#sayAll(whole, examination, found);
  }

  /** Once everything was examined it is known which subjects report on files of others. */
  #mayReportOn(subject: Subject, focus: ReadonlySet<string>): boolean {
    if (focus.has(pathOf(subject))) return true;
    const name = nameOf(subject);
    return [...focus].some((path) => this.#reporters?.get(path)?.has(name) === true);
  }

  #first(
    examination: Examination,
    found: ReadonlyMap<Subject, readonly Finding[]>,
    focus: ReadonlySet<string>,
  ): FileFindings[] {
    const inFocus = [...found.values()].flat().filter(({ at }) => focus.has(at.path));
    const suppressed = examination.suppress(inFocus, focus);
    // A suppression may serve a finding that another subject reports, which nobody knows before the first whole run.
    const sure =
      this.#reporters === undefined ? suppressed.filter(({ rule }) => rule !== 'suppressions/unused') : suppressed;
    return this.#byFile(examination.tell(sure), focus);
  }

  #sayAll(request: CheckRequest, examination: Examination, found: ReadonlyMap<Subject, readonly Finding[]>): Update {
    const isFirst = this.#reporters === undefined;
    this.#reporters = reportersOf(found);
    // Whoever hears this forgets all else, so it tells of the files in focus once more.
    if (isFirst) this.#saidOfFiles.clear();
    const left = examination.suppress([...found.values()].flat(), this.#workspace.paths());
    const told = examination.tell(left);
    const paths = new Set([...this.#saidOfFiles.keys(), ...this.#workspace.problems().map(({ path }) => path)]);
    const files = this.#sayOfFiles(this.#byFile(told, paths));
    const whole: WholeUpdate = {
      isFirst,
      ...this.#sayOfResources(this.#checklists(request, examination, told)),
      failures: examination.failures(),
      stats: statsOf(this.#workspace),
      versions: this.#workspace.versions(),
      known: left.length - told.length,
    };
    return { files, whole };
  }

  #byFile(told: readonly ToldFinding[], paths: Iterable<string>): FileFindings[] {
    const byPath = new Map([...paths].map((path) => [path, [] as ToldFinding[]]));
    for (const entry of told) {
      const { path } = entry.reported;
      const list = byPath.get(path);
      if (list === undefined) byPath.set(path, [entry]);
      else list.push(entry);
    }
    return [...byPath].map(([path, list]) => {
      const problem = this.#workspace.problemOf(path);
      return {
        path,
        findings: list.map(({ reported }) => reported),
        problem: problem === undefined ? undefined : this.#lines.placeProblem(problem),
      };
    });
  }

  #checklists(request: CheckRequest, examination: Examination, told: readonly ToldFinding[]): LiveChecklist[] {
    const context = { workspace: this.#workspace, request, examination, lines: this.#lines, rules: this.#rules };
    const checklists = createChecklists(
      told.map(({ finding }) => finding),
      context,
    );
    return checklists.map((checklist) => ({
      ...checklist,
      items: checklist.items.map((item) => ({
        ...item,
        findings: item.findings.flatMap((index) => {
          const reported = told[index]?.reported;
          if (reported === undefined) return [];
          const { rule, severity, path, range, message } = reported;
          return [{ rule, severity, path, range, message }];
        }),
      })),
    }));
  }

  /** Those that differ from what was said; a file of which there is nothing to say any more is forgotten. */
  #sayOfFiles(files: readonly FileFindings[]): FileFindings[] {
    return files.filter((file) => {
      const isEmpty = file.findings.length === 0 && file.problem === undefined;
      const said = this.#saidOfFiles.get(file.path);
      const text = isEmpty ? undefined : JSON.stringify(file);
      if (text === undefined) this.#saidOfFiles.delete(file.path);
      else this.#saidOfFiles.set(file.path, text);
      return said !== text;
    });
  }

  #sayOfResources(all: readonly LiveChecklist[]): Pick<WholeUpdate, 'checklists' | 'removed'> {
    const texts = new Map(all.map((checklist) => [checklistKey(checklist), JSON.stringify(checklist)]));
    const checklists = all.filter((checklist) => {
      const key = checklistKey(checklist);
      return this.#saidOfResources.get(key) !== texts.get(key);
    });
    const removed = [...this.#saidOfResources.keys()].filter((key) => !texts.has(key));
    for (const key of removed) this.#saidOfResources.delete(key);
    for (const [key, text] of texts) this.#saidOfResources.set(key, text);
    return { checklists, removed };
  }
}

function reportersOf(found: ReadonlyMap<Subject, readonly Finding[]>): ReadonlyMap<string, ReadonlySet<string>> {
  const reporters = new Map<string, Set<string>>();
  for (const [subject, findings] of found) {
    for (const { at } of findings) {
      if (at.path === pathOf(subject)) continue;
      const names = reporters.get(at.path) ?? new Set();
      reporters.set(at.path, names.add(nameOf(subject)));
    }
  }
  return reporters;
}

function pathOf(subject: Subject): string {
  return subject.kind === 'module' ? subject.meaning.source.path : subject.migration.path;
}

function nameOf(subject: Subject): string {
  return subject.kind === 'module' ? `${pathOf(subject)} ${subject.meaning.source.name}` : pathOf(subject);
}
