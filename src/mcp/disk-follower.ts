import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportedProblem } from '../analysis/port.ts';
import { listProject, readFileOf, type Disk, type ReadFile } from '../analysis/read-project.ts';
import type { FileChange } from '../analysis/workspace.ts';

/** So many files that matter are read at most: nobody's project has more, and a folder of all projects may. */
const fileLimit = 20_000;

/** So many files are looked at at a time. */
const portion = 64;

/**
 * In milliseconds. Some file systems count time in steps of two seconds: a file that is as young as that when it is
 * read may change once more without looking any different.
 */
const grain = 2000;

export interface Followed {
  /** What differs from the time before; at first, everything. */
  readonly changes: readonly FileChange[];
  /** What cannot be read at present. */
  readonly problems: readonly ReportedProblem[];
}

interface SeenFile {
  /** Inode, size and times; undefined where they say nothing yet. */
  readonly stamp: string | undefined;
  readonly file: ReadFile;
}

/** Reads those files of a project again that look different from the last time. */
export class DiskFollower {
  readonly #root: string;
  readonly #disk: Disk;
  readonly #now: () => number;
  #seen: ReadonlyMap<string, SeenFile> = new Map();

  /** `now` is in milliseconds since 1970. */
  constructor(root: string, disk: Disk, now: () => number) {
    this.#root = root;
    this.#disk = disk;
    this.#now = now;
  }

  /** To be called one after the other. */
  async follow(): Promise<Followed> {
    const { paths, problems } = await listProject(this.#disk, '');
    if (paths.length > fileLimit) throw new Error(tooMany(this.#root, paths.length));
    const seen = new Map<string, SeenFile>();
    for (let start = 0; start < paths.length; start += portion) {
      const looks = paths.slice(start, start + portion).map((path) => this.#look(path));
      for (const look of await Promise.all(looks)) seen.set(look.file.path, look);
    }
    const known = this.#seen;
    this.#seen = seen;
    const gone = [...known.keys()].filter((path) => !seen.has(path));
    const changed = [...seen].filter(([path, { file }]) => textOf(file) !== textOf(known.get(path)?.file));
    return {
      changes: [
        ...gone.map((path) => ({ path, text: undefined })),
        ...changed.map(([path, { file }]) => ({ path, text: textOf(file) })),
      ],
      problems: [
        ...problems,
        ...[...seen.values()].flatMap(({ file }) =>
          file.kind === 'problem' ? [{ path: file.path, message: file.message }] : [],
        ),
      ],
    };
  }

  async #look(path: string): Promise<SeenFile> {
    const now = await this.#stampOf(path);
    const known = this.#seen.get(path);
    if (known?.stamp !== undefined && known.stamp === now) return known;
    return { stamp: now, file: await readFileOf(this.#disk, path) };
  }

  /** The time of a status change tells of files that were put in place with an older time of their own. */
  async #stampOf(path: string): Promise<string | undefined> {
    try {
      const { ino, size, mtimeMs, ctimeMs } = await stat(join(this.#root, path));
      const isYoung = Math.max(mtimeMs, ctimeMs) > this.#now() - grain;
      return isYoung ? undefined : [ino, size, mtimeMs, ctimeMs].join(' ');
    } catch {
      // Reading says what is wrong.
      return undefined;
    }
  }
}

function textOf(file: ReadFile | undefined): string | undefined {
  return file?.kind === 'text' ? file.text : undefined;
}

function tooMany(root: string, count: number): string {
  return `\`${root}\` holds ${count} Elixir files, migrations and snapshots, more than the ${fileLimit} that are read. Start this server with the folder of one project.`;
}
